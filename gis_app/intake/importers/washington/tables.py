"""The comparison as Markdown tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from gis_app.intake.importers.washington.comparing import ByRule, Report, Share
from gis_app.intake.importers.washington.rules import RULES

CROWDED = "three on a side, while revoked places still stood"
BEGIN, END = "<!-- counted: begin -->", "<!-- counted: end -->"


def markdown(report: Report) -> str:
    """All tables, as docs/washington.md shows them."""
    tables = (_reasons, _rules, _shares, _nearest, _without)
    return "\n\n".join("\n".join(table(report)) for table in tables)


def write(page: Path, report: Report) -> None:
    """Put the tables in their place in a page; raises ValueError without one."""
    before, begin, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{page} has no place for the tables: {BEGIN} … {END}")
    text = f"{before}{BEGIN}\n\n{markdown(report)}\n\n{END}{after}"
    page.write_text(text, encoding="utf-8")


def _reasons(report: Report) -> Iterator[str]:
    yield (
        "| reason named by the inspector | refused | revoked | files show it"
        " | named by the check | not named | unknown | forbidden by another rule |"
    )
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for r in report.reasons:
        yield (
            f"| {_words(r.kind)} | {r.refused} | {r.revoked} | {r.shown} | {r.named} |"
            f" {r.not_named} | {r.unknown} | {r.otherwise} |"
        )


def _rules(report: Report) -> Iterator[str]:
    yield (
        "| rule | approved: fail / pass / unknown | refused: fail / pass / unknown"
        " | revoked: fail / pass / unknown |"
    )
    yield "| --- | --- | --- | --- |"
    for name, entry in RULES.items():
        cells = [_answers(each) for each in report.rules if each.rule == name]
        yield f"| {entry.title} ({entry.legal_ref}) | {' | '.join(cells)} |"
    cells = [_answers(each) for each in report.crowded]
    yield f"| {CROWDED} | {' | '.join(cells)} |"


def _answers(each: ByRule) -> str:
    wholly = f" ({each.wholly} wholly)" if each.wholly else ""
    return f"{each.fails}{wholly} / {each.passes} / {each.unknown}"


def _shares(report: Report) -> Iterator[str]:
    yield "| what | count | share | 95 % interval |"
    yield "| --- | --- | --- | --- |"
    for decision, share in report.forbidden.items():
        yield _share(f"{decision} by the city, forbidden by some rule", share)
    for rule, share in report.precision.items():
        yield _share(f"precision of “{RULES[rule].title}”", share)
    for kind, share in report.recall.items():
        yield _share(f"recall of the reason “{_words(kind)}”", share)
    then = report.crowded_reason
    recalled = Share(then.named, then.named + then.not_named)
    yield _share(f"recall of “{_words(then.kind)}”, {CROWDED}", recalled)


def _share(what: str, share: Share) -> str:
    if not share.of:
        return f"| {what} | 0 of 0 | – | – |"
    return (
        f"| {what} | {share.hits} of {share.of} | {share.hits / share.of:.0%} |"
        f" {share.low:.0%} to {share.high:.0%} |"
    )


def _nearest(report: Report) -> Iterator[str]:
    yield "| nearest in the files | places | least (m) | median (m) |"
    yield "| --- | --- | --- | --- |"
    for kind, groups in report.nearest.items():
        for group, (least, middle) in groups.items():
            yield f"| {_words(kind)} | {group} | {least:g} | {middle:g} |"


def _without(report: Report) -> Iterator[str]:
    yield "| decision | places | no reason in the text | meets the rules, it says |"
    yield "| --- | --- | --- | --- |"
    for decision in ("refused", "revoked"):
        yield (
            f"| {decision} | {report.decided[decision]} |"
            f" {report.without_reason[decision]} |"
            f" {report.without_reason[f'{decision}, meets']} |"
        )


def _words(kind: str) -> str:
    return kind.replace("_", " ")
