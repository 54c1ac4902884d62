"""A street on which anything may happen, in any order: edits for the upkeep's laws."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

from django.contrib.gis.geos import MultiPolygon
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from gis_app.encroachment.models import Occupation
from gis_app.land.models import Right, Survey
from gis_app.lib.week import Week
from gis_app.zones.models import VendingZone
from tests.encroachment.stage import NOW, a_sidewalk, a_street, parcel_a, parcel_b
from tests.factories import a_parcel, a_party, a_right, a_spot, a_zone, an_occupation
from tests.geometry import box, rect

KINDS = ("building", "wall", "stall", "goods", "vehicle", "material", *["kiosk"] * 5)
ACCURACIES = (0.05, 0.1, 0.1, 0.3, 3.0, None)


class Town:
    """Two private plots and a public one on a street with a sidewalk and spots."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.now = NOW
        self.survey = Survey.objects.create(name="the survey", accuracy_m=0.3)
        self.parcels = [
            parcel_a(survey=self.survey),
            parcel_b(survey=self.survey),
            a_parcel(owner_kind="municipal", geom=rect(20, 0, 10, 10)),
        ]
        self.ways = [a_sidewalk(), a_street()]
        self.people = [a_party(), a_party(), None]
        for owner, parcel in zip(self.people[:2], self.parcels, strict=False):
            a_right(party=owner, parcel=parcel)
        zone = a_zone()
        self.spots = [
            a_spot(zone=zone, geom=box(4 * n + 1, -2.5, 2, 1.5)) for n in range(4)
        ]
        self.edits = [
            *[self.build] * 3, *[self.move] * 3, self.demolish, *[self.permit] * 3,
            self.license, self.revoke, self.shorten, self.forget, self.forbid,
            self.allow, self.resurvey, self.redraw, self.own, self.widen, self.shove,
            self.move_spot, self.vouch, *[self.wait] * 3,
        ]  # fmt: skip

    def edit(self) -> str:
        """Any edit; what the database refuses has not happened."""
        chosen = self.random.choice(self.edits)
        try:
            with transaction.atomic():
                chosen()
        except IntegrityError:
            return f"{chosen.__name__}, refused"
        return str(chosen.__name__)

    def span(self) -> DateTimeTZRange:
        """Days around now, some without an end."""
        start = self.now + timedelta(days=self.random.randint(-20, 3))
        end = start + timedelta(hours=self.random.choice((2, 30, 200, 800)))
        return DateTimeTZRange(start, self.random.choice((end, end, None)), "[)")

    def place(self) -> Any:
        """On a spot, or anywhere on the street, of any size."""
        pick = self.random
        if pick.random() < 0.6:
            spot = pick.choice(self.spots)
            return MultiPolygon(spot.geom, srid=spot.geom.srid)
        x, y = pick.randint(-4, 56) / 2, pick.randint(-16, 18) / 2
        return rect(x, y, pick.choice((0.2, 1.5, 2, 6)), pick.choice((0.3, 1.5, 2, 7)))

    def one(self, model: Any) -> Any:
        """A row, if there is one."""
        rows = list(model.objects.order_by("pk"))
        if not rows:
            raise IntegrityError("there is none")
        return self.random.choice(rows)

    def build(self) -> None:
        an_occupation(
            kind=self.random.choice(KINDS),
            seen=self.span(),
            party=self.random.choice(self.people),
            accuracy_m=self.random.choice(ACCURACIES),
            survey=self.random.choice((self.survey, None)),
            geom=self.place(),
        )

    def move(self) -> None:
        thing = self.one(Occupation)
        thing.geom = self.place()
        thing.seen = self.random.choice((thing.seen, self.span()))
        thing.save()

    def demolish(self) -> None:
        self.one(Occupation).delete()

    def permit(self) -> None:
        a_right(
            kind="vending_permit",
            party=self.random.choice(self.people[:2]),
            spot=self.random.choice(self.spots),
            valid=self.span(),
            week=self.random.choice((Week.whole(), Week.daily(480, 960))),
        )

    def license(self) -> None:
        a_right(
            kind="licence",
            party=self.random.choice(self.people[:2]),
            parcel=self.parcels[2],
            valid=self.span(),
            geom=self.random.choice((None, self.place())),
        )

    def revoke(self) -> None:
        right = self.one(Right)
        right.status = self.random.choice(("active", "suspended", "revoked"))
        right.save()

    def shorten(self) -> None:
        right = self.one(Right)
        right.valid = self.span()
        right.save()

    def forget(self) -> None:
        self.one(Right).delete()

    def forbid(self) -> None:
        a_zone(kind="no_vending", valid=self.span(), geom=rect(0, -3, 9, 3))

    def allow(self) -> None:
        zone = self.one(VendingZone)
        zone.kind = self.random.choice(("no_vending", "permitted"))
        zone.week = self.random.choice((Week.whole(), Week.daily(480, 960)))
        zone.save()

    def resurvey(self) -> None:
        parcel = self.random.choice(self.parcels)
        parcel.accuracy_m = self.random.choice(ACCURACIES)
        parcel.save()

    def redraw(self) -> None:
        parcel = self.random.choice(self.parcels)
        parcel.geom = rect(
            self.random.randint(0, 20), 0, self.random.randint(8, 12), 10
        )
        parcel.save()

    def own(self) -> None:
        parcel = self.random.choice(self.parcels)
        parcel.owner_kind = self.random.choice(("private", "municipal", "unknown"))
        parcel.save()

    def widen(self) -> None:
        way = self.ways[0]
        way.geom = rect(0, -3, 100, self.random.choice((2.5, 3, 3.5)))
        way.save()

    def shove(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE encroachment_occupation SET geom = ST_Translate(geom, 0.4, 0.3)"
                " WHERE mod(id, 2) = %s",
                [self.random.randint(0, 1)],
            )

    def move_spot(self) -> None:
        spot = self.random.choice(self.spots)
        spot.geom = box(self.random.randint(0, 24), -2.5, 2, 1.5)
        spot.save()

    def vouch(self) -> None:
        self.survey.shared_m = self.random.choice((None, 0.2, 0.25))
        self.survey.save()

    def wait(self) -> None:
        self.now += timedelta(hours=self.random.choice((1, 7, 50, 200)))
