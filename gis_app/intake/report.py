"""What an import did, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gis_app.intake import sentences
from gis_app.intake.plan import Facts, Finding, Outcome

SHOWN = 8
"""Features named for each kind of problem; the JSON report lists more."""


@dataclass
class Report:
    """The outcome of one import."""

    file: str
    layer: str
    outcome: Outcome = field(default_factory=Outcome)
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    absent: int = 0
    refused: list[Finding] = field(default_factory=list)
    refused_by_code: dict[str, int] = field(default_factory=dict)
    dry_run: bool = False
    applied: bool = False
    failure: tuple[str, Facts] | None = None
    """Why the file as a whole was refused."""
    advice: list[tuple[str, Facts]] = field(default_factory=list)

    @property
    def refused_count(self) -> int:
        """How many features were refused, listed or not."""
        return sum(self.refused_by_code.values())

    @property
    def counts(self) -> dict[str, int]:
        """How many features had which fate."""
        return {
            "read": self.outcome.read,
            "new": self.new,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "refused": self.refused_count,
            "repaired": self.outcome.features_repaired,
            "absent": self.absent,
        }

    def as_json(self) -> dict[str, Any]:
        """Every fact, codes and sentences both."""
        outcome = self.outcome
        return {
            "file": self.file,
            "layer": self.layer,
            "driver": outcome.driver,
            "file_layer": outcome.file_layer,
            "source_crs": outcome.source_crs,
            "mapping": outcome.mapping,
            "derived": outcome.derived,
            "unused_columns": outcome.unused,
            "counts": self.counts,
            "reader_peak_mb": outcome.peak_mb,
            "dry_run": self.dry_run,
            "applied": self.applied,
            "failure": None if self.failure is None else _told(*self.failure),
            "advice": [_told(*each) for each in self.advice],
            "notes": [_told(*each) for each in outcome.notes],
            "refusals": self.refused_by_code,
            "repairs": outcome.repaired_by_code,
            "refused": [_listed(each) for each in self.refused],
            "repaired": [_listed(each) for each in outcome.repaired],
        }

    def lines(self) -> Iterator[str]:
        """The report as people read it."""
        yield _("%(file)s → %(layer)s") % {"file": self.file, "layer": self.layer}
        if self.failure is not None:
            yield _why_and_what(*self.failure)
        else:
            yield from self._what_was_read()
            yield from _findings(_("Refused:"), self.refused, self.refused_by_code)
            yield from _findings(
                _("Repaired:"), self.outcome.repaired, self.outcome.repaired_by_code
            )
        for code, facts in self.advice:
            yield _why_and_what(code, facts)
        yield self.verdict()

    def verdict(self) -> str:
        """The last sentence: what is in the register now."""
        if self.failure is not None:
            return _("Nothing was written.")
        if self.dry_run:
            return _("This was a rehearsal: nothing was written.")
        if self.applied:
            return _("Written: %(new)d new, %(changed)d changed.") % {
                "new": self.new,
                "changed": self.changed,
            }
        return ngettext(
            "Nothing was written: %(n)d feature was refused. Correct it, or repeat with"
            " --skip-refused to import the others.",
            "Nothing was written: %(n)d features were refused. Correct them, or repeat"
            " with --skip-refused to import the others.",
            self.refused_count,
        ) % {"n": self.refused_count}

    def _what_was_read(self) -> Iterator[str]:
        outcome = self.outcome
        yield _("Format %(driver)s, layer %(layer)s, %(crs)s") % {
            "driver": outcome.driver,
            "layer": outcome.file_layer,
            "crs": outcome.source_crs,
        }
        pairs = ", ".join(
            f"{name} ← {source}" for name, source in outcome.mapping.items()
        )
        yield _("Fields: %(pairs)s") % {"pairs": pairs or "—"}
        if outcome.unused:
            yield _("Columns not used: %(names)s") % {
                "names": ", ".join(outcome.unused)
            }
        for code, facts in outcome.notes:
            yield _why_and_what(code, facts)
        yield _(
            "Read %(read)d: %(new)d new, %(changed)d changed, %(unchanged)d unchanged,"
            " %(refused)d refused, %(repaired)d repaired."
        ) % (self.counts)
        if self.absent:
            yield ngettext(
                "%(n)d row of the register is not in the file; it stays.",
                "%(n)d rows of the register are not in the file; they stay.",
                self.absent,
            ) % {"n": self.absent}


def _findings(
    title: str, found: list[Finding], counts: dict[str, int]
) -> Iterator[str]:
    """Each kind of problem once: how often, why, and the first features."""
    if not counts:
        return
    yield title
    for code, count in sorted(counts.items(), key=lambda pair: -pair[1]):
        same = [each for each in found if each.code == code]
        facts = same[0].facts if same else {}
        yield f"  {count} × {_why_and_what(code, facts)}"
        if same:
            yield "      " + _features(same)


def _features(found: list[Finding]) -> str:
    shown = ", ".join(
        str(each.feature)
        + (f" «{each.key}»" if each.key else "")
        + (f" ({other})" if (other := each.facts.get("other")) else "")
        for each in found[:SHOWN]
    )
    if len(found) > SHOWN:
        return _("features %(shown)s … (--report FILE lists them)") % {"shown": shown}
    return ngettext("feature %(shown)s", "features %(shown)s", len(found)) % {
        "shown": shown
    }


def _told(code: str, facts: Facts) -> dict[str, Any]:
    return {
        "code": code,
        "why": sentences.why(code, facts),
        "what_to_do": sentences.what_to_do(code, facts),
        "facts": facts,
    }


def _listed(finding: Finding) -> dict[str, Any]:
    return {
        "feature": finding.feature,
        "key": finding.key,
        **_told(finding.code, finding.facts),
    }


def _why_and_what(code: str, facts: Facts) -> str:
    what = sentences.what_to_do(code, facts)
    return f"{sentences.why(code, facts)} {what}".rstrip()
