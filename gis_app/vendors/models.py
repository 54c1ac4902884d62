"""What a vendor's file holds: a photo, papers of priority, and signed cards."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gis_app.allocation.models import Vendor
from gis_app.versioned import VersionedObject

MOST_NOTE = 300


class Portrait(VersionedObject):
    """The photo of a vendor, as the card shows it; the file is named by its SHA-256."""

    vendor = models.OneToOneField(Vendor, models.PROTECT, related_name="portrait")
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=80)

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256__regex="^[0-9a-f]{64}$"), name="portrait_hash"
            )
        ]

    def __str__(self) -> str:
        return f"{self.vendor}"


class PriorityKind(models.Model):
    """A class of people whom the council lets go first, and the paper that shows it."""

    code = models.SlugField(_("code"), max_length=20, unique=True)
    title_fa = models.CharField(_("Persian title"), max_length=200)
    title_en = models.CharField(_("English title"), max_length=200)
    paper_fa = models.CharField(_("which paper, in Persian"), max_length=200)
    paper_en = models.CharField(_("which paper, in English"), max_length=200)
    legal_ref = models.CharField(_("legal reference"), max_length=200, blank=True)
    in_use = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("class of priority")
        verbose_name_plural = _("classes of priority")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title_fa


class PriorityPaper(VersionedObject):
    """A paper that puts a vendor into a class, seen and verified by a clerk."""

    vendor = models.ForeignKey(Vendor, models.PROTECT, related_name="papers")
    kind = models.ForeignKey(PriorityKind, models.PROTECT, related_name="papers")
    number = models.CharField(_("number of the paper"), max_length=60)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    verified_by = models.CharField(_("verified by"), max_length=150)
    verified_at = models.DateTimeField(_("verified at"), db_default=TransactionNow())
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_because = models.CharField(
        _("why withdrawn"), max_length=MOST_NOTE, blank=True
    )

    class Meta:
        verbose_name = _("paper of priority")
        verbose_name_plural = _("papers of priority")
        constraints = [
            # One paper is one person's: the same number on a second file is a fraud
            # or a slip.
            models.UniqueConstraint(
                fields=["kind", "number"],
                condition=Q(withdrawn_at__isnull=True),
                name="priority_paper_once",
            ),
            models.UniqueConstraint(
                fields=["vendor", "kind"],
                condition=Q(withdrawn_at__isnull=True),
                name="priority_paper_one_each",
            ),
            models.CheckConstraint(
                condition=~Q(number="") & ~Q(verified_by=""),
                name="priority_paper_verified",
            ),
            models.CheckConstraint(
                condition=(Q(withdrawn_at__isnull=True) & Q(withdrawn_because=""))
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because="")),
                name="priority_paper_withdrawn_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}"


class CardKey(models.Model):
    """A pair of keys that signs cards; its private half is sealed, and then destroyed.

    ``kid`` is the first half of the SHA-256 of the public key's half: 8 bytes, hex.
    """

    class State(models.TextChoices):
        SIGNING = "signing", _("Signing")
        RETIRED = "retired", _("Retired")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    kid = models.CharField(_("number of the key"), max_length=16, unique=True)
    public = models.CharField(_("public key"), max_length=64, unique=True)
    private_sealed = models.BinaryField(null=True, editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.SIGNING
    )
    since = models.DateTimeField(_("since"), db_default=TransactionNow())
    retired_at = models.DateTimeField(_("retired at"), null=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)
    withdrawn_because = models.CharField(
        _("why withdrawn"), max_length=MOST_NOTE, blank=True
    )

    class Meta:
        verbose_name = _("key of cards")
        verbose_name_plural = _("keys of cards")
        constraints = [
            models.UniqueConstraint(
                fields=["state"],
                condition=Q(state="signing"),
                name="card_key_one_signs",
            ),
            models.CheckConstraint(
                condition=Q(kid__regex="^[0-9a-f]{16}$")
                & Q(public__regex="^[0-9a-f]{64}$"),
                name="card_key_in_hex",
            ),
            models.CheckConstraint(
                condition=Q(state="signing", private_sealed__isnull=False)
                | Q(state__in=["retired", "withdrawn"], private_sealed__isnull=True),
                name="card_key_destroyed_after_use",
            ),
            models.CheckConstraint(
                condition=Q(state="signing", retired_at__isnull=True)
                | Q(state__in=["retired", "withdrawn"], retired_at__isnull=False),
                name="card_key_retired_at",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state="withdrawn", withdrawn_at__isnull=False)
                    & ~Q(withdrawn_because="")
                )
                | (
                    Q(state__in=["signing", "retired"], withdrawn_at__isnull=True)
                    & Q(withdrawn_because="")
                ),
                name="card_key_withdrawn_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.kid


class Card(models.Model):
    """A card as it was signed; it never changes. Its number is its primary key."""

    vendor = models.ForeignKey(Vendor, models.PROTECT, related_name="cards")
    key = models.ForeignKey(CardKey, models.PROTECT, related_name="cards")
    issued_at = models.DateTimeField(_("issued at"))
    expires_at = models.DateTimeField(_("expires at"))
    goods = ArrayField(models.CharField(max_length=20), verbose_name=_("goods"))
    token = models.TextField(_("what the code says"), unique=True)
    portrait_sha256 = models.CharField(max_length=64)
    portrait_path = models.CharField(max_length=80)
    by = models.CharField(_("issued by"), max_length=150)

    class Meta:
        verbose_name = _("card")
        verbose_name_plural = _("cards")
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("issued_at")), name="card_expires"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """As it is printed and typed: ``K-00042``."""
        return f"K-{self.pk:05d}"


class CardRevocation(models.Model):
    """The end of a card before its time; written once."""

    class Reason(models.TextChoices):
        LOST = "lost", _("Lost")
        STOLEN = "stolen", _("Stolen")
        DAMAGED = "damaged", _("Damaged")
        RENEWED = "renewed", _("Replaced by a newer card")
        MISUSED = "misused", _("Misused: given to somebody else, or altered")
        ENDED = "ended", _("No longer a vendor")

    card = models.OneToOneField(Card, models.PROTECT, related_name="revocation")
    at = models.DateTimeField(_("at"), db_default=TransactionNow())
    reason = models.CharField(_("reason"), max_length=10, choices=Reason.choices)
    note = models.CharField(_("note"), max_length=MOST_NOTE, blank=True)
    by = models.CharField(_("revoked by"), max_length=150)

    class Meta:
        verbose_name = _("revocation of a card")
        verbose_name_plural = _("revocations of cards")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    reason__in=[
                        *("lost", "stolen", "damaged", "renewed", "misused", "ended")
                    ]
                ),
                name="card_revocation_reason_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.card} {self.reason}"
