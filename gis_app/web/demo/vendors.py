"""Vendors' photos, papers and cards for the demo city, made through the services."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from gis_app.accounts.models import User
from gis_app.allocation.models import Vendor
from gis_app.allocation.queries import permits
from gis_app.enforcement import filestore
from gis_app.vendors import cards, keys, papers, services
from gis_app.vendors.models import Card, PriorityKind
from gis_app.web.demo.portrait import drawn
from gis_app.web.vendors import asked

MOST = 60
CAST = ("clerk", "officer")
WOMEN = (
    *("زهرا", "فاطمه", "مریم", "سکینه", "معصومه", "لیلا", "نرگس", "سمیه", "طاهره"),
    *("رقیه", "کبری", "شهین", "مهین", "پروین", "نسرین", "مینا", "نازنین", "الهام"),
    *("سارا", "گلناز", "مهسا", "رعنا"),
)
PAPERS = {
    "disability": "بهزیستی",
    "veteran": "بنیاد شهید",
    "female_head": "دادگاه خانواده",
    "relief": "کمیته امداد",
}


def make(say: Callable[[str], None] = lambda line: None) -> int:
    """Photos, papers and cards of some vendors; how many cards there are.

    Needs the demo's clerk and officer and no cards yet; otherwise there are none.
    Among them: one that expired, one that ends soon, one revoked as lost and replaced,
    one revoked as misused, one of a vendor who is suspended now.
    """
    people = {u.username: u for u in User.objects.filter(username__in=CAST)}
    if Card.objects.exists() or len(people) < len(CAST):
        return 0
    clerk = people["clerk"]
    chosen = list(_chosen(people["officer"]))
    for vendor in chosen:
        _portrait(vendor, clerk)
    _papers(chosen, clerk)
    _cards(chosen, clerk)
    made = Card.objects.count()
    say(_("Cards of vendors: %(count)d.") % {"count": made})
    return made


def _chosen(officer: User) -> Iterator[Vendor]:
    """Active holders of spots, those in the officer's districts first."""
    districts = list(officer.districts.values_list("pk", flat=True))
    active = Vendor.objects.filter(status=Vendor.Status.ACTIVE).select_related("party")
    holders = permits().filter(spot__isnull=False)
    near = active.filter(
        party__in=holders.filter(spot__zone__district__in=districts).values("party")
    )
    others = active.filter(party__in=holders.values("party")).exclude(pk__in=near)
    two_thirds = 2 * MOST // 3
    yield from near.order_by("pk")[:two_thirds]
    yield from others.order_by("pk")[: MOST - two_thirds]


def _portrait(vendor: Vendor, clerk: User) -> None:
    woman = vendor.party.name.split()[0] in WOMEN
    digest, path = filestore.keep(drawn(vendor.pk, scarf=woman), ".jpg")
    services.put_portrait(vendor=vendor, sha256=digest, path=path, by=clerk)


def _papers(chosen: list[Vendor], clerk: User) -> None:
    """One vendor in six has a paper; nobody a woman's who is none."""
    kinds = {kind.code: kind for kind in PriorityKind.objects.all()}
    chance = random.Random(len(chosen))  # noqa: S311 — a demo
    for n, vendor in enumerate(chosen[::6]):
        woman = vendor.party.name.split()[0] in WOMEN
        fitting = [code for code in PAPERS if woman or code != "female_head"]
        code = fitting[n % len(fitting)]
        if code not in kinds:
            continue
        papers.add(
            vendor=vendor,
            kind=kinds[code],
            number=f"{PAPERS[code]} {chance.randint(10_000, 99_999)}",
            valid_until=timezone.localdate() + timedelta(days=200 + 40 * n),
            by=clerk,
        )


def _cards(chosen: list[Vendor], clerk: User) -> None:
    """The first third with the key of last year, the others with today's."""
    now = timezone.now()
    if len(chosen) < 6:
        return
    expired, ending, lost, misused, suspended, *rest = chosen
    old, new = rest[: len(rest) // 3], rest[len(rest) // 3 :]
    _issue(expired, clerk, now - timedelta(days=400), 365)
    for n, vendor in enumerate([ending, *old]):
        _issue(vendor, clerk, now - timedelta(days=353 - 2 * n), 365)
    keys.rotate(by="demo")
    for n, vendor in enumerate([lost, misused, suspended, *new[:-4]]):
        _issue(vendor, clerk, now - timedelta(days=200 - n), 365)
    cards.replace(
        card=Card.objects.get(vendor=lost),
        reason="lost",
        note="در بازار ماهی‌فروشان گم شد",
        expires_at=asked.ends("", asked.year_from_now()),
        by=clerk,
    )
    cards.revoke(
        card=Card.objects.get(vendor=misused),
        reason="misused",
        note="در دست دیگری دیده شد",
        by=clerk,
    )
    reason = "دو بار بیرون از جایگاه خود بساط کرد"
    services.suspend(vendor=suspended, reason=reason, by=clerk)


def _issue(vendor: Vendor, clerk: User, at: datetime, days: int) -> Card:
    until = asked.ends((at + timedelta(days=days)).date().isoformat())
    return cards.issue(vendor=vendor, expires_at=until, by=clerk, at=at)
