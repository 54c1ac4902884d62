"""What each kind of siting rule asks for, and in which bounds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gis_app.errors import BadInput
from gis_app.land.models import Parcel, Way
from gis_app.lib.digits import canonical
from gis_app.lib.week import Week
from gis_app.zones.models import Goods, Rule, StreetFeature

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Kind = Rule.Kind
Choices = tuple[tuple[str, "StrPromise | str"], ...]


@dataclass(frozen=True)
class Asked:
    """One entry of a rule. ``kind``: ``metres``, ``count``, ``percent``, ``choice``,
    ``goods`` or ``week``; ``when``: only with this value of another entry."""

    name: str
    label: StrPromise
    kind: str = "metres"
    low: float = 0.0
    high: float = 1000.0
    choices: Choices = ()
    needed: bool = True
    when: tuple[str, tuple[str, ...]] | None = None
    usual: Any = None


def _areas() -> Choices:
    owners = tuple(
        (f"parcel:{code}", label)
        for code, label in Parcel.Owner.choices
        if code != "unknown"
    )
    ways = tuple((f"way:{code}", label) for code, label in Way.Kind.choices)
    drawn = ("shape", gettext_lazy("A shape drawn on the map"))
    return (*owners, *ways, drawn)


M = gettext_lazy("At least (m)")
MOST = gettext_lazy("At most (m)")
GOODS: Choices = tuple(Goods.choices)
PER: Choices = (
    ("zone", gettext_lazy("Zone")),
    ("block_side", gettext_lazy("Side of a block")),
    ("population", gettext_lazy("Inhabitants")),
)
COUNTED = ("per", ("zone", "block_side"))
SHARED = ("per", ("population",))

BOOK: dict[Kind, tuple[Asked, ...]] = {
    Kind.MIN_DISTANCE: (
        Asked(
            "feature_class",
            gettext_lazy("From"),
            "choice",
            choices=tuple(StreetFeature.Kind.choices),
            usual="entrance",
        ),
        Asked("m", M, usual=3.0),
    ),
    Kind.MIN_CLEAR_WIDTH: (Asked("m", M, high=20, usual=2.0),),
    Kind.FOOTPRINT_WITHIN: (
        Asked(
            "of",
            gettext_lazy("Inside"),
            "choice",
            choices=(
                ("zone", gettext_lazy("Its zone")),
                ("ways", gettext_lazy("Public ways")),
            ),
            usual="zone",
        ),
    ),
    Kind.MAX_FOOTPRINT: (
        Asked(
            "length",
            gettext_lazy("Length (m)"),
            low=0.1,
            high=100,
            needed=False,
            usual=2.0,
        ),
        Asked(
            "depth",
            gettext_lazy("Depth (m)"),
            low=0.1,
            high=100,
            needed=False,
            usual=1.5,
        ),
        Asked("height", gettext_lazy("Height (m)"), low=0.1, high=20, needed=False),
    ),
    Kind.MIN_SPACING: (Asked("m", M, usual=1.0),),
    Kind.SAME_GOODS_SPACING: (Asked("m", M, usual=10.0),),
    Kind.MAX_PER: (
        Asked("per", gettext_lazy("For each"), "choice", choices=PER, usual="zone"),
        Asked(
            "n",
            gettext_lazy("At most (spots)"),
            "count",
            high=100_000,
            when=COUNTED,
            usual=20,
        ),
        Asked(
            "percent",
            gettext_lazy("At most (spots for 100 inhabitants)"),
            "percent",
            high=100,
            when=SHARED,
            usual=2.5,
        ),
        Asked(
            "population",
            gettext_lazy("Inhabitants"),
            "count",
            high=100_000_000,
            needed=False,
            when=SHARED,
        ),
    ),
    Kind.GOODS_ALLOW: (Asked("goods", gettext_lazy("Goods"), "goods", choices=GOODS),),
    Kind.GOODS_DENY: (Asked("goods", gettext_lazy("Goods"), "goods", choices=GOODS),),
    Kind.TIME_WINDOW: (Asked("week", gettext_lazy("Hours"), "week"),),
    Kind.EXCLUSION_ZONE: (
        Asked(
            "of", gettext_lazy("Area"), "choice", choices=_areas(), usual="way:river"
        ),
        Asked("m", gettext_lazy("And this far from it (m)"), needed=False),
    ),
    Kind.ROAD_WIDTH_SIDES: (
        Asked(
            "one_side_m",
            gettext_lazy("Stalls from a width of (m)"),
            high=200,
            usual=6.0,
        ),
        Asked(
            "both_sides_m",
            gettext_lazy("On both sides from a width of (m)"),
            high=200,
            usual=12.0,
        ),
    ),
    Kind.ABUT: (
        Asked(
            "to",
            gettext_lazy("Beside"),
            "choice",
            choices=(
                ("curb", gettext_lazy("The kerb")),
                ("wall", gettext_lazy("The wall")),
            ),
            usual="curb",
        ),
        Asked("m", MOST, high=30, usual=0.5),
    ),
}


def clean(kind: str, typed: Mapping[str, Any]) -> dict[str, Any]:
    """A rule's parameters from what was typed; raises BadInput naming the entry."""
    if kind not in BOOK:
        raise BadInput(_("There is no such kind of rule."), field="kind")
    params: dict[str, Any] = {}
    for asked in BOOK[Kind(kind)]:
        if asked.when and params.get(asked.when[0]) not in asked.when[1]:
            continue
        value = typed.get(asked.name)
        if value in (None, "", []):
            if asked.needed:
                raise _refused(asked, _("Fill in “%(entry)s”."))
            continue
        params[asked.name] = READERS[asked.kind](asked, value)
    _whole(Kind(kind), params)
    return params


