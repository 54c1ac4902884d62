"""Two rounds for the demo city: one that was drawn, and one that takes applications."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from gis_app.accounts.models import User
from gis_app.allocation.models import Vendor
from gis_app.allocation.queries import broken_rules
from gis_app.errors import Conflict
from gis_app.land.models import Right
from gis_app.lib.draw import commitment
from gis_app.lib.week import CITY_TIME
from gis_app.rounds import calls, drawing, judging, offering
from gis_app.rounds.models import (
    ALPHABET,
    Application,
    Lot,
    PriorityClass,
    Round,
    Wish,
    Witness,
)
from gis_app.zones.models import VendingSpot, VendingZone

LOTS, APPLICANTS = 24, 60
MOST_TRIED = 200
WITNESSES = {
    "نمایندهٔ شورای شهر": "باران ریز روی بام‌های سفالی",
    "نمایندهٔ دستفروشان": "ترازوی روشن میدان کوچک",
    "دانشکدهٔ ریاضی دانشگاه گیلان": "یازده مرغابی بر تالاب عینک",
}
NUMBER = "شاخص کل بورس تهران در پایان روز پیش از قرعه‌کشی"


def make(*, by: User, seed: int) -> None:
    """Both rounds; the same ones for the same seed. Nothing where no spot is free."""
    chance = random.Random(seed)  # noqa: S311 — a demo, not a draw
    now = timezone.now()
    vendors = list(Vendor.objects.filter(status="active").order_by("pk"))
    chance.shuffle(vendors)
    past = _round("1405-1", "واگذاری پاییز", "Autumn allocation", now, -45)
    coming = _round("1405-2", "واگذاری زمستان", "Winter allocation", now, -5)
    for call, asking in (
        (past, vendors[:APPLICANTS]),
        (coming, vendors[APPLICANTS : APPLICANTS + 30]),
    ):
        if not _fill(call, by):
            return
        _apply(call, asking, chance)
    _go_on(past, by, chance)


def _round(code: str, fa: str, en: str, now: datetime, first_day: int) -> Round:
    """Two weeks for applications, then one for challenges, then the draw."""
    start = now.astimezone(CITY_TIME).replace(hour=8, minute=0, second=0, microsecond=0)
    opens = start + timedelta(days=first_day)
    permits = opens + timedelta(days=60)
    return Round.objects.create(
        code=code,
        title_fa=fa,
        title_en=en,
        opens_at=opens,
        closes_at=opens + timedelta(days=14),
        challenge_until=opens + timedelta(days=21),
        draw_at=opens + timedelta(days=24),
        valid=DateTimeTZRange(permits, permits + timedelta(days=180), "[)"),
        answer_days=30,
        number_name=NUMBER,
        legal_ref="مصوبهٔ نمونهٔ شورای شهر",
    )


def _fill(call: Round, by: User) -> list[Lot]:
    """Witnesses, lots, and who goes first."""
    for name, word in WITNESSES.items():
        Witness.objects.create(round=call, name=name, commit=commitment(word))
    lots = calls.add_lots(call=call, spots=_lawful(call), by=by)
    for zone in {lot.spot.zone for lot in lots}:
        PriorityClass.objects.create(
            round=call,
            zone=zone,
            level=0,
            title_fa="سرپرست خانوار",
            title_en="Heads of households",
        )
    if lots:
        Round.objects.filter(pk=call.pk).update(stage="open")
        call.refresh_from_db()
    return lots


def _lawful(call: Round) -> Iterator[VendingSpot]:
    """Spots of permitted zones that break no rule and that nobody has by then."""
    spots = VendingSpot.objects.filter(
        status="open", zone__kind=VendingZone.Kind.PERMITTED
    ).exclude(
        pk__in=_taken(call),
    )
    found = 0
    for spot in spots.select_related("zone").order_by("pk")[:MOST_TRIED]:
        if found < LOTS and not broken_rules(spot, call.valid.lower):
            found += 1
            yield spot


def _taken(call: Round) -> list[int]:
    held = Right.objects.filter(
        spot__isnull=False, status="active", valid__overlap=call.valid
    )
    spots = list(held.values_list("spot", flat=True))
    return [*spots, *Lot.objects.values_list("spot", flat=True)]


def _apply(call: Round, vendors: list[Vendor], chance: random.Random) -> None:
    """Everybody likes the first lots best; some take any lot of a zone."""
    lots = list(call.lots.select_related("spot__zone").order_by("pk"))
    zones = sorted({lot.spot.zone for lot in lots}, key=lambda zone: zone.pk)
    for vendor in vendors:
        receipt = "".join(chance.choice(ALPHABET) for _ in range(10))
        made = Application.objects.create(
            round=call,
            vendor=vendor,
            receipt=f"R-{receipt[:4]}-{receipt[4:8]}-{receipt[8:]}",
        )
        places = {int(len(lots) * chance.random() ** 2) for _ in range(4)}
        wished: list[Lot | VendingZone] = [lots[place] for place in sorted(places)]
        if chance.random() < 0.3:
            wished.append(chance.choice(zones))
        Wish.objects.bulk_create(
            Wish(
                application=made,
                place=place,
                lot=one if isinstance(one, Lot) else None,
                zone=one if isinstance(one, VendingZone) else None,
            )
            for place, one in enumerate(wished, 1)
        )


def _go_on(call: Round, by: User, chance: random.Random) -> None:
    """The past round: judged, frozen, drawn, and most offers answered."""
    Round.objects.filter(pk=call.pk).update(stage="review")
    classes = list(call.classes.all())
    for one in call.applications.order_by("pk"):
        first = classes if chance.random() < 0.2 else []
        judging.judge(application=one, classes=first, by=by)
    drawing.freeze(call=call, by=by)
    # One witness keeps silent: his substitute counts, and the draw goes on.
    words = list(WITNESSES.values())[:-1]
    for witness, word in zip(call.witnesses.order_by("pk"), words, strict=False):
        drawing.reveal(witness=witness, word=word, by=by)
    drawing.draw(call=call, number="2,345,678.9", by=by)
    for offer in offering.make_offers(call=call, by=by):
        luck = chance.random()
        try:
            if luck < 0.7:
                offering.accept(offer=offer, by=by)
        except Conflict:  # he has another spot at these hours
            luck = 0.8
        if 0.7 <= luck < 0.85:
            offering.refuse(offer=offer, by=by)
