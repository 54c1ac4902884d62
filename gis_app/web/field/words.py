"""The sentences of the phone page's scripts, in the page's one JSON element."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from gis_app.encroachment.models import Occupation
from gis_app.vendors.models import CardRevocation
from gis_app.web.field.card_words import CARD
from gis_app.zones.models import Goods, VendingZone

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

PLACE: dict[str, StrPromise] = {
    "act.close": _("Close"),
    "act.again": _("Try again"),
    "act.sign_in": _("Sign in"),
    "unit.m": _("%(n)s m"),
    "unit.km": _("%(n)s km"),
    "big.scan": _("Scan a card"),
    "big.number": _("Spot by number"),
    "big.report": _("Report an obstruction"),
    "big.here": _("Where am I?"),
    "big.list": _("My reports"),
    "net.offline": _("No internet"),
    "net.offline_waiting": _("No internet · %(n)s waiting"),
    "net.waiting": _("%(n)s waiting"),
    "net.sending": _("Sending…"),
    "net.signed_out": _("Signed out · %(n)s waiting"),
    "fix.wait": _("Looking for your position…"),
    "fix.wait_advice": _("Stand under open sky; the first position takes a moment."),
    "fix.denied": _("This page may not see your position"),
    "fix.denied_advice": _(
        "Allow location for this page in the browser's settings, then try again."
    ),
    "fix.none": _("The phone finds no position"),
    "fix.none_advice": _(
        "Switch location on, step away from walls and roofs, then try again."
    ),
    "fix.old": _("The position is too old"),
    "fix.old_advice": _(
        "It is %(age)s seconds old; 10 at most. Stand still and ask again."
    ),
    "fix.coarse": _("The position is not good enough"),
    "fix.coarse_advice": _(
        "It is good to %(accuracy)s m; 20 m or better is needed. Step away from walls"
        " and roofs, or look the spot up by its number."
    ),
    "fix.refused": _("The position was not accepted"),
    "offline.answer": _("Answer of the phone at %(time)s, data of %(date)s"),
    "clock.wrong": _("It is %(time)s; the phone's clock says %(phone)s: set it."),
    "offline.no_data": _("Nothing is kept on this phone yet"),
    "offline.no_data_advice": _(
        "Open this page once with internet in your district: zones and spots are then"
        " kept on the phone."
    ),
    "offline.beyond": _("Outside the data on this phone"),
    "offline.beyond_advice": _(
        "Zones of your own districts only are kept. Ask again with internet."
    ),
}

ANSWER: dict[str, StrPromise] = {
    "zone.permitted": _("In the permitted zone %(name)s"),
    "zone.restricted": _("In the restricted zone %(name)s"),
    "zone.no_vending": _("No vending here: %(name)s"),
    "zone.not_now": _("Not at this hour: %(name)s"),
    "zone.ban_not_now": _("The ban of %(name)s does not hold now"),
    "zone.none": _("In no vending zone"),
    "zone.none_near": _("Vending has no permitted place here."),
    "zone.nearest": _("The nearest, %(name)s, is %(distance)s m away."),
    "zone.line": _("Too near to the line to say"),
    "zone.perhaps": _("Perhaps in %(name)s, perhaps beside it. There: %(rule)s."),
    "mock.title": _("This position proves nothing"),
    "mock.detail": _("The phone says that this position is simulated."),
    "zone.goods_hours": _("%(goods)s, %(hours)s"),
    "sure.fix": _("Position good to %(accuracy)s m"),
    "sure.zone": _("%(accuracy)s · in the zone with %(share)s%% certainty"),
    "sure.outside": _("%(accuracy)s · outside every zone with %(share)s%% certainty"),
    "sure.map": _("%(accuracy)s · how well the zone was mapped is unknown"),
    "sure.spot": _("A position can't tell the spot: look it up by its number."),
    "sure.tape": _(
        "Look the spot up by the number on the card, or tape from two mapped corners."
    ),
    "hours.always": _("at all hours"),
    "hours.until": _("until %(time)s"),
    "hours.from": _("from %(time)s"),
    "hours.midnight": _("midnight"),
    "hours.tomorrow": _("tomorrow %(time)s"),
    "hours.day": _("%(day)s %(time)s"),
    "day.0": _("Saturday"),
    "day.1": _("Sunday"),
    "day.2": _("Monday"),
    "day.3": _("Tuesday"),
    "day.4": _("Wednesday"),
    "day.5": _("Thursday"),
    "day.6": _("Friday"),
    "goods.all": _("all goods"),
    "list.and": _("%(all_but_last)s and %(last)s"),
    "spot.name": _("Spot %(number)s"),
    "spot.holder": _("Holder: %(name)s"),
    "spot.nobody": _("Nobody holds it"),
    "spot.free": _("Free now"),
    "spot.now": _("Permit valid now"),
    "spot.suspended": _("Permit suspended"),
    "spot.later": _("Permit not for now"),
    "spot.from": _("Permit from %(time)s"),
    "spot.until": _("until %(last)s"),
    "spot.ended": _("Permit has ended"),
    "spot.revoked": _("Permit revoked"),
    "spot.outside": _("You are not at it"),
    "spot.maybe": _("You may be at it"),
    "spot.more": _("%(n)s more spots near"),
    "place.elsewhere": _("%(district)s is not your district."),
    "place.block": _("block %(code)s"),
}

REPORT: dict[str, StrPromise] = {
    "report.title": _("Report an obstruction"),
    "report.kind": _("What is it?"),
    "report.size": _("How large?"),
    "report.length": _("Length"),
    "report.depth": _("Depth"),
    "report.paces": _("Metres; pace or tape it"),
    "report.along": _("Along the street"),
    "report.turn": _("Turn"),
    "report.longer": _("More %(what)s"),
    "report.shorter": _("Less %(what)s"),
    "report.outline": _("Draw the outline"),
    "report.by_size": _("By size instead"),
    "report.tap": _("Tap the corners on the map, three or more."),
    "report.undo": _("Last corner back"),
    "report.photo": _("Take a photo"),
    "report.photos": _("Photos"),
    "report.remove_photo": _("Remove photo %(n)s"),
    "report.note": _("Note (if needed)"),
    "report.send": _("Send"),
    "report.keep": _("Keep and send later"),
    "report.no_fix": _(
        "No position of 20 m or better just now: step away from walls and roofs, then"
        " send again."
    ),
    "report.fix_ok": _("Position good to %(accuracy)s m"),
    "report.duplicates": _("Already reported near here?"),
    "report.cases": _("There is an open case here"),
    "report.of_case": _("It is of case %(number)s: send as its evidence"),
    "report.same": _("It is this one: do not send"),
    "report.other": _("No, another one: send"),
    "report.kept": _("Kept on the phone; it is sent as soon as there is internet."),
    "report.sent": _("Sent and received."),
    "report.dropped": _("Not sent: it was reported already."),
    "report.too_many": _("%(n)s photos at most."),
    "report.big_photo": _("This photo is too large even when made smaller."),
    "report.not_photo": _("This file is not a photo."),
    "report.heic": _(
        "This phone can't open HEIC photos: set the camera to JPEG (“most compatible”)."
    ),
    "report.place": _("Tap the map where it stands."),
    "report.shrunk": _("The phone is nearly full: the photos were kept smaller."),
    "report.text_only": _(
        "The phone is full: the report was kept without its photos, which are in memory"
        " only. Keep this page open until it is sent."
    ),
    "report.memory": _(
        "The phone can't keep anything: the report is in memory only. Keep this page"
        " open until it is sent."
    ),
    "report.discard_draft": _("Leave without sending?"),
    "act.leave": _("Leave"),
    "act.stay": _("Go on writing"),
}

OUTBOX: dict[str, StrPromise] = {
    "list.title": _("My reports"),
    "list.empty": _("Nothing reported from this phone yet"),
    "list.empty_advice": _(
        "Reports wait here until the server has received them; nothing is lost"
        " without internet."
    ),
    "list.sent": _("Sent"),
    "list.waiting": _("Waiting"),
    "list.refused": _("Refused"),
    "list.retry": _("Send now"),
    "list.correct": _("Correct"),
    "list.discard": _("Discard"),
    "list.sure": _("Really discard? It can't be brought back."),
    "list.discard_yes": _("Yes, discard"),
    "list.next": _("next attempt %(time)s"),
    "list.tries": _("attempts: %(n)s"),
    "list.other": _("Written by %(name)s, who must sign in to send it."),
    "list.signed_out": _("You are signed out. Reports are kept; sign in to send them."),
    "list.no_photos": _("without photos"),
    "list.photos": _("photos: %(n)s"),
    "list.number": _("No. %(n)s"),
    "list.lost_photos": _("The phone was full: photos that were lost: %(n)s"),
    "foot.sent": _("Sent"),
    "foot.waiting": _("Waiting"),
    "foot.refused": _("Refused"),
    "error.offline": _("The server was not reached. Check the connection."),
    "error.server": _("Something went wrong on our side. Try again in a minute."),
    "error.refused": _("This was refused. Reload the page and try again."),
    "number.title": _("Spot by number"),
    "number.type": _("Number of the spot, or its end"),
    "number.unknown": _("No spot of this number is kept on this phone."),
    "number.more": _("%(n)s more: type more of the number."),
    "number.far": _("You are %(distance)s from it."),
}


def words() -> dict[str, str]:
    """Every sentence that the phone page's scripts say, translated."""
    found = {
        # No format string there: "%%" would stay two signs.
        key: str(text).replace("%%", "%")
        for part in (PLACE, ANSWER, REPORT, OUTBOX, CARD)
        for key, text in part.items()
    }
    found |= {f"rule.{k.value}": str(k.label) for k in VendingZone.Kind}
    found |= {f"reason.{r.value}": str(r.label) for r in CardRevocation.Reason}
    found |= {f"kind.{k.value}": str(k.label) for k in Occupation.Kind}
    return found | {f"goods.{g.value}": str(g.label) for g in Goods}
