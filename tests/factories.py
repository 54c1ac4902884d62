"""One row of each kind, with sensible defaults; a test names only what matters."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from gis_app.accounts.models import Agency, District, Role, User
from gis_app.allocation.models import Vendor
from gis_app.encroachment.models import Encroachment, Occupation
from gis_app.land.models import Parcel, Party, Right, Way
from gis_app.shelters.models import GatheringPoint, ShelterSite
from gis_app.zones.models import Rule, StreetFeature, VendingSpot, VendingZone
from tests.geometry import box, point, rect

_number = count(1)
PASSWORD = "a-good-password-7"


def day(text: str) -> datetime:
    """An ISO date or date-time, in UTC when it names no zone."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def during(start: str | None = "2020-01-01", end: str | None = None) -> DateTimeTZRange:
    """A half-open time range; None is without bound."""
    return DateTimeTZRange(start and day(start), end and day(end), "[)")


def a_district(**fields: Any) -> District:
    n = next(_number)
    return District.objects.create(
        **{
            "code": n,
            "name_fa": f"منطقه {n}",
            "name_en": f"District {n}",
            "geom": rect(-500, -500, 1000, 1000),
        }
        | fields
    )


def a_user(role: str, **fields: Any) -> User:
    districts = fields.pop("districts", [])
    if role == Role.AGENCY and "agency" not in fields:
        fields["agency"] = Agency.objects.create(
            name=f"agency {next(_number)}", layers=["parcels", "ways"]
        )
    user = User.objects.create_user(
        **{"username": role, "role": role, "password": PASSWORD} | fields
    )
    user.districts.set(districts)
    return user


def a_party(**fields: Any) -> Party:
    return Party.objects.create(**{"kind": "natural", "name": "رضا محمدی"} | fields)


def a_parcel(**fields: Any) -> Parcel:
    return Parcel.objects.create(
        **{"owner_kind": "private", "accuracy_m": 0.1, "geom": rect(0, 0, 10, 10)}
        | fields
    )


def a_way(**fields: Any) -> Way:
    return Way.objects.create(
        **{
            "kind": "sidewalk",
            "name_fa": "خیابان سعدی",
            "name_en": "Sa'di Street",
            "accuracy_m": 0.1,
            "geom": rect(0, -3, 100, 3),
        }
        | fields
    )


def a_zone(**fields: Any) -> VendingZone:
    return VendingZone.objects.create(
        **{
            "code": f"Z-{next(_number)}",
            "name_fa": "محدوده سعدی",
            "name_en": "Sa'di zone",
            "kind": "permitted",
            "valid": during(),
            "accuracy_m": 0.1,
            "geom": rect(0, -3, 50, 2),
        }
        | fields
    )


def a_spot(**fields: Any) -> VendingSpot:
    return VendingSpot.objects.create(
        **{
            # Tests name their own spots S-1, S-12, …
            "number": f"N-{next(_number)}",
            "accuracy_m": 0.1,
            "geom": box(0, -3, 2, 1.5),
        }
        | fields
        | ({} if "zone" in fields else {"zone": a_zone()})
    )


def a_right(**fields: Any) -> Right:
    if not {"parcel", "way", "spot"} & fields.keys():
        fields["parcel"] = a_parcel()
    if "party" not in fields:
        fields["party"] = a_party()
    return Right.objects.create(**{"kind": "ownership", "valid": during()} | fields)


def a_vendor(**fields: Any) -> Vendor:
    if "party" not in fields:
        fields["party"] = a_party()
    if fields.get("status") == "suspended":
        fields = {"suspended_because": "sold the spot on"} | fields
    return Vendor.objects.create(
        **{"code": f"V-{next(_number)}", "goods": ["produce"]} | fields
    )


def an_occupation(**fields: Any) -> Occupation:
    return Occupation.objects.create(
        **{
            "kind": "stall",
            "seen": during("2026-06-01T10:00", "2026-06-01T12:00"),
            "accuracy_m": 0.1,
            "geom": rect(10, -2, 2, 1.5),
        }
        | fields
    )


def a_street_feature(**fields: Any) -> StreetFeature:
    return StreetFeature.objects.create(
        **{"kind": "hydrant", "geom": point(5, -1)} | fields
    )


def a_gathering_point(**fields: Any) -> GatheringPoint:
    return GatheringPoint.objects.create(
        **{"name_fa": "میدان زرجوب", "name_en": "Zarjub square", "geom": point(20, 20)}
        | fields
    )


def a_shelter(**fields: Any) -> ShelterSite:
    return ShelterSite.objects.create(
        **{
            "code": f"H-{next(_number)}",
            "name_fa": "سایبان زرجوب",
            "name_en": "Zarjub shelter",
            "capacity": 40,
            "geom": point(25, 20),
        }
        | fields
    )


def a_rule(**fields: Any) -> Rule:
    return Rule.objects.create(
        **{
            "kind": "min_distance",
            "params": {"feature_class": "hydrant", "m": 3.0},
            "valid": during(),
        }
        | fields
    )


def a_finding(**fields: Any) -> Encroachment:
    if not {"parcel", "way", "zone", "spot"} & fields.keys():
        fields["way"] = a_way()
    if "occupation" not in fields:
        fields["occupation"] = an_occupation()
    return Encroachment.objects.create(
        **{
            "kind": "way_obstruction",
            "certainty": "strong",
            "area_m2": 3.0,
            "share": 1.0,
            "contact_m": 2.0,
            "depth_m": 1.5,
            "sigma_m": 0.1,
            "z": 15.0,
            "found_at": day("2026-06-02"),
            "seen_at": day("2026-06-02"),
            "geom": rect(10, -2, 2, 1.5),
        }
        | fields
    )
