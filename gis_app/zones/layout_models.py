"""Layouts: spots that a planner proposes along a zone's frontage."""

from __future__ import annotations

from django.contrib.gis.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gis_app.crs import STORAGE_SRID
from gis_app.land.constraints import valid_geometry
from gis_app.versioned import VersionedObject


class LayoutDraft(VersionedObject):
    """Proposed spots of one size in a zone; ``zones.layout`` fills it.

    ``frontage`` keeps its lines (storage CRS, metres) and why stretches stay free.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        DROPPED = "dropped", _("Dropped")

    class Side(models.TextChoices):
        CURB = "curb", _("Along the kerb")
        WALL = "wall", _("Along the wall")
        EDGE = "edge", _("Along the zone's edge")

    zone = models.ForeignKey(
        "zones.VendingZone", models.PROTECT, verbose_name=_("zone")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.DRAFT
    )
    side = models.CharField(_("side"), max_length=4, choices=Side.choices)
    length_m = models.FloatField(_("length (m)"))
    depth_m = models.FloatField(_("depth (m)"))
    offset_m = models.FloatField(_("distance from the frontage (m)"))
    spacing_m = models.FloatField(_("spacing (m)"))
    bound = models.PositiveIntegerField(_("most that could fit"))
    frontage = models.JSONField(_("frontage"))
    published_on = models.DateField(_("published on"), null=True, blank=True)

    class Meta:
        verbose_name = _("layout of spots")
        verbose_name_plural = _("layouts of spots")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "published", "dropped"]),
                name="layout_state_known",
            ),
            models.CheckConstraint(
                condition=Q(side__in=["curb", "wall", "edge"]),
                name="layout_side_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    length_m__gt=0,
                    depth_m__gt=0,
                    offset_m__gte=0,
                    spacing_m__gte=0,
                    length_m__lte=100,
                    depth_m__lte=100,
                    offset_m__lte=100,
                    spacing_m__lte=100,
                ),
                name="layout_sizes_sensible",
            ),
            models.CheckConstraint(
                condition=Q(state="published", published_on__isnull=False)
                | Q(state__in=["draft", "dropped"], published_on__isnull=True),
                name="layout_published_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class DraftSpot(VersionedObject):
    """A proposed spot of a layout: it begins ``at`` metres along one of its lines."""

    draft = models.ForeignKey(
        LayoutDraft, models.CASCADE, related_name="spots", verbose_name=_("layout")
    )
    number = models.CharField(_("number"), max_length=20)
    line = models.PositiveSmallIntegerField(_("line"))
    at = models.FloatField(_("metres along the line"))
    across = models.FloatField(_("metres away from it"), default=0.0)
    geom = models.PolygonField(_("footprint"), srid=STORAGE_SRID)

    class Meta:
        verbose_name = _("proposed spot")
        verbose_name_plural = _("proposed spots")
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "number"],
                name="draft_spot_numbered_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            valid_geometry("draft_spot_geom_valid"),
        ]

    def __str__(self) -> str:
        return self.number
