"""What a siting rule demands, as a sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from gis_app.lib.week import Week
from gis_app.web import wording
from gis_app.web.goods import goods
from gis_app.zones.models import Rule, StreetFeature
from gis_app.zones.rulebook import BOOK

Kind = Rule.Kind
Params = dict[str, Any]


def demand(kind: str, params: Params) -> str:
    """``At least 3.00 m from the nearest hydrant.``"""
    return DEMANDS[Kind(kind)](params)


def feature(params: Params) -> str:
    """The street feature of a rule, in words."""
    code = params.get("feature_class", "")
    return str(dict(StreetFeature.Kind.choices).get(code, code)).lower()


def area(params: Params) -> str:
    """What a rule keeps stalls out of, in words."""
    asked = next(asked for asked in BOOK[Kind.EXCLUSION_ZONE] if asked.name == "of")
    code = str(params.get("of", ""))
    label = str(dict(asked.choices).get(code, code))
    return _("%(owner)s land") % {"owner": label} if code[:6] == "parcel" else label


def _footprint(params: Params) -> str:
    sides = {
        "length": _("%(m)s long"),
        "depth": _("%(m)s deep"),
        "height": _("%(m)s high"),
    }
    said = [
        words % {"m": wording.metres(params[side])}
        for side, words in sides.items()
        if side in params
    ]
    return _("A stall is at most %(sides)s.") % {"sides": wording.enumerate_words(said)}


def _most(params: Params) -> str:
    if params["per"] == "population":
        people = params.get("population")
        return _("At most %(percent)s spots for 100 inhabitants (%(people)s).") % {
            "percent": wording.number(params["percent"], 2).rstrip("0۰").rstrip(".٫"),
            "people": wording.number(people) if people else _("number not entered"),
        }
    told = {"n": wording.number(params["n"])}
    if params["per"] == "block_side":
        return _("At most %(n)s spots on one side of a block.") % told
    return _("At most %(n)s spots in the zone.") % told


def _keep_out(params: Params) -> str:
    told = {"area": area(params), "m": wording.metres(params.get("m") or 0)}
    if params.get("m"):
        return _("At least %(m)s from: %(area)s.") % told
    return _("Not on: %(area)s.") % told


DEMANDS: dict[Kind, Callable[[Params], str]] = {
    Kind.MIN_DISTANCE: lambda params: (
        _("At least %(m)s from the nearest %(feature)s.")
        % {"m": wording.metres(params["m"]), "feature": feature(params)}
    ),
    Kind.MIN_CLEAR_WIDTH: lambda params: (
        _("At least %(m)s is left to pass.") % {"m": wording.metres(params["m"])}
    ),
    Kind.MIN_SPACING: lambda params: (
        _("At least %(m)s to the next spot.") % {"m": wording.metres(params["m"])}
    ),
    Kind.SAME_GOODS_SPACING: lambda params: (
        _("At least %(m)s to the next spot with the same goods.")
        % {"m": wording.metres(params["m"])}
    ),
    Kind.FOOTPRINT_WITHIN: lambda params: (
        _("The whole stall stands on public ways.")
        if params.get("of") == "ways"
        else _("The whole stall stands in its zone.")
    ),
    Kind.MAX_FOOTPRINT: _footprint,
    Kind.MAX_PER: _most,
    Kind.GOODS_ALLOW: lambda params: (
        _("Only these goods: %(goods)s.") % {"goods": goods(params["goods"])}
    ),
    Kind.GOODS_DENY: lambda params: (
        _("Not these goods: %(goods)s.") % {"goods": goods(params["goods"])}
    ),
    Kind.TIME_WINDOW: lambda params: (
        _("Only at these hours: %(week)s.")
        % {"week": wording.week(Week.parse(params["week"]))}
    ),
    Kind.EXCLUSION_ZONE: _keep_out,
    Kind.ROAD_WIDTH_SIDES: lambda params: (
        _("The street is at least %(one)s wide, and %(both)s for stalls on both sides.")
        % {
            "one": wording.metres(params["one_side_m"]),
            "both": wording.metres(params["both_sides_m"]),
        }
    ),
    Kind.ABUT: lambda params: (
        (
            _("At most %(m)s from the kerb.")
            if params["to"] == "curb"
            else _("At most %(m)s from the wall.")
        )
        % {"m": wording.metres(params["m"])}
    ),
}
