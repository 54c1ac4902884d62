"""Takes a report from the street: an occupation and its evidence, all or nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.contrib.gis.geos import MultiPolygon
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone
from django.utils.translation import gettext as _

from gis_app.accounts.audit import act_as, record
from gis_app.accounts.models import District, User
from gis_app.encroachment.models import Occupation
from gis_app.enforcement.evidence import file_evidence
from gis_app.enforcement.models import Case
from gis_app.enforcement.queries import visible_to
from gis_app.errors import BadInput, Conflict, Forbidden
from gis_app.field.digits import digits
from gis_app.field.models import FieldReport
from gis_app.field.photos import Photo

OLDEST = timedelta(days=30)
CLOCK_SLACK = timedelta(minutes=2)
SKEW_WORTH_TELLING_S = 120
NEAR_ITS_CASE_M = 50.0
"""How far from its case a report may lie: a phone's fix and a name misread."""
SIZES = ("length_m", "depth_m")
STALL_STANDS = timedelta(hours=2)
"""How long a thing that moves is taken to have stood where it was seen (proposed)."""


@dataclass(frozen=True)
class Sighting:
    """A report, read and found to make sense. Times are the phone's."""

    id: UUID
    fingerprint: str
    kind: str
    note: str
    seen_at: datetime
    sent_at: datetime
    fix: dict[str, Any]
    method: str
    footprint: MultiPolygon
    rmse_m: float
    case: int | None = None
    size: dict[str, float] = field(default_factory=dict)


def known(*, id_: UUID, fingerprint: str, person: User) -> dict[str, Any] | None:
    """What this report was answered before; None for a new one.

    Raises Conflict when the id belongs to another report, or to somebody else's.
    """
    before = FieldReport.objects.filter(pk=id_).first()
    return None if before is None else _answered(before, fingerprint, person)


def _answered(before: FieldReport, fingerprint: str, person: User) -> dict[str, Any]:
    if (before.person_id, before.fingerprint) != (person.pk, fingerprint):
        raise Conflict(
            _("Another report has this id already: write this one anew."),
            reason="id_used",
        )
    told: dict[str, Any] = before.answer
    return told


@transaction.atomic
def take(
    *, sighting: Sighting, photos: list[Photo], person: User
) -> tuple[dict[str, Any], bool]:
    """File it; the answer, and whether this was the first time.

    A report about an open case is evidence of that, any other one makes an occupation.
    A retry that brings more photos than the first attempt did adds them. Raises
    Forbidden out of the officer's districts, BadInput for an impossible clock.
    """
    row, first = FieldReport.objects.get_or_create(
        pk=sighting.id,
        defaults={"person": person, "fingerprint": sighting.fingerprint},
    )
    if not first:
        return _again(sighting, photos, person), False
    act_as(person)
    skew, seen = _clocks(sighting, timezone.now())
    about = _about(sighting, seen, person)
    filing = _Filing(sighting, about, person)
    filing.fix(skew)
    filing.measurement()
    filing.photos(photos)
    occupation = row.occupation = about.occupation
    row.answer = {
        "id": str(row.pk),
        "occupation": occupation.pk,
        "case": about.case and {"id": about.case.pk, "number": about.case.number},
        "district": occupation.district_id,
        "photos": len(photos),
        "accuracy_m": round(sighting.rmse_m, 2),
        "seen_at": seen.isoformat(),
        "clock_skew_s": round(skew.total_seconds()),
    }
    row.save(update_fields=["occupation", "answer"])
    record(person, "field-report", f"occupation:{occupation.pk}", report=str(row.pk))
    return row.answer, True


def _again(sighting: Sighting, photos: list[Photo], person: User) -> dict[str, Any]:
    row = FieldReport.objects.select_for_update().get(pk=sighting.id)
    told = _answered(row, sighting.fingerprint, person)
    if len(photos) > told["photos"] and row.occupation:
        act_as(person)
        case = told.get("case")
        about = _About(
            row.occupation, Case.objects.get(pk=case["id"]) if case else None
        )
        _Filing(sighting, about, person).photos(photos, after=told["photos"])
        told = row.answer = told | {"photos": len(photos)}
        row.save(update_fields=["answer"])
    return told


