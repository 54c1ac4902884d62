"""Where vending is allowed: zones, spots, siting rules, what stands in the street."""

from __future__ import annotations

from django.contrib.gis.db import models
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gis_app.accounts.models import District
from gis_app.crs import STORAGE_SRID
from gis_app.land.constraints import positive_accuracy, valid_geometry
from gis_app.lib.week import Week
from gis_app.versioned import VersionedObject
from gis_app.weekfield import WeekField
from gis_app.zones.layout_models import DraftSpot as DraftSpot
from gis_app.zones.layout_models import LayoutDraft as LayoutDraft


class Goods(models.TextChoices):
    """Classes of goods that a zone, spot or permit may be limited to."""

    PRODUCE = "produce", _("Fruit and vegetables")
    FISH = "fish", _("Fish")
    FOOD = "food", _("Prepared food and tea")
    CLOTHES = "clothes", _("Clothes")
    HOUSEHOLD = "household", _("Household goods")
    CRAFTS = "crafts", _("Handicrafts")
    FLOWERS = "flowers", _("Flowers")
    BOOKS = "books", _("Books and stationery")


class VendingZone(VersionedObject):
    """An area with one answer to "may one sell here?" (محدوده)."""

    class Kind(models.TextChoices):
        PERMITTED = "permitted", _("Permitted")
        RESTRICTED = "restricted", _("Restricted")
        NO_VENDING = "no_vending", _("No vending")

    code = models.CharField(_("code"), max_length=20, unique=True)
    name_fa = models.CharField(_("Persian name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    goods = ArrayField(
        models.CharField(max_length=20),
        verbose_name=_("goods"),
        default=list,
        blank=True,
        help_text=_("Empty: all goods."),
    )
    week = WeekField(_("minutes of the week"), default=Week.whole)
    valid = DateTimeRangeField(_("valid"))
    legal_ref = models.CharField(_("legal reference"), max_length=200, blank=True)
    district = models.ForeignKey(
        District, models.PROTECT, null=True, blank=True, verbose_name=_("district")
    )
    accuracy_m = models.FloatField(_("RMSE (m)"), null=True, blank=True)
    geom = models.MultiPolygonField(_("shape"), srid=STORAGE_SRID)

    class Meta:
        verbose_name = _("vending zone")
        verbose_name_plural = _("vending zones")
        constraints = [
            positive_accuracy("zone_accuracy_positive"),
            valid_geometry("zone_geom_valid"),
            models.CheckConstraint(
                condition=Q(kind__in=["permitted", "restricted", "no_vending"]),
                name="zone_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(valid__isempty=False), name="zone_valid_not_empty"
            ),
        ]

    def __str__(self) -> str:
        return self.name_fa


class VendingSpot(VersionedObject):
    """A numbered place for one vendor (جایگاه)."""

    class Status(models.TextChoices):
        OPEN = "open", _("In use")
        CLOSED = "closed", _("Out of use")

    number = models.CharField(_("number"), max_length=20, unique=True)
    zone = models.ForeignKey(VendingZone, models.PROTECT, verbose_name=_("zone"))
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.OPEN
    )
    goods = ArrayField(
        models.CharField(max_length=20),
        verbose_name=_("goods"),
        default=list,
        blank=True,
        help_text=_("Empty: the goods of its zone."),
    )
    height_m = models.FloatField(_("greatest height (m)"), null=True, blank=True)
    accuracy_m = models.FloatField(_("RMSE (m)"), null=True, blank=True)
    geom = models.PolygonField(_("footprint"), srid=STORAGE_SRID)

    class Meta:
        verbose_name = _("vending spot")
        verbose_name_plural = _("vending spots")
        constraints = [
            positive_accuracy("spot_accuracy_positive"),
            valid_geometry("spot_geom_valid"),
            models.CheckConstraint(
                condition=Q(height_m__isnull=True) | Q(height_m__gt=0, height_m__lt=20),
                name="spot_height_sensible",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["open", "closed"]), name="spot_status_known"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class StreetFeature(VersionedObject):
    """Something in the street that a stall must keep clear of."""

    class Kind(models.TextChoices):
        ENTRANCE = "entrance", _("Entrance")
        HYDRANT = "hydrant", _("Hydrant")
        CROSSING = "crossing", _("Crossing")
        RAMP = "ramp", _("Ramp")
        DRIVEWAY = "driveway", _("Driveway")
        TREE = "tree", _("Tree")
        BUS_STOP = "bus_stop", _("Bus stop")
        POLE = "pole", _("Pole")
        CORNER = "corner", _("Street corner")
        LOADING_ZONE = "loading_zone", _("Loading zone")
        SUBWAY = "subway", _("Metro entrance")
        TAXI_STAND = "taxi_stand", _("Taxi stand")
        SCHOOL = "school", _("School gate")
        CAFE = "cafe", _("Pavement café")
        BENCH = "bench", _("Bench")
        BIN = "bin", _("Litter bin")
        BOLLARD = "bollard", _("Bollard")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    name_fa = models.CharField(_("Persian name"), max_length=120, blank=True)
    accuracy_m = models.FloatField(_("RMSE (m)"), null=True, blank=True)
    geom = models.PointField(_("place"), srid=STORAGE_SRID)

    class Meta:
        verbose_name = _("street feature")
        verbose_name_plural = _("street features")
        constraints = [
            positive_accuracy("street_feature_accuracy_positive"),
            models.CheckConstraint(
                condition=Q(geom__isempty=False), name="street_feature_geom_there"
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "entrance",
                        "hydrant",
                        "crossing",
                        "ramp",
                        "driveway",
                        "tree",
                        "bus_stop",
                        "pole",
                        "corner",
                        "loading_zone",
                        "subway",
                        "taxi_stand",
                        "school",
                        "cafe",
                        "bench",
                        "bin",
                        "bollard",
                    ]
                ),
                name="street_feature_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} #{self.pk}"


class Rule(VersionedObject):
    """A siting rule: what a decree says and the city confirms, as data.

    ``rulebook`` says what each kind asks for in ``params``. Two rules of one priority
    never say two things about the same subject, zone, goods, hours and day: the
    constraint ``rule_speaks_once`` refuses the second. Of two priorities the higher
    holds.
    """

    class Kind(models.TextChoices):
        MIN_DISTANCE = "min_distance", _("Least distance")
        MIN_CLEAR_WIDTH = "min_clear_width", _("Least clear width")
        FOOTPRINT_WITHIN = "footprint_within", _("Footprint within")
        MAX_FOOTPRINT = "max_footprint", _("Largest footprint")
        MIN_SPACING = "min_spacing", _("Least spacing")
        SAME_GOODS_SPACING = "same_goods_spacing", _("Spacing of the same goods")
        MAX_PER = "max_per", _("Most spots")
        GOODS_ALLOW = "goods_allow", _("Only these goods")
        GOODS_DENY = "goods_deny", _("Not these goods")
        TIME_WINDOW = "time_window", _("Only at these hours")
        EXCLUSION_ZONE = "exclusion_zone", _("Keep out of")
        ROAD_WIDTH_SIDES = "road_width_sides", _("Width of the street")
        ABUT = "abut", _("Beside the kerb or wall")

    class Severity(models.TextChoices):
        HARD = "hard", _("Must")
        SOFT = "soft", _("Should")

    class Missing(models.TextChoices):
        FAIL = "fail", _("Forbid")
        WARN = "warn", _("Warn")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    severity = models.CharField(
        _("severity"), max_length=4, choices=Severity.choices, default=Severity.HARD
    )
    zone = models.ForeignKey(
        VendingZone,
        models.CASCADE,
        null=True,
        blank=True,
        verbose_name=_("zone"),
        help_text=_("Empty: the whole city."),
    )
    goods = ArrayField(
        models.CharField(max_length=20),
        verbose_name=_("goods"),
        default=list,
        db_default=[],
        blank=True,
        help_text=_("Empty: all goods."),
    )
    week = WeekField(
        _("minutes of the week"), default=Week.whole, db_default=str(Week.whole())
    )
    priority = models.PositiveSmallIntegerField(_("priority"), default=0, db_default=0)
    params = models.JSONField(_("parameters"), default=dict)
    shape = models.MultiPolygonField(
        _("shape"), srid=STORAGE_SRID, null=True, blank=True
    )
    on_missing_data = models.CharField(
        _("when data is missing"),
        max_length=4,
        choices=Missing.choices,
        default=Missing.WARN,
    )
    valid = DateTimeRangeField(_("valid"))
    legal_ref = models.CharField(_("legal reference"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("siting rule")
        verbose_name_plural = _("siting rules")
        constraints = [
            models.CheckConstraint(
                condition=Q(severity__in=["hard", "soft"]), name="rule_severity_known"
            ),
            models.CheckConstraint(
                condition=Q(on_missing_data__in=["fail", "warn"]),
                name="rule_on_missing_known",
            ),
            models.CheckConstraint(
                condition=Q(valid__isempty=False), name="rule_valid_not_empty"
            ),
            models.CheckConstraint(
                condition=Q(shape__isnull=True) | Q(shape__isvalid=True),
                name="rule_shape_valid",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class ZoneDraft(VersionedObject):
    """A new zone, or a zone as it shall be from a moment on (پیش‌نویس محدوده)."""

    class Stage(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published, to come")
        APPLIED = "applied", _("In force")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        FAILED = "failed", _("Could not come into force")

    zone = models.ForeignKey(
        VendingZone,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("zone"),
        help_text=_("Empty: a new one."),
    )
    stage = models.CharField(
        _("stage"), max_length=10, choices=Stage.choices, default=Stage.DRAFT
    )
    code = models.CharField(_("code"), max_length=20)
    name_fa = models.CharField(_("Persian name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=VendingZone.Kind.choices)
    goods = ArrayField(
        models.CharField(max_length=20), verbose_name=_("goods"), default=list
    )
    week = WeekField(_("minutes of the week"), default=Week.whole)
    begins = models.DateTimeField(_("holds from"), null=True, blank=True)
    ends = models.DateTimeField(_("holds until"), null=True, blank=True)
    legal_ref = models.CharField(_("legal reference"), max_length=200, blank=True)
    why = models.CharField(_("why it failed"), max_length=500, blank=True)
    geom = models.MultiPolygonField(_("shape"), srid=STORAGE_SRID)

    class Meta:
        verbose_name = _("draft of a zone")
        verbose_name_plural = _("drafts of zones")
        constraints = [
            valid_geometry("zone_draft_geom_valid"),
            models.CheckConstraint(
                condition=Q(
                    stage__in=["draft", "published", "applied", "withdrawn", "failed"]
                ),
                name="zone_draft_stage_known",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["permitted", "restricted", "no_vending"]),
                name="zone_draft_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=["draft", "withdrawn"]) | Q(begins__isnull=False),
                name="zone_draft_published_with_a_date",
            ),
            models.CheckConstraint(
                condition=Q(begins__isnull=True)
                | Q(ends__isnull=True)
                | Q(ends__gt=F("begins")),
                name="zone_draft_begins_before_it_ends",
            ),
        ]

    def __str__(self) -> str:
        return self.code
