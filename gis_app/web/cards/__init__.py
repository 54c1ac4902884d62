"""Cards: everything a role may know of one thing, ready to show."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from gis_app.accounts.models import User
from gis_app.accounts.roles import Person, area_of, bound_to_districts
from gis_app.encroachment.models import Encroachment
from gis_app.enforcement import queries
from gis_app.versioned import VersionedObject
from gis_app.web import findings, holders
from gis_app.web.cards import finding, land, occupation, street, vending
from gis_app.web.cards.kinds import CardKind
from gis_app.web.cases import rows as case_rows
from gis_app.web.history import timeline
from gis_app.web.shapes import Box, GeoJSON, Place

KINDS: dict[str, CardKind] = {
    "parcel": land.PARCEL,
    "way": land.WAY,
    "zone": vending.ZONE,
    "spot": vending.SPOT,
    "shelter": street.SHELTER,
    "gathering_point": street.GATHERING_POINT,
    "street_feature": street.STREET_FEATURE,
    "occupation": occupation.OCCUPATION,
}
MOST_FINDINGS = 20


def build(kind: str, key: int, person: Person) -> dict[str, Any] | None:
    """The card of a thing, or None when there is none that this person may know of."""
    if kind == "finding":
        return _of_finding(key, person)
    how = KINDS[kind]
    thing = (
        _visible(kind, how, person)
        .filter(pk=key)
        .select_related(*how.related)
        .defer("geom")  # type: ignore[misc]  # every kind of card has a shape
        .annotate(shape=GeoJSON("geom"), box=Box("geom"), place=Place("geom"))
        .first()
    )
    return None if thing is None else _of_thing(kind, how, thing, person)


def _visible(kind: str, how: CardKind, person: Person) -> QuerySet[VersionedObject]:
    things = how.model._default_manager.all()
    area = area_of(person, kind)
    if area is not None:
        things = things.filter(Q(geom__intersects=area))
    if how.own_districts and bound_to_districts(person):
        own = Q(district__in=person.districts.all())
        return things.filter(own)
    return things


def _of_thing(kind: str, how: CardKind, thing: Any, person: Person) -> dict[str, Any]:
    return {
        "type": kind,
        "id": thing.pk,
        "title": how.title(thing),
        "subtitle": how.subtitle(thing),
        "rows": [{"label": a, "value": b} for a, b in how.rows(thing, person) if b],
        "rights": holders.held(how.rights(thing), person) if how.rights else [],
        "rules": how.rules(thing) if how.rules else [],
        "history": timeline(thing, person),
        "findings": _findings(how, thing, person),
        "cases": _cases(how, thing, person),
        "bbox": thing.box,
        "point": thing.place,
        "geometry": thing.shape,
        "actions": how.actions(thing, person) if how.actions else [],
    }


def _findings(how: CardKind, thing: Any, person: Person) -> list[dict[str, Any]]:
    if how.findings is None:
        return []
    visible = findings.visible_to(person).filter(how.findings(thing))
    worst = findings.listed(visible.exclude(certainty="noise")).order_by("-z", "-pk")
    return [findings.row(row) for row in worst[:MOST_FINDINGS]]


def _cases(how: CardKind, thing: Any, person: Person) -> list[dict[str, Any]]:
    """Open cases about what was found on or of this thing; also of a closed finding."""
    if how.findings is None or not isinstance(person, User):
        return []
    about = Encroachment.objects.filter(how.findings(thing))
    known = queries.visible_to(person).open().filter(finding__in=about)
    made = case_rows.Rows(person)
    listed = case_rows.listed(known).order_by("-opened_at", "-pk")
    return [made.row(case) for case in listed[:MOST_FINDINGS]]


def _of_finding(key: int, person: Person) -> dict[str, Any] | None:
    found = findings.detailed(findings.visible_to(person)).filter(pk=key).first()
    if found is None:
        return None
    row = finding.detail(found, person)
    return {
        "type": "finding",
        "id": key,
        "title": row["title"],
        "subtitle": row["certainty_label"],
        "rows": [*row["rows"]],
        "rights": row["rights"],
        "rules": [],
        "history": timeline(found, person),
        "findings": [row],
        "cases": [],
        "bbox": row["bbox"],
        "point": row["point"],
        "geometry": row["geometry"],
        "actions": [],
    }
