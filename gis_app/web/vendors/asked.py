"""Which vendors the list shows, and what a clerk typed for one."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, Literal

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from gis_app.accounts.models import User
from gis_app.allocation.models import Vendor
from gis_app.errors import BadInput
from gis_app.lib.digits import canonical
from gis_app.lib.week import CITY_TIME
from gis_app.vendors import queries
from gis_app.web import finder
from gis_app.web.giving import typed_day

PAGE = 40
SOON = timedelta(days=30)
Show = Literal["all", "no_card", "ending", "no_portrait", "suspended"]


def filters() -> dict[str, Q]:
    """What each of the chips above the list stands for."""
    ending = queries.in_force().filter(
        vendor=OuterRef("pk"), expires_at__lt=timezone.now() + SOON
    )
    return {
        "all": Q(),
        "no_card": queries.vendors_without("card"),
        "ending": Q(Exists(ending)),
        "no_portrait": queries.vendors_without("portrait"),
        "suspended": Q(status=Vendor.Status.SUSPENDED),
    }


def counts() -> dict[str, int]:
    """How many vendors each chip would show."""
    sums = {name: Count("pk", filter=asked) for name, asked in filters().items()}
    found: dict[str, int] = Vendor.objects.aggregate(**sums | {"all": Count("pk")})
    return found


def page(*, q: str, show: Show, after: str, person: User) -> list[Vendor]:
    """A page of the list by code, one more than it shows; or what a search finds."""
    if q.strip():
        hits = [hit["id"] for hit in finder.vendors(q, person)]
        found = {vendor.pk: vendor for vendor in _vendors().filter(pk__in=hits)}
        return [found[pk] for pk in hits if pk in found]
    wanted = _vendors().filter(filters()[show], code__gt=after)
    return list(wanted.order_by("code")[: PAGE + 1])


def _vendors() -> QuerySet[Vendor]:
    return Vendor.objects.select_related("party", "portrait")


def ends(text: str, default: date | None = None) -> datetime:
    """The end of a typed day in the city's time; raises BadInput."""
    day = read_day(text) or default
    if day is None:
        raise BadInput(_("A date looks like 1405/09/02 or 2026-11-23."))
    return datetime.combine(day + timedelta(days=1), time(), CITY_TIME)


def read_day(text: str) -> date | None:
    """A typed day, ISO or Jalali; None for nothing; raises BadInput."""
    plain = canonical(text)
    if not plain:
        return None
    try:
        return typed_day(plain)
    except (ValueError, OverflowError) as error:
        raise BadInput(
            _("A date looks like 1405/09/02 or 2026-11-23."), needs="valid_until"
        ) from error


def year_from_now() -> date:
    """How long a card is valid when nobody says otherwise."""
    return timezone.localdate() + timedelta(days=365)


def told(found: list[Any], show: Show, q: str) -> str | None:
    """The code to go on after; None at the end."""
    return found[PAGE - 1].code if len(found) > PAGE and not q.strip() else None
