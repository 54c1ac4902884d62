"""Which rows of a layer somebody asks for, and what is told about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg2.sql import SQL, Composable, Identifier

from gis_app.crs import LONLAT_SRID, STORAGE_SRID
from gis_app.errors import BadInput
from gis_app.lib import jalali
from gis_app.publishing.access import Scope
from gis_app.publishing.compose import own_rows

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Extract:
    """A part of a layer: what the scope allows, in a box, with certain values."""

    scope: Scope
    bbox: Box | None = None
    equal: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, scope: Scope, query: Mapping[str, str]) -> Extract:
        """From an address's query; raises BadInput for what the layer doesn't have."""
        scope = scope.of_rows
        equal = {name: query[name] for name in query if name != "bbox"}
        if unknown := sorted(equal.keys() - set(scope.columns)):
            raise BadInput(
                _("The layer has no field %(names)s. It has: %(fields)s.")
                % {"names": ", ".join(unknown), "fields": ", ".join(scope.columns)}
            )
        if any("\0" in value for value in equal.values()):
            raise BadInput(_("The value of a filter can't be read."))
        return cls(scope, read_bbox(query["bbox"]) if "bbox" in query else None, equal)

    @property
    def condition(self) -> Composable:
        """The WHERE clause over the view ``v``; its values are ``values``."""
        parts: list[Composable] = [SQL("TRUE"), own_rows(self.scope)]
        if self.bbox is not None:
            # The box is transformed, never the column, so that the index serves.
            parts.append(
                SQL(
                    "AND ST_Intersects(v.geom, ST_Transform(ST_Segmentize("
                    " ST_MakeEnvelope(%(w)s, %(s)s, %(e)s, %(n)s, %(lonlat)s),"
                    " 0.01), %(storage)s))"
                )
            )
        parts += [
            SQL("AND v.{}::text = %({})s").format(Identifier(name), SQL(f"is_{name}"))
            for name in self.equal
        ]
        return SQL(" ").join(parts)

    @property
    def values(self) -> dict[str, Any]:
        """The values of ``condition``."""
        west, south, east, north = self.bbox or (0, 0, 0, 0)
        return {
            "layer": self.scope.layer.id,
            **self.scope.values,
            "w": west,
            "s": south,
            "e": east,
            "n": north,
            "lonlat": LONLAT_SRID,
            "storage": STORAGE_SRID,
            **{f"is_{name}": value for name, value in self.equal.items()},
        }


def read_bbox(text: str) -> Box:
    """``west,south,east,north`` in degrees; raises BadInput."""
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        west = south = east = north = float("nan")
    # A NaN fails every comparison; the box stays near the zone that UTM is meant for.
    if not (20 <= west < east <= 80 and 0 <= south < north <= 80):
        raise BadInput(
            _("A box is west,south,east,north in degrees, like 49.5,37.2,49.7,37.3.")
        )
    return west, south, east, north


@dataclass(frozen=True)
class Facts:
    """What was found when the rows were read, all in one snapshot."""

    revision: str
    rows: int
    accuracy_m: Mapping[str, float | int | None]


def metadata(
    extract: Extract, facts: Facts, srid: int, names: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """The description that goes with every file, in both languages.

    ``names`` says under which name a field is in the file, where that differs.
    """
    now: datetime = timezone.localtime()
    layer = extract.scope.layer
    about = {
        "layer": layer.id,
        "title": {"fa": layer.title.fa, "en": layer.title.en},
        "date": now.isoformat(timespec="seconds"),
        "date_jalali": jalali.short(now),
        "revision": facts.revision,
        "crs": f"EPSG:{srid}",
        "stored_crs": f"EPSG:{STORAGE_SRID}",
        "rows": facts.rows,
        "positional_rmse_m": dict(facts.accuracy_m),
        "licence": {"fa": layer.licence.fa, "en": layer.licence.en},
        "fields": [_about(f, (names or {}).get(f.name)) for f in extract.scope.fields],
    }
    if extract.bbox is not None:
        about["bbox"] = list(extract.bbox)
    if extract.equal:
        about["only"] = dict(extract.equal)
    return about


def _about(column: Any, name_in_file: str | None) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": column.name,
        "title": {"fa": column.title.fa, "en": column.title.en},
    }
    if name_in_file is not None:
        told["name_in_file"] = name_in_file
    if column.values:
        told["values"] = {
            code: {"fa": words.fa, "en": words.en}
            for code, words in column.values.items()
        }
    return told
