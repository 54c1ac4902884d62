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
from numpy.typing import NDArray

from gis_app import sql
from gis_app.encroachment import quads
from gis_app.encroachment.packed import Pairs, Things

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

WORTH_IT = 2_000
"""Below so many structures the SQL is done before the arrays are packed."""
MARGIN = 0.92
"""Of σ. A depth is at most the largest depth, which is measured within the footprint.
At corners of 75° and more, of plot and footprint, that is at most 1 / sin² 75° = 1.07
of the protrusion."""
CLAIMED_M = 0.005
LEAST_M2 = 0.005


@dataclass(frozen=True)
class Sifted:
    """``ids`` are to be judged; ``noise`` pairs were left out, within error.

    ``pairs`` share ``overlap_m2`` of land in all.
    """

    ids: list[int]
    noise: int
    pairs: int
    overlap_m2: float


def sift(values: dict[str, Any]) -> Sifted | None:
    """Which occupations to judge; None when all of them are."""
    structures = Things.read("sieve_structures", values)
    if len(structures.ids) < WORTH_IT:
        return None
    units = Things.read("sieve_units", values)
    must = [row["id"] for row in sql.rows("encroachment", "sieve_must", values)]
    pairs = Pairs.between(structures, units)
    clear, noise = _clear(structures, units, pairs, _holders(values))
    clear &= ~np.isin(structures.ids, np.array(must, dtype=np.int64))
    ids = set(structures.ids[~clear].tolist()) | set(must)
    return Sifted(
        sorted(ids),
        int(noise[clear].sum()),
        int((pairs.area_m2 > 0).sum()),
        float(pairs.area_m2.sum()),
    )


def _holders(values: dict[str, Any]) -> set[tuple[int, int]]:
    rows = sql.rows("encroachment", "sieve_holders", values)
    return {(row["party_id"], row["parcel_id"]) for row in rows}


def _clear(
    structures: Things, units: Things, pairs: Pairs, holders: set[tuple[int, int]]
) -> tuple[Bools, Ints]:
    """Which structures are within error of their own plot, and their noise pairs."""
    count, s, area = len(structures.ids), pairs.s, pairs.area_m2
    own = _main(pairs, units.ids, count)
    known = own >= 0
    p = own[known]
    # Land that two units claim is counted twice here.
    claimed = np.bincount(s, area, count)
    clear = known & (claimed <= structures.area_m2 + CLAIMED_M * structures.outline_m)
    beyond = np.full(count, np.inf)
    beyond[known] = _beyond(structures, units, pairs, p)
    worth = area >= LEAST_M2
    worth[p] = False
    others = np.bincount(s[worth], minlength=count)
    sigma = _least_sigma(structures, units, pairs, worth)
    width = structures.area_m2 / structures.outline_m
    clear &= (others == 0) & (beyond <= 0) | (beyond <= MARGIN * sigma) & (
        width >= 2 * beyond
    )
    clear &= _is_own(structures, units, pairs, own, holders)
    return clear, others


def _main(pairs: Pairs, unit_ids: Ints, count: int) -> Ints:
    """The pair with the largest share in a parcel, for each structure; −1 for none."""
    parcel = np.flatnonzero((unit_ids[pairs.u] > 0) & (pairs.area_m2 > 0))
    order = parcel[np.lexsort((pairs.area_m2[parcel], pairs.s[parcel]))]
    main = np.full(count, -1, dtype=np.int64)
    main[pairs.s[order]] = order  # the last one written is the largest
    return main


def _beyond(structures: Things, units: Things, pairs: Pairs, own: Ints) -> Floats:
    """Metres that each structure reaches beyond its plot; ∞ where it is not told.

    Other than quads are told only to lie within.
    """
    s, u = pairs.s[own], pairs.u[own]
    within = pairs.area_m2[own] >= structures.area_m2[s] - 1e-3
    beyond = np.where(within, 0.0, np.inf)
    square = structures.quad[s] & units.quad[u]
    beyond[square] = quads.protrusion_m(
        structures.rings[s[square]], units.rings[u[square]]
    )
    return beyond


def _least_sigma(
    structures: Things, units: Things, pairs: Pairs, worth: Bools
) -> Floats:
    """The smallest σ of any depth; −1 where one is unknown, which is for the SQL."""
    count = len(structures.ids)
    s, accuracy = pairs.s[worth], units.accuracies[pairs.u[worth]]
    least = np.full(count, np.inf)
    np.minimum.at(least, s, np.nan_to_num(accuracy, nan=-np.inf))
    sigma = np.sqrt((structures.accuracies**2 + np.where(least < 9, least, 0) ** 2) / 2)
    return np.where(np.isnan(sigma) | (least < 0), -1.0, sigma)


def _is_own(
    structures: Things,
    units: Things,
    pairs: Pairs,
    own: Ints,
    holders: set[tuple[int, int]],
) -> Bools:
    """Unknown builders are presumed to own a private plot; others must hold it."""
    result = np.zeros(len(structures.ids), dtype=bool)
    known = np.flatnonzero(own >= 0)
    plots = pairs.u[own[known]]
    party = structures.flags[known]
    held = [
        pair in holders
        for pair in zip(party.tolist(), units.ids[plots].tolist(), strict=True)
    ]
    private = units.flags[plots] == 0
    result[known] = np.where(party == 0, private, np.array(held, dtype=bool))
    return result
