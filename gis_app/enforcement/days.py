"""The working-day calendar: holidays, weekends, and how long each stage may take."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from gis_app.enforcement.stages import Stage, Track

SEIZED = "seized"
"""The rule's name for goods that were taken: by when they go back."""


class Holiday(models.Model):
    """A day on which offices are closed, with where that is known from."""

    day = models.DateField(_("day"), unique=True)
    name_fa = models.CharField(_("Persian name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=120)
    source = models.CharField(_("source"), max_length=200)
    provisional = models.BooleanField(
        _("provisional"),
        default=False,
        help_text=_("By calculation of the moon; the official calendar decides."),
    )

    class Meta:
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")

    def __str__(self) -> str:
        return f"{self.day} {self.name_en}"


class Weekend(models.Model):
    """A weekday on which offices are closed, while a rule says so (0 is Saturday)."""

    weekday = models.PositiveSmallIntegerField(
        _("weekday"),
        choices=[(5, _("Thursday")), (6, _("Friday")), (0, _("Saturday"))],
    )
    valid = DateRangeField(_("valid"))
    legal_ref = models.CharField(_("legal reference"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("weekend day")
        verbose_name_plural = _("weekend days")
        constraints = [
            ExclusionConstraint(
                name="weekend_once",
                expressions=[
                    (F("weekday"), RangeOperators.EQUAL),
                    (F("valid"), RangeOperators.OVERLAPS),
                ],
            )
        ]

    def __str__(self) -> str:
        return str(self.get_weekday_display())


class DeadlineRule(models.Model):
    """How many working days a stage may take on a track, and by which law.

    The step ``seized`` is no stage: it is how long goods may be kept.
    """

    track = models.CharField(_("track"), max_length=12, choices=Track.choices)
    step = models.CharField(
        _("stage"), max_length=14, choices=[*Stage.choices, (SEIZED, _("Goods taken"))]
    )
    working_days = models.PositiveSmallIntegerField(_("working days"))
    legal_ref = models.CharField(_("legal reference"), max_length=200, blank=True)
    legal_ref_en = models.CharField(
        _("legal reference in English"), max_length=200, blank=True
    )
    proposed = models.BooleanField(
        _("proposed"),
        default=False,
        help_text=_("The city has not confirmed it yet."),
    )
    valid = DateRangeField(_("valid"))

    class Meta:
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        constraints = [
            ExclusionConstraint(
                name="deadline_rule_once",
                expressions=[
                    (F("track"), RangeOperators.EQUAL),
                    (F("step"), RangeOperators.EQUAL),
                    (F("valid"), RangeOperators.OVERLAPS),
                ],
            )
        ]

    def __str__(self) -> str:
        return f"{self.track} {self.step}: {self.working_days}"
