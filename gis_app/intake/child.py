"""The reader: a process of its own, for GDAL and GEOS may crash on a bad file.

Reads a plan (JSON) from standard input, writes rows for COPY to standard output and
what it found to ``outcome.json`` in the scratch folder. It knows no database and no
secret; its memory, time and file sizes are limited before it loads anything.
"""

from __future__ import annotations

import json
import resource
import sys
from dataclasses import asdict
from importlib.abc import MetaPathFinder
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gis_app.intake.plan import Outcome, Plan

OUTCOME = "outcome.json"
REFUSED = 3
"""Exit status of a reader that understood the file and refuses it."""


def limit(memory_mb: int, seconds: int, unpacked_mb: int) -> None:
    """Let the kernel end this process before it harms the machine."""
    megabyte = 2**20
    for what, most in (
        (resource.RLIMIT_AS, memory_mb * megabyte),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, unpacked_mb * megabyte),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


class WithoutFrames(MetaPathFinder):
    """Hides what pyogrio and pyarrow load where it is installed, though nothing here
    needs it: half of the time and memory that the reader takes to start."""

    def find_spec(self, fullname: str, *_more: object) -> None:
        """As if it were not installed."""
        if fullname in ("geopandas", "pandas"):
            raise ModuleNotFoundError(fullname, name=fullname)


def main() -> int:
    """Do what the plan says."""
    told: dict[str, Any] = json.load(sys.stdin)
    limits = told["limits"]
    limit(limits["memory_mb"], limits["seconds"], limits["unpacked_mb"])

    sys.meta_path.insert(0, WithoutFrames())
    from gis_app.intake.plan import FileRefused, Outcome, Plan
    from gis_app.intake.rows import rows
    from gis_app.lib.memory import peak_mb

    plan, outcome = Plan.of_json(told), Outcome()
    try:
        for lines in rows(plan, outcome):
            sys.stdout.buffer.write(lines)
        sys.stdout.buffer.flush()
    except FileRefused as refusal:
        outcome.failure = (refusal.code, refusal.facts)
    except MemoryError:
        outcome.failure = ("too_much_memory", {"mb": limits["memory_mb"]})
    outcome.peak_mb = round(peak_mb(), 1)
    _tell(plan, outcome)
    return REFUSED if outcome.failure else 0


def _tell(plan: Plan, outcome: Outcome) -> None:
    text = json.dumps(asdict(outcome), ensure_ascii=False, default=str)
    Path(plan.scratch, OUTCOME).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
