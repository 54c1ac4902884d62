"""Cases, their events, notices, seized goods, and the evidence chain."""

from __future__ import annotations

import secrets
from uuid import uuid4

from django.conf import settings
from django.contrib.gis.db import models
from django.contrib.postgres.functions import TransactionNow
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gis_app.accounts.models import District
from gis_app.crs import STORAGE_SRID
from gis_app.encroachment.models import Encroachment, Occupation
from gis_app.enforcement.assignment import CaseAssignment as CaseAssignment
from gis_app.enforcement.audits import AuditItem as AuditItem
from gis_app.enforcement.audits import AuditSample as AuditSample
from gis_app.enforcement.days import DeadlineRule as DeadlineRule
from gis_app.enforcement.days import Holiday as Holiday
from gis_app.enforcement.days import Weekend as Weekend
from gis_app.enforcement.querysets import CaseSet, EvidenceSet
from gis_app.enforcement.stages import FINAL, Stage, Track
from gis_app.land.constraints import valid_geometry
from gis_app.land.models import Party
from gis_app.versioned import VersionedObject


def new_token() -> str:
    """An address that can't be guessed (128 bits)."""
    return secrets.token_urlsafe(16)


class Counter(models.Model):
    """The last number of a series in a Jalali year; triggers count, without gaps."""

    series = models.CharField(_("series"), max_length=10)
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number"))

    class Meta:
        verbose_name = _("counter")
        verbose_name_plural = _("counters")
        constraints = [
            models.UniqueConstraint(fields=["series", "year"], name="counter_unique")
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.year}/{self.last}"


class Numbered(models.Model):
    """A number within a Jalali year, given by the database: ``1405/17``."""

    year = models.PositiveSmallIntegerField(_("year"), editable=False)
    sequence = models.PositiveIntegerField(_("number"), db_default=0, editable=False)

    class Meta:
        abstract = True

    @property
    def number(self) -> str:
        """``1405/17``."""
        return f"{self.year}/{self.sequence}"


class Case(Numbered, VersionedObject):
    """What is done about one finding, from detection to the end (پرونده).

    It outlives the finding's closing. ``judged_by`` holds the versions of geometries,
    rights, zones and rules it was opened on; ``geom`` is the overlap at that time.
    """

    finding = models.ForeignKey(
        Encroachment, models.PROTECT, related_name="cases", verbose_name=_("finding")
    )
    track = models.CharField(_("track"), max_length=12, choices=Track.choices)
    state = models.CharField(
        _("stage"), max_length=14, choices=Stage.choices, default=Stage.DETECTED
    )
    district = models.ForeignKey(
        District, models.PROTECT, null=True, verbose_name=_("district")
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name=_("assigned to"),
    )
    party = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("party concerned"),
        help_text=_("Empty: not known."),
    )
    opened_by = models.CharField(_("opened by"), max_length=150)
    opened_at = models.DateTimeField(_("opened at"))
    due_at = models.DateTimeField(_("due by"), null=True, blank=True)
    judged_by = models.JSONField(_("judged by"), default=dict)
    token = models.CharField(max_length=30, unique=True, default=new_token)
    geom = models.MultiPolygonField(_("overlap"), srid=STORAGE_SRID)

    objects = CaseSet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        constraints = [
            valid_geometry("case_geom_valid"),
            models.UniqueConstraint(
                fields=["year", "sequence"], name="case_number_unique"
            ),
            models.UniqueConstraint(
                fields=["finding"],
                condition=~Q(state__in=[str(stage) for stage in FINAL]),
                name="case_one_open_per_finding",
            ),
            models.CheckConstraint(
                condition=Q(state__in=Stage.values), name="case_state_known"
            ),
            models.CheckConstraint(
                condition=Q(track__in=Track.values), name="case_track_known"
            ),
        ]
        indexes = [models.Index(fields=["state", "due_at"], name="case_queue")]

    def __str__(self) -> str:
        return self.number


