"""Leaves out, city-wide, the structures that can't be more than noise.

The rules are in the SQL; this only spares it the many buildings that stand on their
own plot. It may keep a lawful one but never drop a finding: a structure is left out
when it reaches less deep beyond its own plot than measurement error, with a margin, and
nobody else claims the land that it stands on (docs/detection.md).
"""

from __future__ import annotations

from concurrent.futures import Executor
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
MEAN_MARGIN, CRISP_MARGIN = 0.9, 0.97
"""Of σ. A depth is at most area / contact. The rules may miss a tenth of the contact
where the grid bends a line."""
GRID_M = 0.002
"""A mean depth may change by so much when its corners move to the millimetre."""
LEAST_CONTACT_M = 0.05
CLAIMED_M = 0.005
LEAST_M2 = 0.005
LEAST_OWN_M2 = 0.05
"""With less of its own a structure may count as wholly inside; and by less than this
two shares don't differ for certain."""


@dataclass(frozen=True)
class Near:
    """Which structures may share land with which units, by their ids; NaN: ask GEOS."""

    subjects: Ints
    units: Ints
    areas_m2: Floats

    def of(self, ids: Ints) -> dict[str, Any]:
        """The values for ``detect_pairs.sql``."""
        chosen = np.isin(self.subjects, ids)
        return {
            "near_subjects": self.subjects[chosen].tolist(),
            "near_units": self.units[chosen].tolist(),
            "near_m2": self.areas_m2[chosen].tolist(),
        }


@dataclass(frozen=True)
class Sifted:
    """``ids`` are to be judged, ``near`` what they stand on; ``noise`` pairs were left
    out, within error.

    ``pairs`` share ``overlap_m2`` of land in all.
    """

    ids: Ints
    near: Near
    noise: int
    pairs: int
    overlap_m2: float

    def chosen(self, ids: Ints) -> dict[str, Any]:
        """The values that limit the SQL to some of them."""
        return {"named": True, "only": ids.tolist(), **self.near.of(ids)}


def sift(values: dict[str, Any], helper: Executor | None = None) -> Sifted | None:
    """Which occupations to judge; None when all of them are.

    A helper reads over a connection of its own, and does half of the arithmetic.
    """
    if helper:
        begun = helper.submit(Things.read, "sieve_structures", values)
    else:
        structures = Things.read("sieve_structures", values)
    units = Things.read("sieve_units", values)
    must = _ids("sieve_must", values)
    if helper:
        structures = begun.result()
    if len(structures.ids) < WORTH_IT:
        return None
    pairs = Pairs.between(structures, units, helper)
    own = _main(pairs, units.ids, len(structures.ids))
    clear, noise = _clear(structures, units, pairs, own, values)
    clear &= ~np.isin(structures.ids, must)
    return Sifted(
        np.union1d(structures.ids[~clear], must),
        _near(structures, units, pairs, own, ~clear),
        int(noise[clear].sum()),
        int((pairs.area_m2 > 0).sum()),
        float(pairs.area_m2.sum()),
    )


def _ids(name: str, values: dict[str, Any]) -> Ints:
    rows = sql.rows("encroachment", name, values)
    return np.array([row["id"] for row in rows], dtype=np.int64)


def _clear(
    structures: Things, units: Things, pairs: Pairs, own: Ints, values: dict[str, Any]
) -> tuple[Bools, Ints]:
    """Which structures are within error of their own plot, and their noise pairs."""
    count, s, area = len(structures.ids), pairs.s, pairs.area_m2
    # Land that two units claim is counted twice here.
    claimed = np.bincount(s, area, count)
    plain = claimed <= structures.area_m2 + CLAIMED_M * structures.outline_m
    plain &= _is_own(structures, units, pairs, own, values)
    worth = area >= LEAST_M2
    worth[own[own >= 0]] = False
    others = np.bincount(s[worth], minlength=count)
    sigma = _least_sigma(structures, units, pairs, worth)
    asked = np.flatnonzero(plain & (others > 0))
    beyond = _beyond(structures, units, pairs, own[asked])
    width = structures.area_m2[asked] / structures.outline_m[asked]
    near = (beyond <= MARGIN * sigma[asked]) & (width >= 2 * beyond)
    clear = plain & (others == 0)
    clear[asked[near]] = True
    one = plain & ~clear & (others == 1) & (area[own] >= LEAST_OWN_M2)
    one &= ~np.isin(structures.ids, _ids("sieve_rights", values))
    clear[_shallow(structures, units, pairs, worth & one[s], sigma)] = True
    clear &= plain
    return clear, others


