"""The sentences of the scripts about siting rules and places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

WORDS: dict[str, StrPromise] = {
    "tab.zoning": pgettext_lazy("tab", "Zones"),
    "zoning.parts": _("Parts of this tab"),
    "zoning.rules": _("Rules"),
    "zoning.place": _("Check a place"),
    "rules.n": _("%(n)s rules"),
    "rules.ended_n": _("%(n)s ended rules"),
    "rules.ended": _("Ended ones"),
    "rules.new": _("New rule"),
    "rules.none": _("No rules"),
    "rules.none_advice": _("Rules that decrees set for stalls appear here."),
    "rules.none_ended": _("Rules that have ended appear here."),
    "rules.city": _("The whole city"),
    "rules.for_goods": _("for %(goods)s"),
    "rules.priority_n": _("priority %(n)s"),
    "rules.coming": _("To come"),
    "rules.check_spots": _("Check every spot"),
    "rules.checking": _("Every spot in use is measured by every rule…"),
    "rules.unlawful_n": _("%(n)s spots in use are forbidden by a rule."),
    "rules.all_lawful": _("No spot in use is forbidden by a rule."),
    "rules.back": _("Back to the rules"),
    "rules.replace": _("Put another in its place"),
    "rules.change": _("Change"),
    "rules.end": _("End"),
    "rules.end_title": _("End this rule"),
    "rules.last_day": _("Last day on which it holds"),
    "rules.entered": _("The rule is entered."),
    "rules.new_title": _("A new rule"),
    "rules.change_title": _("Another rule in its place"),
    "rules.replaces": _("Ends on the day before this one begins: %(rule)s"),
    "rules.kind": _("What it is about"),
    "rules.severity": _("How binding"),
    "rules.hard": _("Must"),
    "rules.soft": _("Should"),
    "rules.scope": _("Where"),
    "rules.zone": _("One zone"),
    "rules.more": _("For some goods or hours; priority"),
    "rules.only_goods": _("Only for stalls with these goods (none chosen: all)"),
    "rules.only_hours": _("Only at these hours"),
    "rules.all_hours": _("All hours"),
    "rules.goods": _("Goods"),
    "rules.missing": _("When the data to measure it is missing"),
    "rules.warn": _("Warn"),
    "rules.fail": _("Forbid"),
    "rules.priority": _("Priority"),
    "rules.priority_note": _("Of two rules about the same the higher one holds."),
    "rules.from": _("Holds from"),
    "rules.until": _("Until (empty: open)"),
    "rules.legal": _("Legal reference"),
    "rules.optional": _("%(label)s, if it is limited"),
    "rules.keep": _("Enter the rule"),
    "rules.preview": _("What would it change?"),
    "preview.forbidden": _(
        "%(n)s spots in use would become unlawful; %(permits)s permits stand on them."
    ),
    "preview.nothing": _("No spot in use would become unlawful."),
    "preview.freed": _("%(n)s spots would be lawful again by this."),
    "preview.noted": _("About %(n)s spots it warns or can't say."),
    "preview.permits": _("%(n)s permits"),
    "place.intro": _(
        "Choose a place on the map: a stall of this size, along its street, is measured"
        " by every rule."
    ),
    "place.length": _("Length (m)"),
    "place.depth": _("Depth (m)"),
    "place.choose": _("Choose the place"),
    "place.lawful": _("A stall may stand here."),
    "place.unlawful": _("No stall may stand here."),
    "place.zone": _("Zone: %(zone)s"),
    "place.no_zone": _("No zone for vending lies here."),
    "place.ban": _("No vending by decree: %(zone)s"),
    "proof.label": _("%(measured)s m of %(threshold)s"),
    "zoning.draw": pgettext_lazy("on the map", "Draw"),
    "rules.back_list": _("Back to the list"),
    "zones.drafts": _("Drafts"),
    "zones.no_drafts": _("No drafts"),
    "zones.no_drafts_advice": _(
        "Zones that are being drawn, or wait for their day, appear here."
    ),
    "zones.new": _("Draw a new zone"),
    "zones.change": _("Or change one"),
    "zones.tools": _("Drawing tools"),
    "zones.tool_shape": pgettext_lazy("on the map", "Draw"),
    "zones.tool_edit": _("Move corners"),
    "zones.tool_cut": _("Cut in two"),
    "zones.tool_measure": _("Measure"),
    "zones.tool_clear": _("Begin anew"),
    "zones.draw_hint": _(
        "Click corner after corner; corners snap to what the map shows. Click the first"
        " one again to close the shape."
    ),
    "zones.edit_hint": _(
        "Drag corners, or the small ones between them; a right click removes one."
    ),
    "zones.cut_hint": _("Draw a line across the shape; a double click ends it."),
    "zones.cut_done": _("Cut: %(n)s more drafts hold the other parts."),
    "zones.measured": _("%(total)s in all; the last piece %(last)s."),
    "zones.kind": _("Vending"),
    "zones.code": _("Code"),
    "zones.name_fa": _("Persian name"),
    "zones.name_en": _("English name"),
    "zones.valid_until": _("Until (empty: open)"),
    "zones.legal_ref": _("Legal reference"),
    "zones.more": _("Goods and hours"),
    "zones.goods": _("Only these goods (none chosen: all)"),
    "zones.keep": _("Keep the draft"),
    "zones.kept": _("Draft %(code)s is kept."),
    "zones.no_shape": _("Draw the zone first."),
    "zones.open": _("Go on drawing"),
    "zones.publish": _("Publish"),
    "zones.publish_title": _("Publish this zone"),
    "zones.first_day": _("First day on which it holds"),
    "zones.withdraw": _("Take back"),
    "zones.done_applied": _("Zone %(code)s is in force."),
    "zones.done_published": _("Zone %(code)s will come into force on its day."),
    "zones.done_withdrawn": _("Draft %(code)s was taken back."),
    "rule.partial": _("(for some of its goods or hours)"),
    "rule.advice": _("(advice)"),
}


def words() -> dict[str, str]:
    """In the request's language, by key."""
    return {key: str(text) for key, text in WORDS.items()}
