"""Which benchmarks there are, and what each of them answers.

A benchmark is a module of this package, listed in ``BENCHMARKS``, with
``run(share: float) -> Iterable[Result]``: it fills the scratch database (it is empty
and migrated), times ours and the peer on the same data in the same run, and compares
the answers. ``share`` is the part of the standard load to build, 1 for all of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

BENCHMARKS = {
    "detect": "detect",
    "edit": "edit",
    "tiles": "tiles",
    "import": "files_in",
    "field": "field_check",
    "draw": "draw_lots",
    "siting": "siting",
}
"""The name to ask for it by, and the module."""

SHARES = (0.1, 1.0)


@dataclass(frozen=True)
class Result:
    """One measurement; a peer that is not installed has ``peer_s`` None."""

    name: str
    ours_s: float
    peer: str
    peer_s: float | None
    same_answer: bool | None
    size: dict[str, Any]

    @property
    def ratio(self) -> float | None:
        """Ours by the peer's time: below 1 we are faster."""
        return None if self.peer_s is None else self.ours_s / self.peer_s

    def as_json(self) -> dict[str, Any]:
        """The keys that a program may rely on; times to a tenth of a millisecond."""
        rounded = (
            None if value is None else round(value, 4)
            for value in (self.ours_s, self.peer_s, self.ratio)
        )
        ours_s, peer_s, ratio = rounded
        return {
            "name": self.name,
            "ours_s": ours_s,
            "peer": self.peer,
            "peer_s": peer_s,
            "ratio": ratio,
            "same_answer": self.same_answer,
            "size": self.size,
        }

    def __str__(self) -> str:
        size = ", ".join(
            f"{key} {value:,}" if isinstance(value, int) else f"{key} {value}"
            for key, value in self.size.items()
        )
        if self.peer_s is None:
            ours = f"{self.name}: ours {self.ours_s:.3f} s"
            return f"{ours}; {self.peer} is missing ({size})"
        same = {True: "same answer", False: "ANSWERS DIFFER", None: "not comparable"}
        return (
            f"{self.name}: ours {self.ours_s:.3f} s, {self.peer} {self.peer_s:.3f} s, "
            f"ratio {self.ratio:.2f}, {same[self.same_answer]} ({size})"
        )


def load(name: str) -> Callable[[float], Iterable[Result]]:
    """The ``run`` of a benchmark, imported only when asked for."""
    run: Callable[[float], Iterable[Result]] = import_module(
        f"gis_app.bench.{BENCHMARKS[name]}"
    ).run
    return run
