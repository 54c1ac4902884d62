"""The sentences of the office's scripts about swaps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from gis_app.web.draw_office import words as others

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

SWAPS: dict[str, StrPromise] = {
    "swaps.title": _("Swaps among holders"),
    "swaps.begin": _("Begin a swap"),
    "swaps.none": _("No swap yet"),
    "swaps.none_advice": _(
        "Holders who would rather have each other's spots are entered here; then cycles"
        " are found in which nobody gets less than he has."
    ),
    "swaps.willing": _("Who is willing"),
    "swaps.nobody": _("Nobody is willing yet."),
    "swaps.enter": _("Enter a holder"),
    "swaps.held": _("The permit he has"),
    "swaps.rather": _("Permits he would rather have, the best first"),
    "swaps.find": _("Spot number or vendor's code"),
    "swaps.first": _("Choose the permit and at least one that he would rather have."),
    "swaps.entered": _("Entered under receipt number %(receipt)s."),
    "swaps.other": _("Another permit"),
    "swaps.show": _("Find the cycles"),
    "swaps.shown": _("Cycles found: %(n)s. Nothing is exchanged yet."),
    "swaps.no_cycle": _("No cycle: everybody keeps what he has."),
    "swaps.cycles": _("The cycles"),
    "swaps.cycle": _("Cycle %(n)s"),
    "swaps.gives": _("gives"),
    "swaps.gets": _("gets"),
    "swaps.how": _(
        "Top trading cycles: each points at the holder of what he likes best; a closed"
        " ring exchanges and leaves. Nobody gets less than he has, and nobody gains by"
        " hiding what he likes."
    ),
    "swaps.again": _("Collect again"),
    "swaps.carry_out": _("Carry out all of it"),
    "swaps.sure": _(
        "Old permits end and new ones begin at once, all of them or none. This can't be"
        " taken back."
    ),
    "swaps.carried_out": _("Carried out: the permits are exchanged."),
    "swaps.off": _("Call it off"),
    "swaps.made": _("Begun on"),
    "swaps.done": _("Carried out"),
    "swaps.record": _("The record"),
    "swaps.program": _("The program that checks it"),
}


def words() -> dict[str, str]:
    """With those of the rounds, in the request's language."""
    return others.words() | {key: str(text) for key, text in SWAPS.items()}