def _whole(kind: Kind, params: dict[str, Any]) -> None:
    """What concerns several entries at once."""
    if kind == Kind.MAX_FOOTPRINT and not params:
        raise BadInput(_("Give at least one of length, depth and height."))
    if kind == Kind.ROAD_WIDTH_SIDES and params["one_side_m"] > params["both_sides_m"]:
        raise BadInput(
            _("Both sides need a street at least as wide as one side does."),
            field="both_sides_m",
        )


def _number(asked: Asked, value: Any) -> float:
    try:
        number = float(canonical(str(value)).replace("٫", ".").replace(",", "."))
    except ValueError as error:
        raise _refused(asked, _("“%(entry)s” must be a number.")) from error
    if not asked.low <= number <= asked.high:
        raise _refused(asked, _("“%(entry)s” must be between %(low)g and %(high)g."))
    return round(number, 3)


def _count(asked: Asked, value: Any) -> int:
    number = _number(asked, value)
    if number != int(number):
        raise _refused(asked, _("“%(entry)s” must be a whole number."))
    return int(number)


def _choice(asked: Asked, value: Any) -> str:
    if value not in dict(asked.choices):
        raise _refused(asked, _("Choose “%(entry)s” from the list."))
    return str(value)


def _goods(asked: Asked, value: Any) -> list[str]:
    listed = value if isinstance(value, list) else [value]
    return sorted({_choice(asked, goods) for goods in listed})


def _week(asked: Asked, value: Any) -> str:
    try:
        week = Week.parse(str(value))
    except ValueError as error:
        raise _refused(asked, _("Choose the hours of “%(entry)s”.")) from error
    if not week.ranges:
        raise _refused(asked, _("Choose the hours of “%(entry)s”."))
    return str(week)


READERS: dict[str, Callable[[Asked, Any], Any]] = {
    "metres": _number,
    "percent": _number,
    "count": _count,
    "choice": _choice,
    "goods": _goods,
    "week": _week,
}


def _refused(asked: Asked, sentence: str) -> BadInput:
    told = {"entry": asked.label, "low": asked.low, "high": asked.high}
    return BadInput(sentence % told, field=asked.name)