def _main(pairs: Pairs, unit_ids: Ints, count: int) -> Ints:
    """The pair with the largest share in a parcel, for each structure; −1 for none."""
    parcel = np.flatnonzero((unit_ids[pairs.u] > 0) & (pairs.area_m2 > 0))
    s, area = pairs.s[parcel], pairs.area_m2[parcel]
    first = np.flatnonzero(np.diff(s, prepend=-1))
    largest = np.zeros(count)
    largest[s[first]] = np.maximum.reduceat(area, first) if len(first) else 0
    main = np.full(count, -1, dtype=np.int64)
    top = parcel[area == largest[s]]
    # The last one written stays: of two equal shares the older plot, as in the SQL.
    top = top[np.argsort(-unit_ids[pairs.u[top]], kind="stable")]
    main[pairs.s[top]] = top
    return main


def _is_own(
    structures: Things,
    units: Things,
    pairs: Pairs,
    own: Ints,
    values: dict[str, Any],
) -> Bools:
    """Unknown builders are presumed to own a private plot; others must hold it."""
    plots = pairs.u[own]  # of any pair where there is none
    result: Bools = (own >= 0) & (structures.flags == 0) & (units.flags[plots] == 0)
    named = np.flatnonzero((own >= 0) & (structures.flags != 0))
    if len(named):
        rows = sql.rows("encroachment", "sieve_holders", values)
        holders = {(row["party_id"], row["parcel_id"]) for row in rows}
        party, plot = structures.flags[named], units.ids[plots[named]]
        result[named] = [
            pair in holders for pair in zip(party.tolist(), plot.tolist(), strict=True)
        ]
    return result


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


def _beyond(structures: Things, units: Things, pairs: Pairs, own: Ints) -> Floats:
    """Metres that a structure reaches beyond its plot; ∞ where it is not told.

    Other than quads are told only to lie within.
    """
    s, u = pairs.s[own], pairs.u[own]
    within = pairs.area_m2[own] >= structures.area_m2[s] - 1e-3
    beyond = np.where(within, 0.0, np.inf)
    square = structures.quad[s] & units.quad[u]
    beyond[square] = quads.protrusion_m(
        structures.rings, units.rings, s[square], u[square]
    )
    return beyond


def _shallow(
    structures: Things, units: Things, pairs: Pairs, one: Bools, sigma: Floats
) -> Ints:
    """Those whose only piece on the land of others has a mean depth within error.

    The lawful rest is then all beyond the line that the unit's outline draws through
    the footprint.
    """
    chosen = np.flatnonzero(one & structures.quad[pairs.s] & units.quad[pairs.u])
    s, u = pairs.s[chosen], pairs.u[chosen]
    contact, crisp = quads.contact_m(structures.rings, units.rings, s, u)
    margin = np.where(crisp, CRISP_MARGIN, MEAN_MARGIN)
    deepest = (margin * sigma[s] - GRID_M) * contact
    told: Ints = s[(contact >= LEAST_CONTACT_M) & (pairs.area_m2[chosen] <= deepest)]
    return told


def _near(
    structures: Things, units: Things, pairs: Pairs, own: Ints, kept: Bools
) -> Near:
    """The pairs of the structures that are kept, with areas where they are certain."""
    square = structures.quad[pairs.s] & units.quad[pairs.u]
    chosen = np.flatnonzero(kept[pairs.s] & ((pairs.area_m2 > 0) | ~square))
    s, area = pairs.s[chosen], pairs.area_m2[chosen]
    rival = (area >= pairs.area_m2[own[s]] - LEAST_OWN_M2) & (own[s] != chosen)
    unclear = np.zeros(len(kept), dtype=bool)
    unclear[s[rival | ~square[chosen]]] = True
    told = ~unclear[s] & (area >= LEAST_M2)
    return Near(
        structures.ids[s], units.ids[pairs.u[chosen]], np.where(told, area, np.nan)
    )
