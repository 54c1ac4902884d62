"""Leaves out, city-wide, the structures that can't be more than noise.

The rules are in the SQL; this only spares it the many buildings that stand on their
own plot. It may keep a lawful one but never drop a finding: a structure is left out
when no corner of it lies farther beyond its own plot than measurement error, with a
margin, and nobody else claims the land that it stands on (docs/detection.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from gis_app import sql
from gis_app.encroachment import quads

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

WORTH_IT = 2_000
"""Below so many structures the SQL is done before the arrays are packed."""
MARGIN = 0.7
"""Of σ: the depth of a convex shape's strip is at most its largest depth."""
CLAIMED_TWICE_M = 0.005


@dataclass(frozen=True)
class Sifted:
    """``ids`` are to be judged; ``noise`` pairs were left out, within error."""

    ids: list[int]
    noise: int


@dataclass(frozen=True)
class Things:
    """Structures or units, side by side; ``parties`` is ``public`` for units."""

    ids: Ints
    accuracies: Floats
    parties: Ints
    shapes: NDArray[np.object_]

    @classmethod
    def read(cls, name: str, values: dict[str, Any]) -> Things:
        """Unpack the one row of a ``sieve_*.sql``."""
        (row,) = sql.rows("encroachment", name, values)
        packed = {key: bytes(value or b"") for key, value in row.items()}
        ends = np.cumsum(np.frombuffer(packed["lengths"], ">i4")).tolist()
        blob, starts = packed["shapes"], [0, *ends[:-1]]
        wkb = [blob[a:b] for a, b in zip(starts, ends, strict=False)]
        return cls(
            np.frombuffer(packed["ids"], ">i8").astype(np.int64),
            np.frombuffer(packed["accuracies"], ">f8").astype(np.float64),
            np.frombuffer(packed["parties"], ">i8").astype(np.int64),
            np.asarray(shapely.from_wkb(wkb), dtype=object),
        )


def sift(values: dict[str, Any]) -> Sifted | None:
    """Which occupations to judge; None when all of them are."""
    structures = Things.read("sieve_structures", values)
    if len(structures.ids) < WORTH_IT:
        return None
    units = Things.read("sieve_units", values)
    must = [row["id"] for row in sql.rows("encroachment", "sieve_must", values)]
    clear, noise = _clear(structures, units, _holders(values))
    clear &= ~np.isin(structures.ids, np.array(must, dtype=np.int64))
    ids = set(structures.ids[~clear].tolist()) | set(must)
    return Sifted(sorted(ids), int(noise[clear].sum()))


def _holders(values: dict[str, Any]) -> set[tuple[int, int]]:
    rows = sql.rows("encroachment", "sieve_holders", values)
    return {(row["party_id"], row["parcel_id"]) for row in rows}


def _clear(
    structures: Things, units: Things, holders: set[tuple[int, int]]
) -> tuple[Bools, Ints]:
    """Which structures are within error of their own plot, and their noise pairs."""
    count = len(structures.ids)
    s, u = shapely.STRtree(units.shapes).query(structures.shapes)
    s_corners, s_quad = quads.corners(structures.shapes)
    u_corners, u_quad = quads.corners(units.shapes)
    square = s_quad[s] & u_quad[u]
    area = np.zeros(len(s))
    area[square] = quads.overlap_m2(s_corners[s[square]], u_corners[u[square]])
    other = ~square
    area[other] = shapely.area(
        shapely.intersection(structures.shapes[s[other]], units.shapes[u[other]])
    )
    own = _main(s, u, area, units.ids, count)
    known = own >= 0
    mine = np.zeros(len(s), dtype=bool)
    mine[own[known]] = True
    footprint = shapely.area(structures.shapes)
    outline = shapely.length(structures.shapes)
    # Land that two units claim is counted twice here.
    claimed = np.bincount(s, area, count)
    clear = known & (claimed <= footprint + CLAIMED_TWICE_M * outline)
    p = own[known]
    beyond = np.full(count, np.inf)
    beyond[known] = _beyond(structures, units, s[p], u[p], square[p], area[p], footprint)
    worth = ~mine & (area >= 0.005)
    worst = np.full(count, np.inf)
    np.minimum.at(worst, s[worth], units.accuracies[u[worth]])
    blind = np.zeros(count, dtype=bool)
    blind[s[worth & np.isnan(units.accuracies[u])]] = True
    blind |= np.isnan(structures.accuracies) & (np.bincount(s[worth], minlength=count) > 0)
    worst = np.where(np.isfinite(worst), worst, 0.0)
    sigma = np.sqrt((np.nan_to_num(structures.accuracies) ** 2 + worst**2) / 2)
    sound = (beyond <= MARGIN * sigma) & (footprint / outline >= 2 * beyond) & ~blind
    clear &= (beyond <= 0) | sound
    clear &= _is_own(structures, units, s, u, own, holders)
    return clear, np.bincount(s[worth], minlength=count)


def _main(s: Ints, u: Ints, area: Floats, unit_ids: Ints, count: int) -> Ints:
    """The pair with the largest share in a parcel, for each structure; −1 for none."""
    parcel = np.flatnonzero((unit_ids[u] > 0) & (area > 0))
    order = parcel[np.lexsort((area[parcel], s[parcel]))]
    main = np.full(count, -1, dtype=np.int64)
    main[s[order]] = order  # the last one written is the largest
    return main


def _beyond(
    structures: Things,
    units: Things,
    s: Ints,
    u: Ints,
    square: Bools,
    area: Floats,
    footprint: Floats,
) -> Floats:
    """Metres that each structure reaches beyond its plot; ∞ where it is not told.

    Other than quads are told only to lie within.
    """
    within = area >= footprint[s] - 1e-3
    beyond = np.where(within, 0.0, np.inf)
    s_corners, _ = quads.corners(structures.shapes[s[square]])
    u_corners, _ = quads.corners(units.shapes[u[square]])
    beyond[square] = np.maximum(quads.protrusion_m(s_corners, u_corners), 0)
    return beyond


def _is_own(
    structures: Things,
    units: Things,
    s: Ints,
    u: Ints,
    own: Ints,
    holders: set[tuple[int, int]],
) -> Bools:
    """Unknown builders are presumed to own a private plot; others must hold it."""
    result = np.zeros(len(structures.ids), dtype=bool)
    known = np.flatnonzero(own >= 0)
    plots = u[own[known]]
    party = structures.parties[known]
    held = np.array(
        [
            pair in holders
            for pair in zip(party.tolist(), units.ids[plots].tolist(), strict=True)
        ],
        dtype=bool,
    )
    result[known] = np.where(party == 0, units.parties[plots] == 0, held)
    return result
