"""What an inspector's free text says, as kinds of reasons: a short list of words.

The list was fixed before any rule was checked; docs/washington.md shows it.
"""

from __future__ import annotations

WORDS: dict[str, tuple[str, ...]] = {
    "federal": ("federal", "us park police", "capitol police"),
    "vendors_on_block": (
        "on block", "one block", "the block", "vndor", "two already",
        "existing vending stand", "prior stand", "multiple stands",
    ),
    "outside": ("out of boundary",),
    "bus_stop": ("bus",),
    "loading_zone": ("loading",),
    "clear_passage": ("clear", "passage", "pasage"),
    "narrow_sidewalk": ("narrow", "too small", "to small"),
    "no_room": ("no room", "no space", "enough room", "enough space"),
    "hydrant": ("hydrant",),
    "crossing": ("crosswalk",),
    "driveway": ("driveway",),
    "tree": (" tree ",),
    "ramp": (" ramp ",),
    "entrance": ("entrance",),
    "station": ("train station",),
    "grate": ("grate",),
    "works": ("construction", "constrution", "scaffolding"),
    "security": ("security", "court house"),
    "bike_lane": ("bike lane",),
}  # fmt: skip
"""A kind is named where one of its words is part of the text in small letters, with
single blanks, a blank at either end."""

MEETS = ("meets", "meet in", " met ", "metddot", " et ddot", "approved")
"""Said of a place that kept the rules, in texts that name no kind."""


def kinds(text: str | None) -> tuple[str, ...]:
    """The kinds of reasons that a text names, in the order of the list.

    ``("meets",)`` when it says that the rules were kept; empty when it says nothing of
    use, as "does not meet standards".
    """
    plain = f" {' '.join((text or '').lower().split())} "
    found = tuple(k for k, words in WORDS.items() if any(w in plain for w in words))
    if found or "not meet" in plain:
        return found
    return ("meets",) if any(word in plain for word in MEETS) else ()
