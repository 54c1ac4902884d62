"""Plots of a comparison of policies: each is a table whose numbers have their bars."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from gis_app.web import wording
from gis_app.web.draw_office.what_if import percent

Row = dict[str, Any]
Value = Callable[[Row], float | None]


def plots(told: dict[str, Any]) -> list[dict[str, Any]]:
    """By group and by district: who is placed, how far from the first wish; and wishes.

    A bar's ``width``, and ``low`` and ``high`` of its whisker, are from 0 to 100.
    """
    by_part = [("by_group", _("by group")), ("by_district", _("by district"))]
    placed = [
        _plot(_("Placed, %(by)s") % {"by": by}, told, part, _placed)
        for part, by in by_part
    ]
    far = [
        _plot(
            _("Distance from the first wish, %(by)s") % {"by": by}, told, part, _metres
        )
        for part, by in by_part
    ]
    return [*placed, _wishes(told), *far]


def summary(told: dict[str, Any]) -> list[dict[str, Any]]:
    """One line a policy, in words."""
    return [
        {
            "letter": one["letter"],
            "label": one["label"],
            "lots": wording.number(one["lots"]),
            "placed": _share(one["everybody"]["placed"]),
            "range": _range(one["everybody"]),
            "first": _share((one["everybody"]["wishes"] or [None])[0]),
            "wish": _one_place(one["everybody"]["wish"]),
            "metres": _length(one["everybody"]["metres"]),
            "envious": wording.number(one["envious"], 1 if one["envious"] else 0),
            "lotteries": wording.number(one["lotteries"]),
        }
        for one in told["policies"]
    ]


def _plot(
    title: str, told: dict[str, Any], part: str, bar: Callable[[Row, float], Row]
) -> dict[str, Any]:
    most = max(
        (row["metres"] or 0 for one in told["policies"] for row in one[part]), default=0
    )
    groups = []
    for n, row in enumerate(told["policies"][0][part]):
        size = row["size"]
        groups.append(
            {
                "name": row["name"],
                "size": _("too few to show")
                if size is None
                else _("applicants: %(n)s") % {"n": wording.number(size)},
                "bars": []
                if size is None
                else [
                    {"letter": one["letter"], "fill": place} | bar(one[part][n], most)
                    for place, one in enumerate(told["policies"], 1)
                ],
            }
        )
    return {"title": title, "groups": groups}


def _placed(row: Row, most: float) -> Row:
    return {
        "width": _wide(row["placed"]),
        "low": _wide(row["low"]),
        "high": _wide(row["high"]),
        "text": _share(row["placed"]),
        "more": _range(row),
    }


def _metres(row: Row, most: float) -> Row:
    far = row["metres"]
    return {
        "width": _wide(far / most) if far and most else "0",
        "text": _length(far),
        "more": ""
        if row["wish"] is None
        else _("mean wish %(n)s") % {"n": _one_place(row["wish"])},
    }


def _wishes(told: dict[str, Any]) -> dict[str, Any]:
    """What share of everybody got their first, second … wish, or nothing."""
    whole = [one["everybody"]["wishes"] for one in told["policies"]]
    if None in whole:
        return {"title": _("Which wish was given"), "groups": []}
    last = max((n for own in whole for n, share in enumerate(own) if share), default=0)
    lines = [
        (_("Wish %(n)s") % {"n": wording.number(n + 1)}, [own[n] for own in whole])
        for n in range(last + 1)
    ]
    nothing = [max(0.0, 1 - one["everybody"]["placed"]) for one in told["policies"]]
    lines.append((_("No lot"), nothing))
    groups = [
        {
            "name": name,
            "size": "",
            "bars": [
                {
                    "letter": one["letter"],
                    "fill": place,
                    "width": _wide(share),
                    "text": _share(share),
                    "more": "",
                }
                for place, (one, share) in enumerate(
                    zip(told["policies"], shares, strict=True), 1
                )
            ],
        }
        for name, shares in lines
    ]
    return {"title": _("Which wish was given"), "groups": groups}


def _wide(share: float) -> str:
    """Of a bar, as SVG reads it in any language."""
    return f"{100 * share:.2f}"


def _share(share: float | None) -> str:
    return "–" if share is None else percent(share)


def _range(row: Row) -> str:
    if row["low"] is None:
        return ""
    return _("%(low)s to %(high)s") % {
        "low": percent(row["low"]),
        "high": percent(row["high"]),
    }


def _one_place(value: float | None) -> str:
    return "–" if value is None else wording.number(value, 1)


def _length(value: float | None) -> str:
    return "–" if value is None else wording.metres_round(value)
