"""Land and the rights on it, in LADM's terms: party, spatial unit, right, source."""

from __future__ import annotations

import secrets

from django.contrib.gis.db import models
from django.contrib.postgres.fields import DateTimeRangeField
from django.contrib.postgres.indexes import GistIndex
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gis_app.accounts.models import District
from gis_app.crs import STORAGE_SRID
from gis_app.land.constraints import once, positive_accuracy, valid_geometry
from gis_app.lib.week import Week
from gis_app.versioned import VersionedObject
from gis_app.weekfield import WeekField


def new_pseudonym() -> str:
    """A short random name that says nothing about its bearer."""
    return f"P-{secrets.token_hex(4).upper()}"


class Survey(models.Model):
    """Where geometry came from: how measured, how well, in which frame."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    method = models.CharField(_("method"), max_length=80, blank=True)
    surveyed_on = models.DateField(_("surveyed on"), null=True, blank=True)
    accuracy_m = models.FloatField(_("RMSE (m)"), null=True, blank=True)
    shared_m = models.FloatField(
        _("shared part of the RMSE (m)"),
        null=True,
        blank=True,
        help_text=_(
            "What moves everything this survey measured alike: its datum and control"
            " points. Between two shapes of the survey it cancels out."
        ),
    )
    datum = models.CharField(_("datum"), max_length=40, blank=True)
    epoch = models.CharField(_("epoch"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        constraints = [
            positive_accuracy("survey_accuracy_positive"),
            models.CheckConstraint(
                condition=Q(shared_m__isnull=True) | Q(shared_m__gt=0),
                name="survey_shared_positive",
            ),
            models.CheckConstraint(
                condition=Q(shared_m__isnull=True)
                | Q(accuracy_m__isnull=True)
                | Q(shared_m__lte=F("accuracy_m")),
                name="survey_shared_is_a_part",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Party(VersionedObject):
    """Who can hold a right: a person, a company, a public body, a waqf."""

    class Kind(models.TextChoices):
        NATURAL = "natural", _("Natural person")
        LEGAL = "legal", _("Legal person")
        MUNICIPAL = "municipal", _("Municipality")
        STATE = "state", _("State")
        WAQF = "waqf", _("Waqf")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=200)
    pseudonym = models.CharField(
        _("pseudonym"), max_length=20, unique=True, default=new_pseudonym
    )
    national_id_sealed = models.BinaryField(null=True, blank=True, editable=False)
    national_id_hmac = models.CharField(
        max_length=64, null=True, blank=True, unique=True, editable=False
    )
    phone_sealed = models.BinaryField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=["natural", "legal", "municipal", "state", "waqf"]
                ),
                name="party_kind_known",
            )
        ]

    def __str__(self) -> str:
        return self.pseudonym


class Parcel(VersionedObject):
    """A property parcel (قطعه/ملک) with its registration plate (پلاک ثبتی)."""

    class Owner(models.TextChoices):
        MUNICIPAL = "municipal", _("Municipal")
        STATE = "state", _("State")
        WAQF = "waqf", _("Waqf")
        PRIVATE = "private", _("Private")
        UNKNOWN = "unknown", _("Unknown")

    registry_unit = models.CharField(_("registry unit"), max_length=40, default="رشت")
    bakhsh = models.PositiveIntegerField(_("bakhsh"), null=True, blank=True)
    asli = models.PositiveIntegerField(_("main number"), null=True, blank=True)
    fari = models.PositiveIntegerField(_("sub-number"), null=True, blank=True)
    part = models.PositiveIntegerField(_("part"), null=True, blank=True)
    plate = models.CharField(_("plate as written"), max_length=80, blank=True)
    owner_kind = models.CharField(
        _("owner"), max_length=10, choices=Owner.choices, default=Owner.UNKNOWN
    )
    land_use = models.CharField(_("land use"), max_length=40, blank=True)
    district = models.ForeignKey(
        District, models.PROTECT, null=True, blank=True, verbose_name=_("district")
    )
    survey = models.ForeignKey(
        Survey, models.PROTECT, null=True, blank=True, verbose_name=_("survey")
    )
    accuracy_m = models.FloatField(_("RMSE (m)"), null=True, blank=True)
    geom = models.MultiPolygonField(_("shape"), srid=STORAGE_SRID)

    class Meta:
        verbose_name = _("parcel")
        verbose_name_plural = _("parcels")
        constraints = [
            positive_accuracy("parcel_accuracy_positive"),
            valid_geometry("parcel_geom_valid"),
            models.UniqueConstraint(
                fields=["registry_unit", "bakhsh", "asli", "fari", "part"],
                condition=Q(asli__isnull=False),
                nulls_distinct=False,
                name="parcel_plate_unique",
            ),
            models.CheckConstraint(
                condition=Q(
                    owner_kind__in=["municipal", "state", "waqf", "private", "unknown"]
                ),
                name="parcel_owner_known",
            ),
        ]
        indexes = [models.Index(fields=["plate"], name="parcel_plate")]

    def __str__(self) -> str:
        return self.plate or f"#{self.pk}"


class Way(VersionedObject):
    """Public land for passage (معبر), and the river with its setback (حریم)."""

    class Kind(models.TextChoices):
        STREET = "street", _("Carriageway")
        SIDEWALK = "sidewalk", _("Sidewalk")
        SQUARE = "square", _("Square")
        PARK = "park", _("Park")
        RIVER = "river", _("River")
        SETBACK = "setback", _("River setback")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    name_fa = models.CharField(_("Persian name"), max_length=120, blank=True)
    name_en = models.CharField(_("English name"), max_length=120, blank=True)
    district = models.ForeignKey(
        District, models.PROTECT, null=True, blank=True, verbose_name=_("district")
    )
    survey = models.ForeignKey(
        Survey, models.PROTECT, null=True, blank=True, verbose_name=_("survey")
    )
    accuracy_m = models.FloatField(_("RMSE (m)"), null=True, blank=True)
    geom = models.MultiPolygonField(_("shape"), srid=STORAGE_SRID)

    class Meta:
        verbose_name = _("public way")
        verbose_name_plural = _("public ways")
        constraints = [
            positive_accuracy("way_accuracy_positive"),
            valid_geometry("way_geom_valid"),
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "street",
                        "sidewalk",
                        "square",
                        "park",
                        "river",
                        "setback",
                    ]
                ),
                name="way_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name_fa or f"#{self.pk}"


class WayAxis(models.Model):
    """The centre line of a street or river: for names, order and distances."""

    class Rank(models.TextChoices):
        ARTERIAL = "arterial", _("Arterial street")
        COLLECTOR = "collector", _("Collector street")
        LOCAL = "local", _("Local street")
        ALLEY = "alley", _("Alley")
        RIVER = "river", _("River")

    name_fa = models.CharField(_("Persian name"), max_length=120, blank=True)
    name_en = models.CharField(_("English name"), max_length=120, blank=True)
    rank = models.CharField(_("rank"), max_length=10, choices=Rank.choices)
    width_m = models.FloatField(_("width (m)"))
    geom = models.LineStringField(_("line"), srid=STORAGE_SRID)

    class Meta:
        verbose_name = _("street axis")
        verbose_name_plural = _("street axes")
        constraints = [
            models.CheckConstraint(
                condition=Q(width_m__gt=0), name="way_axis_width_positive"
            ),
            models.CheckConstraint(
                condition=Q(geom__isvalid=True), name="way_axis_geom_valid"
            ),
        ]

    def __str__(self) -> str:
        return self.name_fa or f"#{self.pk}"


class Block(models.Model):
    """A city block: the land between streets."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    district = models.ForeignKey(
        District, models.PROTECT, null=True, blank=True, verbose_name=_("district")
    )
    geom = models.MultiPolygonField(_("shape"), srid=STORAGE_SRID)

    class Meta:
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        constraints = [valid_geometry("block_geom_valid")]

    def __str__(self) -> str:
        return self.code


