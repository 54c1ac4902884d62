"""A round: lots are called out, people apply, a draw decides, offers become rights."""

from __future__ import annotations

import secrets

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gis_app.allocation.models import Vendor
from gis_app.land.models import Right
from gis_app.lib.draw import MOST_WEIGHT
from gis_app.rounds.stages import Stage
from gis_app.versioned import VersionedObject
from gis_app.weekfield import WeekField
from gis_app.zones.models import VendingSpot, VendingZone

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without letters and digits that are mistaken for one another."""

MOST_REASON = 500
BY_HAND = ("papers_missing", "untrue_statement", "call_not_met")
"""Coded reasons that the office may refuse for, beside those that a rule finds."""
NO_CLASS = 49
"""The place of whoever is in no class of a zone; and so much later, and behind all
of those, comes whoever has a spot already: one for everybody before two for anybody."""


def new_receipt() -> str:
    """A number to look an application up by, 50 bits of chance: ``R-7KQ2-M9XA-4T``."""
    chosen = "".join(secrets.choice(ALPHABET) for _ in range(10))
    return f"R-{chosen[:4]}-{chosen[4:8]}-{chosen[8:]}"


class Round(VersionedObject):
    """A call (فراخوان) for spots, from its preparation to the last answer."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    title_fa = models.CharField(_("Persian title"), max_length=200)
    title_en = models.CharField(_("English title"), max_length=200)
    stage = models.CharField(
        _("stage"), max_length=10, choices=Stage.choices, default=Stage.DRAFT
    )
    opens_at = models.DateTimeField(_("applications from"))
    closes_at = models.DateTimeField(_("applications until"))
    challenge_until = models.DateTimeField(_("challenges until"))
    draw_at = models.DateTimeField(_("draw"))
    valid = DateTimeRangeField(_("permits are valid"))
    answer_days = models.PositiveSmallIntegerField(_("days to answer"), default=7)
    number_name = models.CharField(
        _("public number"),
        max_length=200,
        help_text=_("Which number that nobody can choose counts, as published when."),
    )
    number = models.CharField(_("the number"), max_length=100, blank=True)
    legal_ref = models.CharField(_("legal reference"), max_length=200, blank=True)
    cancelled_because = models.CharField(
        _("why it was called off"), max_length=MOST_REASON, blank=True
    )

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at__lt=F("closes_at"))
                & Q(closes_at__lte=F("challenge_until"))
                & Q(challenge_until__lte=F("draw_at")),
                name="round_in_order",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=Stage.values), name="round_stage_known"
            ),
            models.CheckConstraint(
                condition=Q(valid__isempty=False, valid__lower_inf=False),
                name="round_valid_begins",
            ),
            models.CheckConstraint(
                condition=Q(answer_days__gte=1), name="round_time_to_answer"
            ),
            models.CheckConstraint(
                condition=(Q(stage="cancelled") & ~Q(cancelled_because=""))
                | (~Q(stage="cancelled") & Q(cancelled_because="")),
                name="round_cancelled_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Witness(models.Model):
    """Somebody whose sealed word makes the chance that nobody can choose alone."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="witnesses")
    name = models.CharField(_("name"), max_length=120)
    commit = models.CharField(_("commitment"), max_length=64)
    reveal = models.CharField(_("revealed word"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("witness")
        verbose_name_plural = _("witnesses")
        constraints = [
            models.UniqueConstraint(fields=["round", "name"], name="witness_once"),
            models.UniqueConstraint(
                fields=["round", "commit"], name="witness_own_commitment"
            ),
            models.CheckConstraint(
                condition=Q(commit__regex="^[0-9a-f]{64}$"), name="witness_commitment"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Lot(models.Model):
    """A spot at some minutes of the week: what one wins. Lots never overlap."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="lots")
    spot = models.ForeignKey(VendingSpot, models.PROTECT, verbose_name=_("spot"))
    week = WeekField(_("minutes of the week"))

    class Meta:
        verbose_name = _("lot")
        verbose_name_plural = _("lots")
        constraints = [
            ExclusionConstraint(
                name="lot_once",
                expressions=[
                    (F("round"), RangeOperators.EQUAL),
                    (F("spot"), RangeOperators.EQUAL),
                    (F("week"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.spot} {self.week}"


class PriorityClass(models.Model):
    """Who goes first in a zone, by the council's decision; 0 comes first."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="classes")
    zone = models.ForeignKey(VendingZone, models.PROTECT, verbose_name=_("zone"))
    level = models.PositiveSmallIntegerField(_("place"))
    title_fa = models.CharField(_("Persian title"), max_length=200)
    title_en = models.CharField(_("English title"), max_length=200)
    legal_ref = models.CharField(_("legal reference"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("priority class")
        verbose_name_plural = _("priority classes")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "zone", "level"], name="priority_class_once"
            ),
            models.CheckConstraint(
                condition=Q(level__lt=NO_CLASS), name="priority_class_level"
            ),
        ]

    def __str__(self) -> str:
        return self.title_fa


class Application(VersionedObject):
    """One vendor's application in one round, under its receipt number."""

    class Status(models.TextChoices):
        SUBMITTED = "submitted", _("Submitted")
        ELIGIBLE = "eligible", _("Eligible")
        REFUSED = "refused", _("Not eligible")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    round = models.ForeignKey(Round, models.PROTECT, related_name="applications")
    vendor = models.ForeignKey(Vendor, models.PROTECT, verbose_name=_("vendor"))
    receipt = models.CharField(
        _("receipt number"), max_length=20, unique=True, default=new_receipt
    )
    at = models.DateTimeField(_("submitted at"), db_default=TransactionNow())
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.SUBMITTED
    )
    reasons = models.JSONField(_("reasons"), default=list, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=150, blank=True)
    decision_note = models.CharField(
        _("note of the decision"), max_length=MOST_REASON, blank=True
    )
    weight = models.PositiveSmallIntegerField(_("weight in the lottery"), default=1)
    classes = models.ManyToManyField(
        PriorityClass, blank=True, verbose_name=_("priority classes")
    )

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "vendor"],
                condition=~Q(status="withdrawn"),
                name="application_one_each",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=["submitted", "eligible", "refused", "withdrawn"]
                ),
                name="application_status_known",
            ),
            models.CheckConstraint(
                condition=Q(weight__gte=1, weight__lte=MOST_WEIGHT),
                name="application_weight",
            ),
            models.CheckConstraint(
                condition=Q(decision_note="") | ~Q(decided_by=""),
                name="application_note_signed",
            ),
        ]

    def __str__(self) -> str:
        return self.receipt