def _clocks(sighting: Sighting, now: datetime) -> tuple[timedelta, datetime]:
    """How far the phone's clock is ahead, and when it was seen by ours.

    Between seeing and sending the phone's clock measures well, however wrong it is set.
    """
    waited = sighting.sent_at - sighting.seen_at
    if not -CLOCK_SLACK <= waited <= OLDEST:
        raise BadInput(
            _(
                "By the phone's clock this was seen after it was sent, or a month ago:"
                " set the clock, look again and correct the report."
            ),
            reason="clock",
        )
    return sighting.sent_at - now, now - max(waited, timedelta(0))


def _district(sighting: Sighting, person: User) -> District:
    middle = sighting.footprint.point_on_surface
    found = District.objects.filter(geom__intersects=middle).defer("geom").first()
    if found is None:
        raise BadInput(_("That place is in no district of the city."), reason="far")
    if person.is_superuser or person.districts.filter(pk=found.pk).exists():
        return found
    raise Forbidden(
        _(
            "This place is in district %(number)s, not in yours. Tell its officer,"
            " or ask the office for the district, then send again."
        )
        % {"number": digits(found.code)},
        reason="district",
        district=found.pk,
    )


def _occupation(sighting: Sighting, seen: datetime, district: District) -> Occupation:
    stays = sighting.kind in Occupation.STRUCTURES
    return Occupation.objects.create(
        kind=sighting.kind,
        seen=DateTimeTZRange(seen, None if stays else seen + STALL_STANDS),
        method=sighting.method,
        note=sighting.note,
        district=district,
        accuracy_m=sighting.rmse_m,
        geom=sighting.footprint,
    )


@dataclass(frozen=True)
class _About:
    """What was seen, and the open case about it if the officer named one."""

    occupation: Occupation
    case: Case | None = None


def _about(sighting: Sighting, seen: datetime, person: User) -> _About:
    """The case's own occupation, or a new one.

    A case that ended while the phone had no signal, or that lies elsewhere, leaves a
    report like any other: what an officer saw is never thrown away.
    """
    district = _district(sighting, person)
    case = _open_case(sighting, person)
    if case is not None and case.finding.occupation is not None:
        return _About(case.finding.occupation, case)
    return _About(_occupation(sighting, seen, district))


def _open_case(sighting: Sighting, person: User) -> Case | None:
    if sighting.case is None:
        return None
    near = (
        visible_to(person)
        .open()
        .filter(pk=sighting.case, geom__dwithin=(sighting.footprint, NEAR_ITS_CASE_M))
    )
    return near.select_related("finding__occupation").first()


@dataclass(frozen=True)
class _Filing:
    """Evidence of one report, under ids that a retry makes again."""

    sighting: Sighting
    about: _About
    person: User

    def fix(self, skew: timedelta) -> None:
        """The raw fix, before anything else."""
        meta = {
            "fix": self.sighting.fix,
            "formula": "rmse = √(2σ² + method²), σ = accuracy / 1.5096; v1",
            "clock_skew_s": round(skew.total_seconds()),
        }
        self._file("fix", "fix", meta=meta)

    def measurement(self) -> None:
        """The size that was paced or drawn, for the case that it is about."""
        if self.about.case is None:
            return
        seen = self.sighting
        meta = {
            "method": seen.method,
            "area_m2": round(seen.footprint.area, 2),
            "rmse_m": round(seen.rmse_m, 2),
            "note": seen.note,
            "footprint": seen.footprint.hex.decode(),
            **{name: seen.size[name] for name in SIZES if name in seen.size},
        }
        self._file("measurement", "measurement", meta=meta)

    def photos(self, photos: list[Photo], after: int = 0) -> None:
        """Each photo that was not filed before."""
        for number, photo in enumerate(photos[after:], start=after + 1):
            self._file(
                "photo",
                f"photo {number}",
                content=photo.content,
                suffix=".jpg",
                meta=photo.meta,
            )

    def _file(self, kind: str, name: str, **what: Any) -> None:
        file_evidence(
            kind=kind,
            by=self.person,
            client_id=uuid5(self.sighting.id, name),
            case=self.about.case,
            occupation=self.about.occupation,
            device_at=self.sighting.seen_at,
            **what,
        )
