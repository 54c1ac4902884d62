"""What each layer takes from a file: its table, fields, aliases and identity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.db import models
from django.utils.translation import override

from gis_app.encroachment.models import Occupation
from gis_app.intake.plan import Field
from gis_app.land.models import Boundary, Parcel, Way
from gis_app.lib.digits import fold
from gis_app.shelters.models import ShelterSite
from gis_app.weekfield import WeekField
from gis_app.zones.models import Goods, StreetFeature, VendingZone

NAMES = {
    "name_fa": ("name:fa", "tags_name:fa", "نام", "name", "tags_name", "نام فارسی"),
    "name_en": ("name:en", "tags_name:en", "english name", "نام انگلیسی"),
}
MEASURED = {
    "accuracy_m": ("accuracy", "rmse", "rmse_m", "دقت"),
    "district": ("district_code", "region", "منطقه"),
}
KIND = {"kind": ("type", "class", "category", "نوع")}
VALID = {
    "valid_from": ("start_date", "از تاریخ"),
    "valid_until": ("end_date", "تا تاریخ"),
}
ALSO_WRITTEN = {
    "owner_kind": {
        "دولتی": "state",
        "وقفی": "waqf",
        "موقوفه": "waqf",
        "اوقاف": "waqf",
        "شخصی": "private",
        "نامشخص": "unknown",
    }
}
"""What registers write for a choice, beside its label."""

_SHAPE = "md5(ST_AsBinary(ST_SnapToGrid(geom, 0.001)))"
SHAPE_KEY = f"'shape ' || {_SHAPE}"
"""A row that has no name is known by its shape."""

SIGHT_KEY = f"'shape ' || kind || '/' || seen_from || '/' || {_SHAPE}"
"""The same stall on another evening is another sight."""

THING_KEY = f"'shape ' || kind || '/' || {_SHAPE}"
"""A tree and a pole may stand on one point."""

PLATE_KEY = (
    "'plate ' || registry_unit || '/' || COALESCE(bakhsh::text, '') || '/' || asli"
    " || '/' || COALESCE(fari::text, '') || '/' || COALESCE(part::text, '')"
)


@dataclass(frozen=True)
class Target:
    """A layer that files can be imported into."""

    layer: str
    model: type[models.Model]
    aliases: Mapping[str, tuple[str, ...]]
    keys: tuple[tuple[str, str], ...] = ()
    """Identities to try in order: the field that must come from the file, and the SQL
    expression over its row and the register's alike. A row without any is known by
    its shape."""
    label: str = ""
    """The field that people know a row by."""
    required: tuple[str, ...] = ()
    defaults: Mapping[str, str] = field(default_factory=dict)
    shape: str = "MultiPolygon"
    everywhere: bool = False
    """Whether it may reach beyond the area of interest."""

    @property
    def table(self) -> str:
        """The table's name."""
        return self.model._meta.db_table

    def fields(self) -> tuple[Field, ...]:
        """The fields that a file may fill, in order."""
        return tuple(self._field(name) for name in self.aliases)

    def _field(self, name: str) -> Field:
        required, aliases = name in self.required, self.aliases[name]
        if name == "district":
            return Field(name, "count", aliases)
        if name.endswith(("_from", "_until")):
            return Field(name, "moment", aliases, required)
        column = self.model._meta.get_field(name)
        assert isinstance(column, models.Field)  # noqa: S101 — the table above names fields
        return Field(
            name, _kind(column), aliases, required, column.max_length,
            None if required else _default(column), _choices(column),
        )  # fmt: skip


def _kind(column: models.Field[object, object]) -> str:
    if column.choices:
        return "choice"
    if column.name == "accuracy_m":
        return "accuracy"
    for kind, types in {
        "list": ArrayField,
        "week": WeekField,
        "moment": DateTimeRangeField,
        "count": models.IntegerField,
    }.items():
        if isinstance(column, types):
            return kind
    return "text"


