"""What was observed on the ground, and what is found to lack a right."""

from __future__ import annotations

from django.contrib.gis.db import models
from django.contrib.postgres.fields import DateTimeRangeField
from django.contrib.postgres.functions import TransactionNow
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gis_app.accounts.models import District
from gis_app.crs import STORAGE_SRID
from gis_app.encroachment.querysets import FindingSet
from gis_app.land.constraints import positive_accuracy, valid_geometry
from gis_app.land.models import Parcel, Party, Survey, Way
from gis_app.versioned import VersionedObject
from gis_app.zones.models import VendingSpot, VendingZone


class Occupation(VersionedObject):
    """A footprint seen on the ground: what, when, by whom, how accurately (تصرف).

    ``seen`` is when it stood there: a stall was seen in an evening, a wall since a
    survey and until further notice (no upper bound).
    """

    class Kind(models.TextChoices):
        BUILDING = "building", _("Building")
        WALL = "wall", _("Wall")
        FENCE = "fence", _("Fence")
        STAIRS = "stairs", _("Stairs")
        DECK = "deck", _("Deck or porch")
        KIOSK = "kiosk", _("Kiosk")
        STALL = "stall", _("Stall")
        GOODS = "goods", _("Goods on display")
        VEHICLE = "vehicle", _("Vending vehicle")
        MATERIAL = "material", _("Building material")

    STRUCTURES = ("building", "wall", "fence", "stairs", "deck")
    VENDING = ("kiosk", "stall", "goods", "vehicle")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    party = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("occupant"),
        help_text=_("Empty: not known."),
    )
    seen = DateTimeRangeField(_("seen"))
    method = models.CharField(_("method"), max_length=40, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    district = models.ForeignKey(
        District, models.PROTECT, null=True, blank=True, verbose_name=_("district")
    )
    survey = models.ForeignKey(
        Survey, models.PROTECT, null=True, blank=True, verbose_name=_("survey")
    )
    accuracy_m = models.FloatField(_("RMSE (m)"), null=True, blank=True)
    geom = models.MultiPolygonField(_("footprint"), srid=STORAGE_SRID)

    class Meta:
        verbose_name = _("occupation")
        verbose_name_plural = _("occupations")
        constraints = [
            positive_accuracy("occupation_accuracy_positive"),
            valid_geometry("occupation_geom_valid"),
            models.CheckConstraint(
                condition=Q(seen__isempty=False), name="occupation_seen_not_empty"
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "building",
                        "wall",
                        "fence",
                        "stairs",
                        "deck",
                        "kiosk",
                        "stall",
                        "goods",
                        "vehicle",
                        "material",
                    ]
                ),
                name="occupation_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} #{self.pk}"


class Encroachment(VersionedObject):
    """A finding (تجاوز): occupation without right, beyond the measurement error.

    Its identity is (occupation, unit, kind); it survives new scans, so that a case
    stays attached to it. Lengths in metres, areas in square metres, in the storage CRS.
    """

    class Kind(models.TextChoices):
        UNLICENSED = "unlicensed_occupation", _("Occupation of municipal land")
        OBSTRUCTION = "way_obstruction", _("Obstruction of a public way")
        OVERRUN = "spot_overrun", _("Beyond the spot")
        NO_VENDING = "no_vending_zone", _("Vending where it is not allowed")
        WRONG_TIME = "wrong_time", _("Vending outside the permitted hours")
        EXPIRED = "expired_right", _("The right has expired")
        INTRUSION = "boundary_intrusion", _("Across a boundary")
        OVERLAP = "parcel_overlap", _("Two parcels overlap")

    class Certainty(models.TextChoices):
        NOISE = "noise", _("Within measurement error")
        SUSPECT = "suspect", _("Suspect")
        PROBABLE = "probable", _("Probable")
        STRONG = "strong", _("Strong")
        UNKNOWN = "unknown", _("Accuracy unknown")

    kind = models.CharField(_("kind"), max_length=24, choices=Kind.choices)
    certainty = models.CharField(
        _("certainty"), max_length=10, choices=Certainty.choices
    )
    occupation = models.ForeignKey(
        Occupation, models.CASCADE, null=True, verbose_name=_("occupation")
    )
    other_parcel = models.ForeignKey(
        Parcel,
        models.CASCADE,
        null=True,
        related_name="+",
        verbose_name=_("other parcel"),
        help_text=_("The second parcel of an overlap of two parcels."),
    )
    parcel = models.ForeignKey(
        Parcel, models.CASCADE, null=True, verbose_name=_("parcel")
    )
    way = models.ForeignKey(Way, models.CASCADE, null=True, verbose_name=_("way"))
    zone = models.ForeignKey(
        VendingZone, models.CASCADE, null=True, verbose_name=_("zone")
    )
    spot = models.ForeignKey(
        VendingSpot, models.CASCADE, null=True, verbose_name=_("spot")
    )
    occupation_version = models.PositiveIntegerField(null=True)
    unit_version = models.PositiveIntegerField(null=True)
    area_m2 = models.FloatField(_("area (m²)"))
    share = models.FloatField(_("share of the occupation"))
    contact_m = models.FloatField(_("contact length (m)"))
    depth_m = models.FloatField(_("mean depth (m)"))
    largest_depth_m = models.FloatField(_("largest depth (m)"), null=True)
    inscribed_width_m = models.FloatField(_("inscribed width (m)"), null=True)
    sigma_m = models.FloatField(_("σ of the depth (m)"), null=True)
    z = models.FloatField(_("depth in σ"), null=True)
    thinness = models.FloatField(_("thinness 4πA/P²"), null=True)
    inside = models.BooleanField(
        _("wholly inside"), default=False, help_text=_("There is no contact line.")
    )
    found_at = models.DateTimeField(_("first found"))
    seen_at = models.DateTimeField(_("last found"))
    closed_at = models.DateTimeField(_("no longer found since"), null=True)
    district = models.ForeignKey(
        District, models.PROTECT, null=True, verbose_name=_("district")
    )
    geom = models.MultiPolygonField(_("overlap"), srid=STORAGE_SRID)

    objects = FindingSet.as_manager()

    class Meta:
        verbose_name = _("encroachment")
        verbose_name_plural = _("encroachments")
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "kind",
                    "occupation",
                    "other_parcel",
                    "parcel",
                    "way",
                    "zone",
                    "spot",
                ],
                nulls_distinct=False,
                name="encroachment_identity",
            ),
            models.CheckConstraint(
                condition=Q(area_m2__gt=0) & Q(geom__isvalid=True),
                name="encroachment_has_area",
            ),
            models.CheckConstraint(
                condition=Q(certainty="unknown", z__isnull=True)
                | (~Q(certainty="unknown") & Q(z__isnull=False)),
                name="encroachment_certainty_from_z",
            ),
        ]
        indexes = [
            models.Index(fields=["certainty", "kind"], name="encroachment_queue"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} #{self.pk}"


class Dirty(models.Model):
    """What waits to be judged, since an edit or time may have changed its findings.

    An occupation, a parcel whose conflicts are meant, or a shape around which to look;
    with none of them, everything. Triggers write it (sql/dirty.sql), upkeep.py erases
    it. ``bulk`` is left to the worker, the rest is judged in the request that edited.
    What can't be judged stays aside with its ``error``.
    """

    source = models.CharField(max_length=63)
    occupation_id = models.BigIntegerField(null=True)
    parcel_id = models.BigIntegerField(null=True)
    geom = models.GeometryField(null=True, srid=STORAGE_SRID, spatial_index=False)
    bulk = models.BooleanField(db_default=False)
    since = models.DateTimeField(db_default=TransactionNow())
    error = models.CharField(max_length=500, db_default="")

    class Meta:
        verbose_name = _("place that waits to be judged")
        verbose_name_plural = _("places that wait to be judged")
        default_permissions = ()
        indexes = [
            models.Index(fields=["bulk", "id"], name="dirty_in_turn"),
            models.Index(fields=["id"], name="dirty_set_aside", condition=~Q(error="")),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.occupation_id or self.parcel_id or ''}"


class Judged(models.Model):
    """One row: as of when the findings are true, but for what waits (``Dirty``).

    ``rules``: a fingerprint of the rules that they were judged by. ``bulk_total``: how
    many places the bulk work under way began with. ``held_until``: what waits up to
    this id is not judged until somebody says so.
    """

    at = models.DateTimeField(null=True)
    rules = models.CharField(max_length=64, default="")
    bulk_total = models.PositiveIntegerField(default=0)
    held_until = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("state of the findings")
        verbose_name_plural = _("states of the findings")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="judged_has_one_row"),
        ]

    def __str__(self) -> str:
        return str(self.at)
