"""The state of a case for the person who holds its paper; no person is named on it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gis_app.accounts.throttle import address_of
from gis_app.enforcement.models import Case, Notice, SeizedGoods
from gis_app.enforcement.stages import Stage
from gis_app.enforcement.workdays import Calendar
from gis_app.web import wording
from gis_app.web.cases import words
from gis_app.web.pace import Pace
from gis_app.web.sheets import facts, letter

PACE = Pace(most=30, within_s=60)
WAITING = (Stage.VERIFIED, Stage.NOTICE_SERVED, Stage.CURE_PERIOD)
"""Stages at which the notice's own deadline is the one that counts."""


def address(request: HttpRequest, case: Case) -> str:
    """The public address of a case's state, as it is printed."""
    path = reverse("notice", args=[case.token])
    if settings.PUBLIC_ADDRESS:
        return str(settings.PUBLIC_ADDRESS).rstrip("/") + path
    return request.build_absolute_uri(path)


@require_safe
def page(request: HttpRequest, token: str) -> HttpResponse:
    """For whoever has the paper; a wrong address says nothing, not even how wrong."""
    if not PACE.allows(address_of(request)):
        return _private(render(request, "429.html", status=429))
    case = (
        Case.objects.filter(token=token)
        .select_related("finding__occupation", "district")
        .defer("geom", "finding__geom", "finding__occupation__geom", "district__geom")
        .first()
    )
    shown = told(case, timezone.now()) if case else None
    if shown is None:
        raise Http404
    return _private(render(request, "notice.html", shown))


def told(case: Case, now: datetime) -> dict[str, Any] | None:
    """What the page shows; None while nothing was handed out."""
    notices = list(case.notices.order_by("pk"))
    goods = list(case.seized.order_by("pk"))
    if not notices and not goods:
        return None
    newest = notices[-1] if notices else None
    return {
        "stage": stage(case, newest),
        "deadline": _deadline(case, newest, now),
        "notices": [_notice(notice) for notice in notices],
        "goods": [_goods(row, now) for row in goods],
        "demand": facts.demand(case.finding) if _is_due(case, newest) else "",
        "objection": letter.objection(case),
        "legal": wording.either(newest.legal_ref, newest.legal_ref_en)
        if newest
        else "",
        "office": letter.office(case.district),
        "now": wording.moment(now),
    }


def stage(case: Case, newest: Notice | None) -> str:
    """Where the case stands, said to the person concerned."""
    if case.state == Stage.VERIFIED and newest is not None:
        return _("A notice was issued and is being served.")
    return str(_SAID[Stage(case.state)]())


_SAID = {
    Stage.DETECTED: lambda: _("The case was opened."),
    Stage.VERIFIED: lambda: _("The place was looked at and measured."),
    Stage.NOTICE_SERVED: lambda: _(
        "The notice was served: the time to act is running."
    ),
    Stage.CURE_PERIOD: lambda: _("The time to put it right is running."),
    Stage.OBJECTION: lambda: _("Your objection was received and will be heard."),
    Stage.HEARD: lambda: _("The case was heard: a decision follows."),
    Stage.DECIDED: lambda: _("A decision was made; the office tells you which."),
    Stage.COMPLIED: lambda: _("It was put right: nothing more is demanded."),
    Stage.REMOVED: lambda: _("The municipality has cleared the place."),
    Stage.COST_RECOVERED: lambda: _("The costs were paid."),
    Stage.APPEALED: lambda: _("The decision was appealed."),
    Stage.CLOSED: lambda: _("The case is closed: nothing more is demanded."),
    Stage.DISMISSED: lambda: _("The case was dismissed: nothing is demanded."),
}


def _is_due(case: Case, newest: Notice | None) -> bool:
    return newest is not None and case.state in WAITING


def _deadline(
    case: Case, newest: Notice | None, now: datetime
) -> dict[str, str] | None:
    if newest is None or not _is_due(case, newest):
        return None
    return {
        "day": wording.whole_day(newest.deadline),
        "left": _left(newest, now),
    }


def _left(notice: Notice, now: datetime) -> str:
    if notice.served_at is None:
        return _("if served on the day of the letter; a later service moves it")
    return words.due(notice.deadline, now, Calendar())


def _notice(notice: Notice) -> dict[str, str]:
    return {
        "number": wording.digits(notice.number),
        "issued": wording.whole_day(notice.issued_at),
        "served": wording.moment(notice.served_at) if notice.served_at else "",
        "how": str(notice.get_served_how_display()) if notice.served_how else "",
    }


def _goods(row: SeizedGoods, now: datetime) -> dict[str, Any]:
    return {
        "number": wording.digits(row.number),
        "taken": wording.whole_day(row.receipt_at),
        "back_by": wording.whole_day(row.return_by),
        "returned": wording.whole_day(row.returned_at) if row.returned_at else "",
        "late": row.returned_at is None and row.return_by < now,
    }


def _private(response: HttpResponse) -> HttpResponse:
    """Neither kept, nor listed, nor told on."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "no-referrer"
    return response