class Boundary(models.Model):
    """An administrative boundary: the city, its legal limits, its county."""

    kind = models.CharField(_("kind"), max_length=20, default="city")
    name_fa = models.CharField(_("Persian name"), max_length=120, blank=True)
    name_en = models.CharField(_("English name"), max_length=120, blank=True)
    geom = models.MultiPolygonField(_("shape"), srid=STORAGE_SRID)

    class Meta:
        verbose_name = _("boundary")
        verbose_name_plural = _("boundaries")
        constraints = [valid_geometry("boundary_geom_valid")]

    def __str__(self) -> str:
        return self.name_fa or self.name_en


class Document(models.Model):
    """The paper a right rests on (LADM AdministrativeSource)."""

    class Kind(models.TextChoices):
        DEED = "deed", _("Title deed")
        CONTRACT = "contract", _("Contract")
        PERMIT = "permit", _("Permit")
        DECREE = "decree", _("Decree")
        OTHER = "other", _("Other")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    number = models.CharField(_("number"), max_length=80)
    title = models.CharField(_("title"), max_length=200, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            models.UniqueConstraint(fields=["kind", "number"], name="document_unique")
        ]

    def __str__(self) -> str:
        return self.number


class Right(VersionedObject):
    """A party may occupy a spatial unit, or a part of it, at certain times.

    Exactly one of ``parcel``, ``way`` and ``spot`` is set. ``geom`` is the part that
    the right covers: null means the whole parcel; a trigger fills in the footprint of
    a spot; a right on a way must say which part.
    """

    class Kind(models.TextChoices):
        OWNERSHIP = "ownership", _("Ownership")
        LEASE = "lease", _("Lease")
        LICENCE = "licence", _("Licence")
        VENDING_PERMIT = "vending_permit", _("Vending permit")

    class Status(models.TextChoices):
        ACTIVE = "active", _("Active")
        SUSPENDED = "suspended", _("Suspended")
        REVOKED = "revoked", _("Revoked")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.ACTIVE
    )
    party = models.ForeignKey(Party, models.PROTECT, verbose_name=_("holder"))
    parcel = models.ForeignKey(
        Parcel, models.PROTECT, null=True, blank=True, verbose_name=_("parcel")
    )
    way = models.ForeignKey(
        Way, models.PROTECT, null=True, blank=True, verbose_name=_("public way")
    )
    spot = models.ForeignKey(
        "zones.VendingSpot",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("spot"),
    )
    valid = DateTimeRangeField(_("valid"))
    week = WeekField(_("minutes of the week"), default=Week.whole)
    goods = models.CharField(_("goods"), max_length=40, blank=True)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, verbose_name=_("document")
    )
    geom = models.MultiPolygonField(
        _("part covered"), srid=STORAGE_SRID, null=True, blank=True
    )

    class Meta:
        verbose_name = _("right")
        verbose_name_plural = _("rights")
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(parcel__isnull=False, way__isnull=True, spot__isnull=True)
                    | Q(parcel__isnull=True, way__isnull=False, spot__isnull=True)
                    | Q(parcel__isnull=True, way__isnull=True, spot__isnull=False)
                ),
                name="right_on_one_unit",
            ),
            models.CheckConstraint(
                condition=Q(way__isnull=True) | Q(geom__isnull=False),
                name="right_on_way_says_where",
            ),
            models.CheckConstraint(
                condition=Q(geom__isnull=True) | Q(geom__isvalid=True),
                name="right_geom_valid",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["active", "suspended", "revoked"]),
                name="right_status_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=["ownership", "lease", "licence", "vending_permit"]
                ),
                name="right_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(valid__isempty=False), name="right_valid_not_empty"
            ),
            once(
                "spot",
                name="right_spot_once",
                condition=Q(spot__isnull=False, status="active"),
                message=_("Somebody else already has this spot for these hours."),
            ),
            # One spot before anyone gets two.
            once(
                "party",
                name="right_holder_once",
                condition=Q(kind="vending_permit", spot__isnull=False, status="active"),
                message=_("This vendor already has a spot for these hours."),
            ),
        ]
        indexes = [GistIndex(fields=["valid"], name="right_valid")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} #{self.pk}"