class Wish(models.Model):
    """A lot, or any lot of a zone; the first is liked best."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="wishes")
    place = models.PositiveSmallIntegerField(_("place"))
    lot = models.ForeignKey(Lot, models.PROTECT, null=True, verbose_name=_("lot"))
    zone = models.ForeignKey(
        VendingZone, models.PROTECT, null=True, verbose_name=_("zone")
    )

    class Meta:
        verbose_name = _("wish")
        verbose_name_plural = _("wishes")
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "place"], name="wish_place_once"
            ),
            models.UniqueConstraint(
                fields=["application", "lot"], name="wish_lot_once"
            ),
            models.UniqueConstraint(
                fields=["application", "zone"], name="wish_zone_once"
            ),
            models.CheckConstraint(
                condition=Q(lot__isnull=False, zone__isnull=True)
                | Q(lot__isnull=True, zone__isnull=False),
                name="wish_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(place__gte=1, place__lte=10), name="wish_ten_at_most"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}. {self.lot or self.zone}"


class Challenge(models.Model):
    """Somebody doubts that an application is in order, and what came of it."""

    class Outcome(models.TextChoices):
        UPHELD = "upheld", _("Upheld")
        REJECTED = "rejected", _("Rejected")

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="challenges"
    )
    at = models.DateTimeField(_("at"), db_default=TransactionNow())
    by = models.CharField(_("who"), max_length=150)
    text = models.CharField(_("reason"), max_length=1000)
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=Outcome.choices, blank=True
    )
    answer = models.CharField(_("answer"), max_length=1000, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("challenge")
        verbose_name_plural = _("challenges")
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", answer="", decided_by="")
                | (
                    Q(outcome__in=["upheld", "rejected"])
                    & ~Q(answer="")
                    & ~Q(decided_by="")
                ),
                name="challenge_decided_whole",
            ),
            models.CheckConstraint(
                condition=Q(decided_by="") | ~Q(decided_by=F("by")),
                name="challenge_decided_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.outcome}"


class Record(models.Model):
    """The public record of a draw, to the byte; written once, never changed."""

    round = models.OneToOneField(Round, models.PROTECT, related_name="record")
    frozen = models.TextField()
    root = models.CharField(_("root of the list"), max_length=64)
    rules_hash = models.CharField(_("hash of the rules"), max_length=64)
    frozen_at = models.DateTimeField(db_default=TransactionNow())
    drawn = models.TextField(blank=True)
    drawn_at = models.DateTimeField(null=True)
    pool = models.PositiveIntegerField(_("took part"), null=True)
    given = models.PositiveIntegerField(_("were given a lot"), null=True)

    class Meta:
        verbose_name = _("record of a draw")
        verbose_name_plural = _("records of draws")
        constraints = [
            models.CheckConstraint(
                condition=Q(drawn="", pool__isnull=True, given__isnull=True)
                | Q(
                    ~Q(drawn=""),
                    given__isnull=False,
                    given__lte=F("pool"),
                    pool__isnull=False,
                ),
                name="record_counted_when_drawn",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.root}"


class Offer(VersionedObject):
    """A lot offered to an applicant, with the day by which to answer."""

    class State(models.TextChoices):
        OPEN = "open", _("Waiting for an answer")
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Turned down")
        EXPIRED = "expired", _("Not answered in time")
        RELEASED = "released", _("Given back")

    application = models.ForeignKey(Application, models.PROTECT, related_name="offers")
    lot = models.ForeignKey(Lot, models.PROTECT, related_name="offers")
    made_at = models.DateTimeField(_("offered at"))
    answer_by = models.DateTimeField(_("to be answered by"))
    state = models.CharField(
        _("answer"), max_length=10, choices=State.choices, default=State.OPEN
    )
    answered_at = models.DateTimeField(_("answered at"), null=True)
    right = models.OneToOneField(
        Right, models.SET_NULL, null=True, verbose_name=_("right")
    )

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        constraints = [
            models.UniqueConstraint(
                fields=["lot"],
                condition=Q(state__in=["open", "accepted"]),
                name="offer_lot_once",
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(state__in=["open", "accepted"]),
                name="offer_one_each",
            ),
            models.UniqueConstraint(
                fields=["application", "lot"], name="offer_not_twice"
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["open", "accepted", "refused", "expired", "released"]
                ),
                name="offer_state_known",
            ),
            models.CheckConstraint(
                condition=Q(answer_by__gt=F("made_at")), name="offer_time_to_answer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.lot}"
