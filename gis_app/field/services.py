"""Takes a report from the street: an occupation and its evidence, all or nothing."""

from __future__ import annotations

from dataclasses import dataclass
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
from gis_app.errors import BadInput, Conflict, Forbidden
from gis_app.field.digits import digits
from gis_app.field.models import FieldReport
from gis_app.field.photos import Photo

OLDEST = timedelta(days=30)
CLOCK_SLACK = timedelta(minutes=2)
SKEW_WORTH_TELLING_S = 120
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
    occupation = _occupation(sighting, seen, _district(sighting, person))
    filing = _Filing(sighting, occupation, person)
    filing.fix(skew)
    filing.photos(photos)
    row.occupation = occupation
    row.answer = {
        "id": str(row.pk),
        "occupation": occupation.pk,
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
        _Filing(sighting, row.occupation, person).photos(photos, after=told["photos"])
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
class _Filing:
    """Evidence of one report, under ids that a retry makes again."""

    sighting: Sighting
    occupation: Occupation
    person: User

    def fix(self, skew: timedelta) -> None:
        """The raw fix, before anything else."""
        meta = {
            "fix": self.sighting.fix,
            "formula": "rmse = √(2σ² + method²), σ = accuracy / 1.5096; v1",
            "clock_skew_s": round(skew.total_seconds()),
        }
        self._file("fix", "fix", meta=meta)

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
            occupation=self.occupation,
            device_at=self.sighting.seen_at,
            **what,
        )