class CaseEvent(models.Model):
    """One step of a case. Append-only; the newest one says where the case stands."""

    case = models.ForeignKey(
        Case, models.PROTECT, related_name="events", verbose_name=_("case")
    )
    at = models.DateTimeField(_("at"))
    by = models.CharField(_("who"), max_length=150)
    role = models.CharField(_("role"), max_length=10, blank=True)
    from_state = models.CharField(
        _("from"), max_length=14, choices=Stage.choices, blank=True
    )
    to_state = models.CharField(_("to"), max_length=14, choices=Stage.choices)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    deadline = models.DateTimeField(_("deadline"), null=True)
    legal_ref = models.CharField(_("legal reference"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("step of a case")
        verbose_name_plural = _("steps of cases")
        indexes = [models.Index(fields=["case", "id"], name="case_event_order")]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.to_state}"


class Evidence(models.Model):
    """One piece of evidence. Append-only, each sealed to the one before it.

    ``seq``, ``at``, ``prev_hash`` and ``hash`` are the database's (sql/chain.sql).
    ``path`` is relative to ``DATA_DIR/evidence``; ``meta`` keeps what the device said:
    a photo's EXIF position, a raw fix with its accuracy and mock flag, the formula's
    version. ``client_id`` is made on the phone, so that a retry is never a second one.
    """

    class Kind(models.TextChoices):
        PHOTO = "photo", _("Photo")
        FIX = "fix", _("Position")
        NOTE = "note", _("Note")
        DOCUMENT = "document", _("Document")
        MEASUREMENT = "measurement", _("Measurement")
        SERVED = "served", _("Service of a notice")

    seq = models.PositiveBigIntegerField(
        _("number"), unique=True, db_default=0, editable=False
    )
    case = models.ForeignKey(
        Case,
        models.PROTECT,
        null=True,
        related_name="evidence",
        verbose_name=_("case"),
    )
    occupation = models.ForeignKey(
        Occupation,
        models.PROTECT,
        null=True,
        related_name="evidence",
        verbose_name=_("occupation"),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    sha256 = models.CharField(_("SHA-256 of the content"), max_length=64, blank=True)
    path = models.CharField(_("file"), max_length=100, blank=True)
    meta = models.JSONField(_("what the device said"), default=dict)
    by = models.CharField(_("who"), max_length=150)
    at = models.DateTimeField(
        _("received at"), db_default=TransactionNow(), editable=False
    )
    device_at = models.DateTimeField(_("time on the device"), null=True)
    client_id = models.UUIDField(_("id made by the client"), unique=True)
    prev_hash = models.CharField(max_length=64, db_default="", editable=False)
    hash = models.CharField(max_length=64, unique=True, db_default="", editable=False)

    objects = EvidenceSet.as_manager()

    class Meta:
        verbose_name = _("piece of evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256="", path="") | (~Q(sha256="") & ~Q(path="")),
                name="evidence_file_has_hash",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "photo",
                        "fix",
                        "note",
                        "document",
                        "measurement",
                        "served",
                    ]
                ),
                name="evidence_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.seq} {self.kind}"


class EvidenceHead(models.Model):
    """The end of the chain, one row: without it a cut tail would not show."""

    seq = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("end of the evidence")
        verbose_name_plural = _("end of the evidence")

    def __str__(self) -> str:
        return f"{self.seq}:{self.hash}"


class Notice(Numbered, VersionedObject):
    """A written notice (اخطاریه) and the record of its service."""

    class How(models.TextChoices):
        IN_PERSON = "in_person", _("Handed over")
        HOUSEHOLD = "household", _("To a member of the household or shop")
        AFFIXED = "affixed", _("Affixed at the place")
        POST = "post", _("By post")
        ELECTRONIC = "electronic", _("Electronically")

    case = models.ForeignKey(
        Case, models.PROTECT, related_name="notices", verbose_name=_("case")
    )
    issued_at = models.DateTimeField(_("issued at"))
    issued_by = models.CharField(_("issued by"), max_length=150)
    deadline = models.DateTimeField(_("deadline"))
    legal_ref = models.CharField(_("legal reference"), max_length=200)
    legal_ref_en = models.CharField(
        _("legal reference in English"), max_length=200, blank=True
    )
    pdf_sha256 = models.CharField(_("SHA-256 of the sheet"), max_length=64, blank=True)
    served_at = models.DateTimeField(_("served at"), null=True, blank=True)
    served_how = models.CharField(
        _("how it was served"), max_length=10, choices=How.choices, blank=True
    )
    served_by = models.CharField(_("served by"), max_length=150, blank=True)
    witness = models.CharField(_("witness"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [
            models.UniqueConstraint(
                fields=["year", "sequence"], name="notice_number_unique"
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(served_at__isnull=True),
                name="notice_one_waits_per_case",
            ),
            models.CheckConstraint(
                condition=Q(served_at__isnull=True, served_how="", served_by="")
                | (Q(served_at__isnull=False) & ~Q(served_how="") & ~Q(served_by="")),
                name="notice_service_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class SeizedGoods(Numbered, VersionedObject):
    """Goods taken away, under a receipt, with the day by which they go back."""

    case = models.ForeignKey(
        Case, models.PROTECT, related_name="seized", verbose_name=_("case")
    )
    goods = models.JSONField(
        _("goods"), help_text=_("A list of {what, quantity, unit, condition}.")
    )
    receipt_at = models.DateTimeField(_("receipt given at"))
    receipt_by = models.CharField(_("receipt given by"), max_length=150)
    return_by = models.DateTimeField(_("to be returned by"))
    client_id = models.UUIDField(
        _("id made by the client"), unique=True, default=uuid4, editable=False
    )
    returned_at = models.DateTimeField(_("returned at"), null=True, blank=True)
    returned_by = models.CharField(_("returned by"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("seized goods")
        verbose_name_plural = _("seized goods")
        constraints = [
            models.UniqueConstraint(
                fields=["year", "sequence"], name="receipt_number_unique"
            ),
            models.CheckConstraint(
                condition=Q(return_by__gte=F("receipt_at")),
                name="seized_return_after_receipt",
            ),
            models.CheckConstraint(
                condition=Q(returned_at__isnull=True, returned_by="")
                | (Q(returned_at__isnull=False) & ~Q(returned_by="")),
                name="seized_return_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.number
