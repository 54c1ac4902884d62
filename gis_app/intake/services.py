"""One import from the path to the report, all or nothing."""

from __future__ import annotations

import codecs
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import DataError, IntegrityError, connection, transaction

from gis_app.accounts import audit
from gis_app.crs import STORAGE_SRID, area_of_interest
from gis_app.intake import guard, unpack
from gis_app.intake.advice import advise
from gis_app.intake.apply import apply
from gis_app.intake.compare import REFUSING, clear, compare, fill, stage
from gis_app.intake.plan import FileRefused, Limits, Plan
from gis_app.intake.report import Report
from gis_app.intake.targets import TARGETS, Target
from gis_app.land.models import Survey


@dataclass(frozen=True)
class Request:
    """What somebody wants imported, and how."""

    file: str
    layer: str
    given: dict[str, str] = field(default_factory=dict)
    file_layer: str | None = None
    source_crs: str | None = None
    encoding: str | None = None
    accuracy_m: float | None = None
    survey: str | None = None
    swap_axes: bool = False
    first_wins: bool = False
    skip_refused: bool = False
    dry_run: bool = False
    actor: audit.Actor = "import_layer"


def import_layer(request: Request) -> Report:
    """Read, check, compare and, unless something speaks against it, apply."""
    report = Report(request.file, request.layer, dry_run=request.dry_run)
    scratch = tempfile.mkdtemp(prefix="meydan-intake-")
    try:
        target = _target(request.layer)
        plan = _plan(request, target, scratch)
        with transaction.atomic():
            _import(request, target, plan, report)
            if not report.applied:
                transaction.set_rollback(True)
    except FileRefused as refusal:
        report.failure = (refusal.code, refusal.facts)
    except (IntegrityError, DataError) as error:
        # The checks before should have caught it: say what the database says.
        report.applied = False
        report.failure = ("register_refuses", {"reason": str(error).strip()})
    finally:
        unpack.remove(Path(scratch))
    return report


def _import(request: Request, target: Target, plan: Plan, report: Report) -> None:
    audit.act_as(request.actor)
    stage(target)
    report.outcome = outcome = guard.read(plan, fill)
    report.advice = advise(outcome, area_of_interest(), Path(request.file).stem)
    mapped = [*outcome.mapping, *outcome.derived]
    found = compare(target, mapped, first_wins=request.first_wins)
    report.new = found.counts.get("new", 0)
    report.changed = found.counts.get("changed", 0)
    report.unchanged = found.counts.get("unchanged", 0)
    report.absent = found.absent
    report.refused = sorted(
        [*outcome.refused, *found.refused], key=lambda each: each.feature
    )[: plan.limits.listed]
    report.refused_by_code = outcome.refused_by_code | {
        verdict: found.counts[verdict]
        for verdict in REFUSING
        if verdict in found.counts
    }
    # Where the first of two wins, the second is left out and holds nothing up.
    left_out = found.counts.get("duplicate", 0) if request.first_wins else 0
    blocked = report.refused_count > left_out and not request.skip_refused
    if request.dry_run or blocked:
        return
    survey = None
    if request.survey:
        survey, _ = Survey.objects.get_or_create(
            name=request.survey, defaults={"accuracy_m": request.accuracy_m}
        )
    apply(target, mapped, survey, new=report.new)
    connection.check_constraints()
    audit.record(request.actor, "import", f"layer:{request.layer}", **report.counts)
    clear()
    report.applied = True


def _target(layer: str) -> Target:
    if layer not in TARGETS:
        raise FileRefused("unknown_layer", layer=layer, layers=sorted(TARGETS))
    return TARGETS[layer]


def _plan(request: Request, target: Target, scratch: str) -> Plan:
    given = dict(request.given)
    if request.accuracy_m is not None:
        if not 0 < request.accuracy_m < float("inf"):
            raise FileRefused("bad_accuracy")
        given.setdefault("accuracy_m", f"={request.accuracy_m!r}")
    if request.encoding is not None:
        try:
            codecs.lookup(request.encoding)
        except LookupError:
            raise FileRefused("unknown_encoding", encoding=request.encoding) from None
    path = request.file
    if not path.startswith("/vsi") and "://" not in path:
        path = str(Path(path).absolute())
    return Plan(
        path=path,
        scratch=scratch,
        shape=target.shape,
        srid=STORAGE_SRID,
        box=None if target.everywhere else area_of_interest(),
        fields=target.fields(),
        label=target.label,
        given=given,
        splits_plates=request.layer == "parcels",
        file_layer=request.file_layer,
        source_crs=request.source_crs,
        encoding=request.encoding,
        swap_axes=request.swap_axes,
        limits=Limits(
            memory_mb=settings.INTAKE_MEMORY_MB, seconds=settings.INTAKE_SECONDS
        ),
    )