def _default(column: models.Field[object, object]) -> str | None:
    """What a missing value becomes, as PostgreSQL's text."""
    if column.has_default():
        value = column.get_default()
        return "{}" if value == [] else str(value)
    return "" if isinstance(column, models.CharField) and not column.null else None


def _choices(column: models.Field[object, object]) -> dict[str, str]:
    """Code and label in both languages, folded, to the code."""
    if isinstance(column, ArrayField):
        return _spelled(Goods.choices) if column.name == "goods" else {}
    if not column.choices:
        return {}
    also = ALSO_WRITTEN.get(column.name, {})
    return {fold(word): code for word, code in also.items()} | _spelled(
        column.flatchoices
    )


def _spelled(choices: object) -> dict[str, str]:
    spelled: dict[str, str] = {}
    for language in ("en", "fa"):
        with override(language):
            for code, label in choices:  # type: ignore[attr-defined]
                spelled |= {fold(str(label)): code, fold(code): code}
    return spelled


def target(layer: str) -> Target:
    """The target of a layer id; KeyError for a layer that takes no files."""
    return TARGETS[layer]


TARGETS = {
    each.layer: each
    for each in (
        Target(
            "parcels",
            Parcel,
            {
                "plate": ("پلاک ثبتی", "پلاک", "pelak", "nationalcadastralreference"),
                "registry_unit": ("حوزه ثبتی", "واحد ثبتی"),
                "bakhsh": ("بخش", "بخش ثبتی"),
                "asli": ("اصلی", "پلاک اصلی"),
                "fari": ("فرعی", "پلاک فرعی"),
                "part": ("مفروز", "قطعه تفکیکی"),
                "owner_kind": ("owner", "مالک", "مالکیت", "نوع مالکیت"),
                "land_use": ("landuse", "use", "کاربری", "karbari"),
                **MEASURED,
            },
            keys=(("asli", PLATE_KEY), ("plate", "'written ' || NULLIF(plate, '')")),
            label="plate",
        ),
        Target(
            "ways",
            Way,
            {**KIND, **NAMES, **MEASURED},
            label="name_fa",
            required=("kind",),
        ),
        Target(
            "boundary",
            Boundary,
            {"kind": ("نوع",), **NAMES},
            keys=(
                ("name_fa", "'name ' || kind || '/' || NULLIF(name_fa, '')"),
                ("name_en", "'en ' || kind || '/' || NULLIF(name_en, '')"),
            ),
            label="name_fa",
            everywhere=True,
        ),
        Target(
            "zones",
            VendingZone,
            {
                "code": ("id", "کد", "شماره"),
                **KIND,
                **NAMES,
                **VALID,
                "goods": ("کالا", "اصناف"),
                "week": ("hours", "ساعات"),
                "legal_ref": ("legal", "مصوبه"),
                **MEASURED,
            },
            keys=(("code", "'code ' || code"),),
            label="code",
            required=("code", "kind", "name_fa", "valid_from"),
        ),
        Target(
            "shelters",
            ShelterSite,
            {
                "code": ("id", "کد", "شماره"),
                **NAMES,
                "status": ("وضعیت",),
                "capacity": ("places", "ظرفیت"),
                "amenities": ("امکانات",),
                **MEASURED,
            },
            keys=(("code", "'code ' || code"),),
            label="code",
            required=("code", "name_fa", "capacity"),
            shape="Point",
        ),
        Target(
            "occupations",
            Occupation,
            {
                **KIND,
                "seen_from": ("seen", "date", "surveyed", "تاریخ"),
                "seen_until": ("تا تاریخ",),
                "method": ("روش",),
                "note": ("remarks", "توضیح", "توضیحات"),
                **MEASURED,
            },
            keys=(("kind", SIGHT_KEY),),
            label="note",
            required=("kind", "seen_from"),
        ),
        Target(
            "street_features",
            StreetFeature,
            {**KIND, "name_fa": NAMES["name_fa"], "accuracy_m": MEASURED["accuracy_m"]},
            keys=(("kind", THING_KEY),),
            label="name_fa",
            required=("kind",),
            shape="Point",
        ),
    )
}
