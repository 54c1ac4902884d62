"""The sentences of the pages' scripts, delivered in the page's one JSON element."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gis_app.allocation.reasons import ByHand
from gis_app.encroachment.models import Encroachment
from gis_app.shelters.models import ShelterSite
from gis_app.web import facets
from gis_app.web.cards.street import amenities
from gis_app.web.cases import script_words as cases
from gis_app.web.papers import script_words as papers
from gis_app.web.rules import script_words as rules
from gis_app.zones.models import Goods, VendingZone

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

STATES: dict[str, StrPromise] = {
    "act.again": _("Try again"),
    "act.close": _("Close"),
    "act.keep": _("Keep it"),
    "error.offline": _("The server was not reached. Check the connection."),
    "error.refused": _("This was refused. Reload the page and try again."),
    "error.server": _("Something went wrong on our side. Try again in a minute."),
    "act.sign_in": _("Sign in"),
    "state.signed_out": _("You are signed out"),
    "state.loading": _("Loading…"),
    "state.offline": _("No connection"),
    "state.refused": _("That didn't work"),
    "unit.m": _("%(n)s m"),
    "unit.km": _("%(n)s km"),
}

MAP: dict[str, StrPromise] = {
    "map.title": _("Map of Rasht"),
    "legend.title": _("Legend"),
    "map.none": _(
        "This browser can't draw the map (WebGL 2 is missing). The table shows the"
        " same rows."
    ),
    "tab.layers": _("Layers"),
    "tab.here": _("Here"),
    "here.intro": _("What the map shows now, nearest to its middle first."),
    "here.spots": _("%(free)s free spots in view, %(taken)s given"),
    "here.no_spots": _("Zoom in to a green zone to see its spots."),
    "here.draws": _("How spots are given: rounds and draws, with their proof"),
    "here.zones": _("Vending zones"),
    "here.shelters": _("Shelters and gathering points"),
    "here.none": _("Nothing here"),
    "here.none_advice": _(
        "Move the map or zoom out: zones and shelters in view appear here."
    ),
    "tab.queue": _("Encroachments"),
    "tab.give": _("Allocate"),
    "layers.none": _("No layers yet"),
    "layers.none_advice": _("Layers appear here as soon as data is imported."),
    "locate.no": _("Your position is not available. Allow it in the browser."),
    "pick.hint": _(
        "Click the map to choose a place. Enter takes its middle, Esc cancels."
    ),
    "search.file": _("Open the file"),
    "search.none": _("Nothing found for “%(text)s”. Try a plate, a spot or a street."),
    "tool.in": _("Zoom in"),
    "tool.out": _("Zoom out"),
    "tool.home": _("The whole city"),
    "tool.locate": _("Where am I?"),
    "tool.table": _("The map as a table"),
    "tool.print": _("Print"),
    "tool.save": _("Save as one HTML file"),
    "tool.keys": _("Keyboard shortcuts"),
    "print.title": _("Rasht: land and street vending"),
    "print.source": _("Municipality of Rasht · Meydan"),
    "print.north": _("North"),
    "print.n": pgettext_lazy("north arrow", "N"),
    "files.of": _("Download %(layer)s"),
    "files.none": _("Nothing to download"),
    "files.none_advice": _("Your agreement names no layer, or it has ended."),
    "list.comma": pgettext_lazy("between list items", ", "),
    "week.never": _("never"),
    "week.always": _("at all hours"),
    "week.daily": _("Every day"),
}

KEYS: dict[str, StrPromise] = {
    "keys.title": _("Keyboard shortcuts"),
    "keys.help": _("This list"),
    "keys.search": _("Search"),
    "keys.map": _("To the map"),
    "keys.table": _("Map or table"),
    "keys.home": _("The whole city"),
    "keys.print": _("Print"),
    "keys.pan": _("Move the map"),
    "keys.zoom": _("Zoom in and out"),
    "keys.enter": _("Open what lies in the middle of the map"),
    "keys.escape": _("Close the card or the list"),
}

TABLE: dict[str, StrPromise] = {
    "table.title": _("The map as a table"),
    "table.of": _("Show"),
    "table.map": _("Back to the map"),
    "table.rows": _("%(n)s rows"),
    "table.part": _("%(n)s of %(all)s rows"),
    "table.first": _("The first %(n)s of %(all)s rows: zoom in for the rest"),
    "table.none": _("No rows here"),
    "table.none_advice": _(
        "Move the map to another place, zoom in, or switch on a layer."
    ),
    "table.up": _("Sorted by %(column)s, ascending"),
    "table.down": _("Sorted by %(column)s, descending"),
    "column.title": _("Finding"),
    "column.certainty": _("Certainty"),
    "column.area": _("Area (m²)"),
    "column.depth": _("Mean depth (m)"),
    "column.error": _("Standard error (m)"),
    "column.z": _("Depth in standard errors"),
    "column.found": _("First found"),
}

CARD: dict[str, StrPromise] = {
    "card.none": _("Nothing to show"),
    "card.grounds": _("Judged against"),
    "card.grounds_note": _("versions, right and rule"),
    "card.rights": _("Rights"),
    "card.rules": _("Siting rules"),
    "card.rules_kept": _("All %(n)s kept"),
    "card.rules_broken": _("%(n)s not kept or not known"),
    "card.findings": _("Encroachments here"),
    "card.history": _("History"),
    "card.more": _("More numbers"),
    "card.spots_near": _("Free spots near here"),
    "rule.pass": _("Kept:"),
    "rule.fail": _("Broken:"),
    "rule.unknown": _("Not known:"),
    "right.end": _("End it now"),
    "right.end_yes": _("Yes, end it"),
    "right.end_ask": _(
        "The permit ends at this moment and the spot becomes free. The history"
        " keeps it."
    ),
    "right.ended": _("The permit has ended."),
    "right.undo": _("Undo"),
    "right.undone": _("Undone: the spot is free again."),
    "sure.unknown": _(
        "How sure this is can't be said: the accuracy of a survey is unknown."
        " Measure it."
    ),
    "sure.within": _(
        "%(z)s standard errors: %(depth)s m deep, error ±%(sigma)s m. Within the error"
        " of measurement."
    ),
    "sure.beyond": _(
        "%(z)s standard errors: %(depth)s m deep, error ±%(sigma)s m. Beyond the error"
        " of measurement."
    ),
    "sure.far": _(
        "%(depth)s m deep, error ±%(sigma)s m: far beyond the error of measurement."
    ),
    "sure_short.noise": pgettext_lazy("certainty scale", "within error"),
    "sure_short.suspect": pgettext_lazy("certainty scale", "suspect"),
    "sure_short.probable": pgettext_lazy("certainty scale", "probable"),
    "sure_short.strong": pgettext_lazy("certainty scale", "strong"),
    "type.parcel": _("Parcel"),
    "type.way": _("Public way"),
    "type.zone": _("Vending zone"),
    "type.spot": _("Vending spot"),
    "type.shelter": _("Shelter"),
    "type.gathering_point": _("Gathering point"),
    "type.street_feature": _("Street feature"),
    "type.occupation": _("Occupation"),
    "type.finding": _("Encroachment"),
    "type.vendor": _("Vendor"),
    "type.street": _("Street"),
    "type.place": _("Place"),
}

QUEUE: dict[str, StrPromise] = {
    "queue.kinds": _("Kind of encroachment"),
    "queue.all_kinds": _("All"),
    "queue.more_kinds": _("More…"),
    "queue.fewer_kinds": _("Fewer"),
    "queue.sums": _("Findings by certainty"),
    "queue.open": pgettext_lazy("all findings of the queue", "All"),
    "sum.strong": _("Strong"),
    "sum.probable": _("Probable"),
    "sum.suspect": _("Suspect"),
    "sum.unknown": pgettext_lazy("accuracy", "Unknown"),
    "queue.district": _("District"),
    "queue.any_district": _("All districts"),
    "queue.no_district": _("In no district"),
    "queue.age": _("First found"),
    "queue.any_age": _("Any age"),
    "queue.stage": _("Stage of the case"),
    "queue.any_stage": _("Any stage"),
    "queue.any_hour": _("Seen %(hour)s: show all hours"),
    "queue.filters": _("District, age, stage and order"),
    "queue.option": pgettext_lazy("filter and count", "%(label)s (%(n)s)"),
    "queue.clear": _("Clear filters"),
    "queue.due": _("until %(day)s"),
    "queue.overdue": _("overdue since %(day)s"),
    "queue.without_certainty": _("Any certainty: %(n)s"),
    "queue.without_kind": _("Any kind: %(n)s"),
    "queue.without_district": _("All districts: %(n)s"),
    "queue.without_age": _("Any age: %(n)s"),
    "queue.without_stage": _("Any stage: %(n)s"),
    "queue.order": _("Order"),
    "queue.shown": _("%(n)s findings"),
    "queue.more": _("Show more"),
    "queue.none": _("No encroachments found"),
    "queue.none_advice": _(
        "When occupations are surveyed or rights end, findings appear here."
    ),
    "queue.none_here": _("None with these filters"),
    "queue.none_here_advice": _("Drop one of the filters, or all of them."),
    "queue.show_all": _("Show all"),
    "order.severity": _("Gravest first"),
    "order.area": _("Largest first"),
    "order.newest": _("Newest first"),
}

JUDGING: dict[str, StrPromise] = {
    "judging.true": _("True as of %(moment)s"),
    "judging.never": _("Nothing has been judged yet"),
    "judging.done": _("%(done)s of %(total)s judged"),
    "judging.held": _("On hold: %(n)s places wait to be judged"),
    "judging.nobody": _(
        "%(n)s places wait to be judged, but the worker is not running. Tell the"
        " administrator."
    ),
    "judging.aside": _("%(n)s places can't be judged: the log says why"),
    "judging.hold": _("Hold"),
    "judging.go_on": _("Go on"),
}

THEN: dict[str, StrPromise] = {
    "then.open": _("Another day"),
    "then.today": _("Back to today"),
    "then.day": _("As of"),
    "then.slider": _("Days from today"),
    "then.wrong": _("A date looks like 1405/09/02 or 2026-11-23."),
    "then.future": _(
        "%(day)s, if nothing changes until then:"
        " %(come)s more, %(go)s fewer than today."
    ),
    "then.past": _(
        "%(day)s, by what is known today: %(come)s more, %(go)s fewer than today."
    ),
    "then.only": _("not today"),
    "then.only_come": _("Only what isn't found today"),
    "then.working": _("Judging the city of that day…"),
}

HEAT: dict[str, StrPromise] = {
    "heat.open": _("Hours"),
    "queue.round": _("Today's round"),
    "heat.title": _("Obstruction by hour and weekday"),
    "heat.measure": _("What is counted"),
    "heat.count": _("Findings"),
    "heat.a_day": _("A day with reports"),
    "heat.hour": _("%(day)s %(from)s–%(to)s"),
    "heat.up_to": _("up to %(n)s"),
    "heat.unseen": _("no reports"),
    "heat.nothing": _("reports, but no finding"),
    "heat.scale": _("What the shades mean"),
    "heat.chosen": _("Chosen: %(hour)s"),
    "heat.shown": _("%(n)s findings with an hour"),
    "heat.none": _("No hours to show"),
    "heat.none_advice": _(
        "Stalls, goods and vehicles that were seen at some hour appear here. Clear the"
        " filters, or wait for reports from the street."
    ),
}

AUDIT: dict[str, StrPromise] = {
    "tab.audit": _("Audit"),
    "audit.week": _("Week"),
    "audit.file": _("As a CSV file"),
    "audit.intro": _(
        "A random sample beside the queue's order by risk: of the open findings, and of"
        " the cases that were closed or dismissed in the last seven days. It is drawn"
        " once a week."
    ),
    "audit.size": _("How many of each"),
    "audit.draw": _("Draw this week's sample"),
    "audit.drawn": _("The sample was drawn."),
    "audit.none": _("Nothing was drawn in this week"),
    "audit.none_advice": _("Choose another week."),
    "audit.empty": _("There was nothing to draw from."),
    "audit.noted": _("Noted."),
    "audit.quarter": _("The last 13 weeks"),
    "audit.how": _("How it was drawn"),
    "audit.by": _("Drawn by %(who)s, %(when)s, from a list of %(n)s."),
    "audit.seed": _("Seed"),
    "audit.list": _("The list"),
    "audit.right": pgettext_lazy("audit", "Right"),
    "audit.wrong": pgettext_lazy("audit", "Wrong"),
    "audit.unclear": pgettext_lazy("audit", "Can't be told"),
    "audit.note": _("What is wrong?"),
    "audit.note_of": _("Note on number %(n)s"),
    "audit.verdict_of": _("Verdict on number %(n)s"),
    "audit.save": _("Save"),
}

GIVE: dict[str, StrPromise] = {
    "give.vendor": _("Vendor"),
    "give.vendors": _("Vendors"),
    "give.vendor_hint": _("Code or name…"),
    "give.vendor_note": _("%(goods)s · holds %(spots)s spots"),
    "give.vendor_first": _("Choose a vendor first; then a spot can be given."),
    "give.other_vendor": _("Choose another vendor"),
    "give.where": _("Near where"),
    "give.middle": _("Map's middle"),
    "give.point": _("A point"),
    "give.zone": _("A zone"),
    "give.zones": _("Zones"),
    "give.zone_hint": _("Name or code of the zone…"),
    "give.other_zone": _("Choose another zone"),
    "give.point_hint": _("Click the place on the map."),
    "give.point_set": _("The point marked on the map"),
    "give.point_again": _("Change"),
    "give.when": _("When"),
    "give.from": _("First day"),
    "give.until": _("Last day"),
    "give.hours": _("Hours"),
    "give.all_hours": _("All free hours"),
    "give.some_hours": _("Some hours"),
    "give.days": _("Days of the week"),
    "give.start": _("From"),
    "give.end": _("To"),
    "give.date_wrong": _("A date such as 1405/09/02 or 2026-11-23"),
    "give.time_wrong": _("A time such as 17:30"),
    "give.nearest": _("Nearest free spots"),
    "give.reason": _("Why by hand"),
    "give.reason_note": _("The auditor reads it beside the permit."),
    "give.reason_first": _("Say first why it is given by hand."),
    "give.choose": _("Choose…"),
    "give.give": _("Give"),
    "give.give_spot": _("Give spot %(spot)s"),
    "give.given": _("%(spot)s was given to %(vendor)s, %(until)s."),
    "give.taken_advice": _(
        "The list below is new: choose another spot or other hours."
    ),
    "give.none": _("No free spot here"),
    "give.none_advice": _("Choose another place, fewer hours or other days."),
    "give.no_point": _("No point yet"),
    "give.no_point_advice": _(
        "Click the place on the map; the nearest spots appear here."
    ),
    "give.no_zone": _("No zone yet"),
    "give.no_zone_advice": _("Type the name of a zone; its free spots appear here."),
    "day.0": _("Saturday"),
    "day.1": _("Sunday"),
    "day.2": _("Monday"),
    "day.3": _("Tuesday"),
    "day.4": _("Wednesday"),
    "day.5": _("Thursday"),
    "day.6": _("Friday"),
    "day_short.0": pgettext_lazy("short day", "Sat"),
    "day_short.1": pgettext_lazy("short day", "Sun"),
    "day_short.2": pgettext_lazy("short day", "Mon"),
    "day_short.3": pgettext_lazy("short day", "Tue"),
    "day_short.4": pgettext_lazy("short day", "Wed"),
    "day_short.5": pgettext_lazy("short day", "Thu"),
    "day_short.6": pgettext_lazy("short day", "Fri"),
}

AMENITIES = ("roof", "bench", "water", "toilet", "heating", "light", "wifi", "tea")


def words() -> dict[str, str]:
    """Every sentence in the request's language, by its key."""
    found = {
        key: str(text)
        for part in (
            *(STATES, MAP, KEYS, TABLE, CARD),
            *(QUEUE, JUDGING, THEN, HEAT, AUDIT, GIVE),
        )
        for key, text in part.items()
    }
    found |= cases.words() | papers.words() | rules.words()
    found |= {f"kind.{code}": str(name) for code, name in Encroachment.Kind.choices}
    found |= {
        f"certainty.{code}": str(name) for code, name in Encroachment.Certainty.choices
    }
    found |= {f"age.{code}": str(name) for code, name in facets.AGES.items()}
    found |= {f"stage.{code}": str(name) for code, name in facets.STAGES.items()}
    found |= {f"zone.{code}": str(name) for code, name in VendingZone.Kind.choices}
    found |= {f"shelter.{code}": str(name) for code, name in ShelterSite.Status.choices}
    named = zip(AMENITIES, amenities(list(AMENITIES)), strict=True)
    found |= {f"amenity.{code}": str(name) for code, name in named}
    found |= {f"goods.{code}": str(name) for code, name in Goods.choices}
    found |= {f"by_hand.{code}": str(name) for code, name in ByHand.choices}
    return found
