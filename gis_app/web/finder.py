"""Finds things by what people type: plates, numbers, names and coordinates."""

from __future__ import annotations

import re
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from gis_app import sql
from gis_app.accounts.roles import LAYER_OF, May, Person, area_of, layers_of, may
from gis_app.enforcement import queries
from gis_app.land.models import Parcel, Way
from gis_app.lib.digits import fold
from gis_app.lib.identifiers import Plate, plate
from gis_app.shelters.models import ShelterSite
from gis_app.web import verdicts, wording
from gis_app.web.cases import rows
from gis_app.web.goods import goods
from gis_app.zones.models import VendingSpot, VendingZone

MOST = 20
_CASE = re.compile(r"(1[3-5]\d\d) ?/ ?(\d{1,6})", re.ASCII)
"""A Jalali year and a number; a plate that looks like it is found as well."""
KINDS = ("parcel", "spot", "zone", "way", "shelter", "gathering_point")
_COORDINATES = re.compile(
    r"(\d{1,3}(?:\.\d{1,12})?) ?[,;/ ] ?(\d{1,3}(?:\.\d{1,12})?)", re.ASCII
)


def find(text: str, person: Person) -> list[dict[str, Any]]:
    """Hits that this person may open, best first."""
    words = fold(text.replace("\x00", ""))
    if not words:
        return []
    hits = _coordinates(words) + _cases(words, person)
    hits += [_hit(row) for row in sql.rows("web", "search", _asked(words, person))]
    if may(person, May.SEE_VENDORS):
        hits += [_vendor_hit(row) for row in _vendors(words, person, limit=5)]
    return hits[:MOST]


def vendors(text: str, person: Person) -> list[dict[str, Any]]:
    """Vendors for the allocation panel; an empty text lists the first of them."""
    words = fold(text.replace("\x00", ""))
    named = may(person, May.SEE_NAMES)
    return [
        {
            "id": row["id"],
            "code": row["code"],
            "name": row["name"] if named else None,
            "pseudonym": row["pseudonym"],
            "goods": row["goods"],
            "goods_label": goods(row["goods"]),
            "spots": row["spots"],
        }
        for row in _vendors(words, person, limit=MOST)
    ]


def _asked(words: str, person: Person) -> dict[str, Any]:
    layers = layers_of(person)
    number = _plate(words)
    area = area_of(person, "parcel")
    return {
        "area": None if area is None else str(area.hexewkb, "ascii"),
        "words": words,
        "pattern": _pattern(words),
        # Fewer than three letters make no trigram: an index can't help.
        "long": len(words) >= 3,
        "asli": number and number.asli,
        "fari": number and number.fari,
        "bakhsh": number and number.bakhsh,
        **{kind: LAYER_OF[kind] in layers for kind in KINDS},
    }


def _vendors(words: str, person: Person, limit: int) -> list[dict[str, Any]]:
    values = {
        "words": words,
        "by_name": may(person, May.SEE_NAMES),
        "now": timezone.now(),
        "limit": limit,
    }
    return sql.rows("web", "vendors", values)


def _pattern(words: str) -> str:
    escaped = re.sub(r"([\\%_])", r"\\\1", words)
    return f"%{escaped}%"


def _plate(words: str) -> Plate | None:
    try:
        return plate(words)
    except ValueError:
        return None


def _coordinates(words: str) -> list[dict[str, Any]]:
    """``37.28, 49.58`` in either order: in Iran the larger one is the longitude."""
    plain = words.replace("٫", ".").replace("،", ",")
    found = _COORDINATES.fullmatch(plain)
    if found is None or "." not in plain:
        return []
    lat, lon = sorted(float(part) for part in found.groups())
    if not (24 <= lat <= 40 and 44 <= lon <= 64):
        return []
    return [
        {
            "type": "place",
            "id": None,
            "title": wording.digits(f"{lat:.5f}, {lon:.5f}"),
            "subtitle": _("Latitude and longitude"),
            "point": [lon, lat],
            "bbox": [lon, lat, lon, lat],
        }
    ]


def _cases(words: str, person: Person) -> list[dict[str, Any]]:
    """``1405/12``: a case by its number, within one's reach."""
    found = _CASE.fullmatch(words)
    if found is None:
        return []
    numbered = queries.visible_to(person).filter(
        year=int(found[1]), sequence=int(found[2])
    )
    return [
        {
            "type": "case",
            "id": case.pk,
            "title": _("Case %(number)s") % {"number": wording.digits(case.number)},
            "subtitle": f"{verdicts.title(case.finding)} · {case.get_state_display()}",
            "point": getattr(case, "place_lonlat"),  # noqa: B009 (annotation)
            "bbox": getattr(case, "box_lonlat"),  # noqa: B009 (annotation)
        }
        for case in rows.listed(numbered)
    ]


def _hit(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": row["type"],
        "id": row["id"],
        "title": _title(row),
        "subtitle": _subtitle(row["type"], row["kind"]),
        "point": row["point"],
        "bbox": row["bbox"],
    }


def _title(row: dict[str, Any]) -> str:
    if row["type"] == "parcel":
        number = f"{row['asli']}/{row['fari']}" if row["fari"] else row["asli"]
        plate_text = row["name_fa"] or number or f"#{row['id']}"
        return _("Parcel %(plate)s") % {"plate": wording.digits(plate_text)}
    if row["type"] == "spot":
        return _("Spot %(number)s") % {"number": wording.digits(row["name_fa"])}
    return wording.either(row["name_fa"], row["name_en"])


def _subtitle(kind: str, code: str) -> str:
    if kind == "gathering_point":
        return _("Gathering point")
    labels = {
        "parcel": (_("Parcel"), Parcel.Owner),
        "spot": (_("Vending spot"), VendingSpot.Status),
        "zone": (_("Vending zone"), VendingZone.Kind),
        "way": (_("Public way"), Way.Kind),
        "shelter": (_("Shelter"), ShelterSite.Status),
    }
    name, codes = labels[kind]
    return f"{name} · {dict(codes.choices)[code]}"


def _vendor_hit(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "vendor",
        "id": row["id"],
        "title": _("Vendor %(code)s") % {"code": wording.digits(row["code"])},
        "subtitle": goods(row["goods"]),
        "point": row["point"],
        "bbox": row["bbox"],
    }
