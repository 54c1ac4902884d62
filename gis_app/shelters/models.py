"""Day labourers: where they gather, how many, and the shelters for them."""

from __future__ import annotations

from django.contrib.gis.db import models
from django.contrib.postgres.fields import ArrayField
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gis_app.accounts.models import District
from gis_app.crs import STORAGE_SRID
from gis_app.land.constraints import positive_accuracy
from gis_app.versioned import VersionedObject


class GatheringPoint(VersionedObject):
    """A corner or square where day labourers wait for work."""

    name_fa = models.CharField(_("Persian name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=120)
    district = models.ForeignKey(
        District, models.PROTECT, null=True, blank=True, verbose_name=_("district")
    )
    accuracy_m = models.FloatField(_("RMSE (m)"), null=True, blank=True)
    geom = models.PointField(_("place"), srid=STORAGE_SRID)

    class Meta:
        verbose_name = _("gathering point")
        verbose_name_plural = _("gathering points")
        constraints = [positive_accuracy("gathering_point_accuracy_positive")]

    def __str__(self) -> str:
        return self.name_fa


class HeadCount(models.Model):
    """How many people stood at a point in one half hour of one day."""

    point = models.ForeignKey(GatheringPoint, models.CASCADE, verbose_name=_("point"))
    counted_on = models.DateField(_("day"))
    half_hour = models.PositiveSmallIntegerField(
        _("half hour of the day"), help_text=_("0 is 00:00, 11 is 05:30.")
    )
    people = models.PositiveIntegerField(_("people"))

    class Meta:
        verbose_name = _("head count")
        verbose_name_plural = _("head counts")
        constraints = [
            models.UniqueConstraint(
                fields=["point", "counted_on", "half_hour"], name="head_count_once"
            ),
            models.CheckConstraint(
                condition=Q(half_hour__lt=48), name="head_count_half_hour"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.point} {self.counted_on}"


class ShelterSite(VersionedObject):
    """A shelter (سایبان), built or planned."""

    class Status(models.TextChoices):
        BUILT = "built", _("Built")
        PLANNED = "planned", _("Planned")

    code = models.CharField(_("code"), max_length=20, unique=True)
    name_fa = models.CharField(_("Persian name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=120)
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.PLANNED
    )
    capacity = models.PositiveIntegerField(_("places"))
    amenities = ArrayField(
        models.CharField(max_length=20),
        verbose_name=_("amenities"),
        default=list,
        blank=True,
    )
    district = models.ForeignKey(
        District, models.PROTECT, null=True, blank=True, verbose_name=_("district")
    )
    accuracy_m = models.FloatField(_("RMSE (m)"), null=True, blank=True)
    geom = models.PointField(_("place"), srid=STORAGE_SRID)

    class Meta:
        verbose_name = _("shelter")
        verbose_name_plural = _("shelters")
        constraints = [
            positive_accuracy("shelter_accuracy_positive"),
            models.CheckConstraint(
                condition=Q(status__in=["built", "planned"]),
                name="shelter_status_known",
            ),
            models.CheckConstraint(
                condition=Q(capacity__gt=0), name="shelter_capacity_positive"
            ),
        ]

    def __str__(self) -> str:
        return self.name_fa
