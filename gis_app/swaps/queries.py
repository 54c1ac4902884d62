"""Permits that may be exchanged, and the willing of a swap."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from gis_app.allocation.models import Vendor
from gis_app.allocation.queries import permits
from gis_app.land.models import Right
from gis_app.swaps.models import Swap, Willing

MOST_FOUND = 30


def exchangeable() -> QuerySet[Right]:
    """Vending permits in force whose holder is a vendor in good standing."""
    active = Vendor.objects.filter(party=OuterRef("party"), status="active")
    return permits().filter(Exists(active), spot__isnull=False)


def find(words: str, *, by_name: bool) -> QuerySet[Right]:
    """By the number of the spot or the vendor's code; by name for who may see names."""
    found = (
        exchangeable().select_related("spot__zone", "party").order_by("spot__number")
    )
    text = words.strip()
    coded = Vendor.objects.filter(code__iexact=text).values("party")
    hits = found.filter(spot__number__icontains=text) | found.filter(party__in=coded)
    if by_name and len(text) > 2:
        hits |= found.filter(party__name__icontains=text)
    return hits[:MOST_FOUND]


def of_swap(swap: Swap) -> QuerySet[Willing]:
    """The willing in the order of their receipts, with permits and wishes."""
    return (
        swap.willing.select_related("held__spot__zone", "held__party")
        .prefetch_related("wishes__right__spot__zone")
        .order_by("receipt")
    )


def lot_name(right: Right) -> str:
    """How the record calls a permit: its spot's number, and its own."""
    return f"{right.spot.number if right.spot else ''}/{right.pk}"
