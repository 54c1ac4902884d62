"""Compares what a scan found with what a generated city planted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from gis_app.encroachment.models import Encroachment

SURE = ("probable", "strong")
Truth = dict[str, Any]


@dataclass
class Verdict:
    """``missed`` of ``deep`` planted rows, ``accused`` of ``lawful`` look-alikes."""

    deep: int = 0
    lawful: int = 0
    missed: list[Truth] = field(default_factory=list)
    accused: list[tuple[Truth, list[str]]] = field(default_factory=list)
    """The row, and how certain each accusation is."""

    @property
    def recall(self) -> float:
        """Of what is planted deeper than 3 σ, or without any depth."""
        return 1 - len(self.missed) / self.deep

    @property
    def certain(self) -> list[Truth]:
        """Lawful rows that were accused as ``strong``."""
        return [row for row, certainties in self.accused if "strong" in certainties]

    @property
    def false_alarms(self) -> float:
        """Of what is lawful, as ``probable`` or better."""
        return len(self.accused) / self.lawful


def judge(truth: list[Truth]) -> Verdict:
    """The verdict on the open findings there are."""
    found = Encroachment.objects.open().shown()
    planted = {
        (t["occupation"], t["unit_type"], t["unit"]) for t in truth if t["planted"]
    }
    verdict = Verdict()
    for row in truth:
        unit = {f"{row['unit_type']}_id": row["unit"]}
        of_row = found.filter(occupation_id=row["occupation"])
        if row["occupation"] is None:
            of_row = of_row.filter(
                parcel_id__in=[row["unit"], row["other_parcel"]],
                other_parcel_id__in=[row["unit"], row["other_parcel"]],
            )
        if row["planted"]:
            if _deep(row):
                verdict.deep += 1
                if not of_row.filter(kind=row["kind"]).exists():
                    verdict.missed.append(row)
        elif (row["occupation"], row["unit_type"], row["unit"]) not in planted:
            verdict.lawful += 1
            same = of_row.filter(certainty__in=SURE, **unit)
            if same.exists():
                verdict.accused.append((row, [str(f.certainty) for f in same]))
    return verdict


def _deep(row: Truth) -> bool:
    depth, sigma = row["true_depth_m"], row["sigma_m"]
    return depth is None or (sigma is not None and bool(depth > 3 * sigma))
