"""A swap: holders who are willing, what each would rather have, and what came of it."""

from __future__ import annotations

from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gis_app.land.models import Right
from gis_app.rounds.models import new_receipt
from gis_app.versioned import VersionedObject

MOST_WISHES = 10


class Swap(VersionedObject):
    """Collecting who is willing, then shown, then carried out as a whole."""

    class Stage(models.TextChoices):
        COLLECTING = "collecting", _("Collecting who is willing")
        SHOWN = "shown", _("Cycles are shown")
        DONE = "done", _("Carried out")
        CANCELLED = "cancelled", _("Called off")

    title_fa = models.CharField(_("Persian title"), max_length=200)
    title_en = models.CharField(_("English title"), max_length=200)
    stage = models.CharField(
        _("stage"), max_length=10, choices=Stage.choices, default=Stage.COLLECTING
    )
    made_at = models.DateTimeField(_("made at"), db_default=TransactionNow())
    record = models.TextField(_("record"), blank=True)
    done_at = models.DateTimeField(_("carried out at"), null=True)

    class Meta:
        verbose_name = _("swap")
        verbose_name_plural = _("swaps")
        constraints = [
            models.CheckConstraint(
                condition=Q(stage__in=["collecting", "shown", "done", "cancelled"]),
                name="swap_stage_known",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=["shown", "done"]) & ~Q(record="")
                | Q(stage__in=["collecting", "cancelled"], record=""),
                name="swap_shown_with_record",
            ),
            models.CheckConstraint(
                condition=Q(stage="done", done_at__isnull=False)
                | ~Q(stage="done") & Q(done_at__isnull=True),
                name="swap_done_at",
            ),
        ]

    def __str__(self) -> str:
        return self.title_fa


class Willing(models.Model):
    """A permit whose holder would exchange it, under a receipt number."""

    swap = models.ForeignKey(Swap, models.PROTECT, related_name="willing")
    held = models.ForeignKey(Right, models.PROTECT, verbose_name=_("permit"))
    receipt = models.CharField(
        _("receipt number"), max_length=20, unique=True, default=new_receipt
    )
    got = models.OneToOneField(
        Right, models.PROTECT, null=True, related_name="+", verbose_name=_("got")
    )

    class Meta:
        verbose_name = _("willing holder")
        verbose_name_plural = _("willing holders")
        constraints = [
            models.UniqueConstraint(fields=["swap", "held"], name="willing_once"),
        ]

    def __str__(self) -> str:
        return self.receipt


class Rather(models.Model):
    """A permit of somebody else that a holder would rather have; the first is best."""

    willing = models.ForeignKey(Willing, models.CASCADE, related_name="wishes")
    place = models.PositiveSmallIntegerField(_("place"))
    right = models.ForeignKey(Right, models.PROTECT, verbose_name=_("permit"))

    class Meta:
        verbose_name = _("wish for a swap")
        verbose_name_plural = _("wishes for a swap")
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(
                fields=["willing", "place"], name="rather_place_once"
            ),
            models.UniqueConstraint(
                fields=["willing", "right"], name="rather_right_once"
            ),
            models.CheckConstraint(
                condition=Q(place__gte=1, place__lte=MOST_WISHES),
                name="rather_ten_at_most",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}. {self.right_id}"
