"""One finding of every kind, with the land, rights, zones and laws it is judged by.

All in the register since 2026-06-01, judged on Monday 2026-06-15, 12:00 UTC (15:30 in
Tehran); stalls were seen on Monday 2026-06-01, 10:00 in Tehran.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection

from gis_app.encroachment.models import Encroachment
from gis_app.enforcement.models import DeadlineRule
from gis_app.land.models import Party
from gis_app.lib.week import Week
from tests.factories import (
    a_finding,
    a_parcel,
    a_party,
    a_right,
    a_spot,
    a_way,
    a_zone,
    an_occupation,
    day,
    during,
)
from tests.geometry import rect

SEEN = during("2026-06-01T06:30", "2026-06-01T08:30")
STANDS = during("2025-03-21", None)
SINCE = "2026-06-01T00:00Z"
MORNINGS = Week.daily(8 * 60, 12 * 60)
EVENINGS = Week.daily(16 * 60, 21 * 60)
Z = {"noise": 0.5, "suspect": 1.5, "probable": 2.2, "strong": 15.0, "unknown": None}


class Stage:
    """Makes findings; ``known`` tells whether accuracies are."""

    def __init__(self, certainty: str) -> None:
        self.certainty = certainty
        self.rmse = None if certainty == "unknown" else 0.1
        for track, fa, en in (
            ("obstruction", "مادهٔ ۵۵", "art. 55"),
            ("construction", "مادهٔ ۱۰۰", "art. 100"),
        ):
            rules = DeadlineRule.objects.filter(track=track, step="detected")
            rules.update(legal_ref=fa, legal_ref_en=en)
        self.party: Party = a_party(name="رضا محمدی")

    def occupation(self, kind: str = "stall", **fields: Any) -> Any:
        seen = STANDS if kind in ("building", "fence") else SEEN
        return an_occupation(
            **{"kind": kind, "seen": seen, "accuracy_m": self.rmse} | fields
        )

    def finding(self, kind: str, **fields: Any) -> Encroachment:
        z = Z[self.certainty]
        depth = 1.5 if z is None else round(0.1 * z, 2)
        found: Encroachment = a_finding(
            **{
                "kind": kind,
                "certainty": self.certainty,
                "z": z,
                "sigma_m": None if z is None else 0.1,
                "depth_m": depth,
                "seen_at": day("2026-06-15T12:00"),
            }
            | fields
        )
        since_june()
        return Encroachment.objects.get(pk=found.pk)

    def zone(self, **fields: Any) -> Any:
        return a_zone(
            **{
                "accuracy_m": self.rmse,
                "legal_ref": "مصوبه 17",
                "valid": during("2025-03-20T20:30", None),
            }
            | fields
        )


def since_june() -> None:
    """The register has held everything since the first of June."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for table in (
            "encroachment_occupation",
            "land_parcel",
            "land_way",
            "zones_vendingspot",
            "zones_vendingzone",
        ):
            cursor.execute(f"UPDATE {table} SET begin_lifespan = %s", [SINCE])
        cursor.execute("SET session_replication_role = origin")


def unlicensed(stage: Stage) -> Encroachment:
    parcel = a_parcel(plate="34/118", owner_kind="waqf", accuracy_m=stage.rmse)
    building = stage.occupation("building", party=stage.party)
    return stage.finding(
        "unlicensed_occupation",
        occupation=building,
        parcel=parcel,
        inside=True,
        share=1.0,
    )


def obstruction(stage: Stage) -> Encroachment:
    way = a_way(accuracy_m=stage.rmse)
    return stage.finding("way_obstruction", occupation=stage.occupation(), way=way)


def overrun(stage: Stage) -> Encroachment:
    zone = stage.zone(week=EVENINGS)
    spot = a_spot(number="S-12", zone=zone, accuracy_m=stage.rmse)
    a_right(
        party=stage.party, spot=spot, kind="vending_permit", valid=during(SINCE, None)
    )
    stall = stage.occupation(party=stage.party, geom=rect(0, -3, 3, 1.5))
    return stage.finding("spot_overrun", occupation=stall, spot=spot, share=0.33)


def no_vending(stage: Stage) -> Encroachment:
    zone = stage.zone(kind="no_vending", week=MORNINGS)
    goods = stage.occupation("goods", party=stage.party)
    return stage.finding("no_vending_zone", occupation=goods, zone=zone)


def wrong_time(stage: Stage) -> Encroachment:
    zone = stage.zone(week=EVENINGS)
    spot = a_spot(number="S-12", zone=zone, accuracy_m=stage.rmse)
    a_right(
        party=stage.party,
        spot=spot,
        kind="vending_permit",
        week=EVENINGS,
        valid=during("2026-03-20T20:30", None),
    )
    stall = stage.occupation(party=stage.party, geom=rect(0, -3, 2, 1.5))
    return stage.finding("wrong_time", occupation=stall, spot=spot)


def expired(stage: Stage) -> Encroachment:
    parcel = a_parcel(plate="34/118", owner_kind="municipal", accuracy_m=stage.rmse)
    a_right(
        party=stage.party,
        parcel=parcel,
        kind="lease",
        valid=during("2025-03-20T20:30", "2026-03-20T20:30"),
    )
    kiosk = stage.occupation("building", party=stage.party)
    return stage.finding("expired_right", occupation=kiosk, parcel=parcel)


def intrusion(stage: Stage) -> Encroachment:
    parcel = a_parcel(plate="34/118", owner_kind="private", accuracy_m=stage.rmse)
    fence = stage.occupation("fence")
    return stage.finding("boundary_intrusion", occupation=fence, parcel=parcel)


def overlap(stage: Stage) -> Encroachment:
    one = a_parcel(plate="34/118", accuracy_m=stage.rmse)
    other = a_parcel(plate="34/119", accuracy_m=stage.rmse, geom=rect(9, 0, 10, 10))
    return stage.finding(
        "parcel_overlap", occupation=None, parcel=one, other_parcel=other
    )


EACH: dict[str, Callable[[Stage], Encroachment]] = {
    "unlicensed_occupation": unlicensed,
    "way_obstruction": obstruction,
    "spot_overrun": overrun,
    "no_vending_zone": no_vending,
    "wrong_time": wrong_time,
    "expired_right": expired,
    "boundary_intrusion": intrusion,
    "parcel_overlap": overlap,
}
