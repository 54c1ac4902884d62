"""The one place that says who may do and see what (docs/security.md shows it)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeGuard

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from gis_app.accounts.models import Agency, Role, User

if TYPE_CHECKING:
    from django.contrib.gis.geos import MultiPolygon
    from django_stubs_ext import StrPromise

Person = User | AnonymousUser


class May(StrEnum):
    """What a permission is called in code."""

    SEE_FINDINGS = "see_findings"
    SEE_ALL_DISTRICTS = "see_all_districts"
    SEE_RIGHTS = "see_rights"
    SEE_NAMES = "see_names"
    SEE_STAFF = "see_staff"
    SEE_VENDORS = "see_vendors"
    READ_VENDORS = "read_vendors"
    REGISTER_VENDORS = "register_vendors"
    SEE_PORTRAITS = "see_portraits"
    SEE_PAPERS = "see_papers"
    SEE_SMALL_COUNTS = "see_small_counts"
    ALLOCATE = "allocate"
    EDIT_ZONES = "edit_zones"
    EDIT_REGISTER = "edit_register"
    ISSUE_NOTICES = "issue_notices"
    RETURN_GOODS = "return_goods"
    READ_NOTICES = "read_notices"
    KEEP_CALENDAR = "keep_calendar"
    READ_LOG = "read_log"
    AUDIT = "audit"
    REPORT = "report"
    SEE_CASES = "see_cases"
    SEE_EVIDENCE = "see_evidence"
    ADD_EVIDENCE = "add_evidence"
    OPEN_CASES = "open_cases"
    WORK_ON_CASES = "work_on_cases"
    ASSIGN_CASES = "assign_cases"
    MEASURE = "measure"
    HOLD_JUDGING = "hold_judging"
    SEE_ROUNDS = "see_rounds"
    PLAN_ROUNDS = "plan_rounds"
    HANDLE_APPLICATIONS = "handle_applications"
    WORK_ON_MAP = "work_on_map"
    ENTER_BACK_OFFICE = "enter_back_office"
    READ_REGISTER = "read_register"


@dataclass(frozen=True)
class Permission:
    """A permission's meaning, and the roles that have it."""

    meaning: StrPromise
    roles: frozenset[Role]


P, O, C, A = Role.PLANNER, Role.OFFICER, Role.CLERK, Role.AUDITOR  # noqa: E741

TABLE: dict[May, Permission] = {
    May.SEE_FINDINGS: Permission(_("See encroachments"), frozenset({P, O, A})),
    May.SEE_ALL_DISTRICTS: Permission(
        _("See encroachments of every district, not of one's own only"),
        frozenset({P, A}),
    ),
    May.SEE_RIGHTS: Permission(
        _("See which rights hold on land and spots"), frozenset({P, O, C, A})
    ),
    May.SEE_NAMES: Permission(
        _("See holders and vendors by name, not by pseudonym"), frozenset({O, C, A})
    ),
    May.SEE_STAFF: Permission(
        _("See which member of staff made a change"), frozenset({P, O, C, A})
    ),
    May.SEE_VENDORS: Permission(_("Look up vendors"), frozenset({P, O, C, A})),
    May.READ_VENDORS: Permission(
        _("Open the register of vendors and their cards"), frozenset({P, C, A})
    ),
    May.REGISTER_VENDORS: Permission(
        _("Register and suspend vendors; issue, print and revoke their cards"),
        frozenset({C}),
    ),
    May.SEE_PORTRAITS: Permission(_("See the photo of a vendor"), frozenset({O, C, A})),
    May.SEE_PAPERS: Permission(
        _("See a vendor's papers of priority"), frozenset({C, A})
    ),
    May.SEE_SMALL_COUNTS: Permission(_("See head counts below ten"), frozenset({P, A})),
    May.ALLOCATE: Permission(
        _("Give a vending spot, end a permit, undo within 15 minutes"),
        frozenset({P, C}),
    ),
    May.EDIT_ZONES: Permission(
        _("Edit zones, spots, siting rules and shelters"), frozenset({P})
    ),
    May.EDIT_REGISTER: Permission(
        _("Edit parties, vendors, documents and rights"), frozenset({C})
    ),
    May.ISSUE_NOTICES: Permission(
        _("Issue notices, record their service, take goods away"), frozenset({O})
    ),
    May.RETURN_GOODS: Permission(_("Give goods back"), frozenset({O, C})),
    May.READ_NOTICES: Permission(
        _("Read and print notices and receipts"), frozenset({O, C, A})
    ),
    May.KEEP_CALENDAR: Permission(
        _("Edit holidays, weekends and deadlines"), frozenset({P, C})
    ),
    May.READ_LOG: Permission(_("Read the log"), frozenset({A})),
    May.AUDIT: Permission(
        _("Draw the week's random sample and say what was right"), frozenset({A})
    ),
    May.REPORT: Permission(_("Report obstructions from the street"), frozenset({O})),
    May.SEE_CASES: Permission(_("See cases"), frozenset({P, O, C, A})),
    May.SEE_EVIDENCE: Permission(
        _("See the photos and measurements of a case"), frozenset({P, O, A})
    ),
    May.ADD_EVIDENCE: Permission(
        _("Add a photo to the evidence of a case"), frozenset({P, O})
    ),
    May.OPEN_CASES: Permission(_("Open a case about a finding"), frozenset({P, O})),
    May.WORK_ON_CASES: Permission(
        _("Take those steps of a case that are for one's role"), frozenset({P, O, C})
    ),
    May.ASSIGN_CASES: Permission(
        _("Give a case to any officer of its district"), frozenset({P})
    ),
    May.MEASURE: Permission(
        _("Take a case on, and measure it in the field"), frozenset({O})
    ),
    May.HOLD_JUDGING: Permission(
        _("Hold the judging of a bulk edit, and let it go on"), frozenset({P})
    ),
    May.SEE_ROUNDS: Permission(
        _("See rounds of allocation with their applications"), frozenset({P, C, A})
    ),
    May.PLAN_ROUNDS: Permission(
        _("Prepare a round, open it, freeze its list, draw, make offers, swap"),
        frozenset({P}),
    ),
    May.HANDLE_APPLICATIONS: Permission(
        _("Enter and judge applications, record answers to offers"),
        frozenset({P, C}),
    ),
    May.WORK_ON_MAP: Permission(
        _("Open the workbench, where an agency finds its downloads"),
        frozenset({P, O, C, A}),
    ),
    May.ENTER_BACK_OFFICE: Permission(_("Open the back office"), frozenset({P, C, A})),
    May.READ_REGISTER: Permission(
        _("Read all that the back office keeps"), frozenset({A})
    ),
}

LAYER_OF = {
    "parcel": "parcels",
    "way": "ways",
    "zone": "zones",
    "spot": "spots",
    "shelter": "shelters",
    "gathering_point": "gathering_points",
    "street_feature": "street_features",
    "occupation": "occupations",
    "finding": "encroachments",
}
"""The layer that a kind of card belongs to."""

PUBLIC_LAYERS = frozenset(
    {"ways", "zones", "spots", "shelters", "gathering_points", "boundary"}
)
STAFF_LAYERS = PUBLIC_LAYERS | {"parcels", "occupations", "street_features"}


def may(person: Person, permission: May) -> bool:
    """Whether this person has a permission; a superuser has all."""
    if not isinstance(person, User) or not person.is_active:
        return False
    return person.is_superuser or person.role in TABLE[permission].roles


def layers_of(person: Person) -> frozenset[str]:
    """Ids of the layers whose features this person may open."""
    if not isinstance(person, User) or not person.is_active:
        return PUBLIC_LAYERS
    if _of_agency(person):
        agency = agreement_of(person)
        # A card tells all of a thing: it is for those who may take all of its fields.
        whole = set(agency.layers) - set(agency.fields) if agency else set()
        return PUBLIC_LAYERS | (STAFF_LAYERS & whole)
    if may(person, May.SEE_FINDINGS):
        return STAFF_LAYERS | {"encroachments"}
    return STAFF_LAYERS


def may_open(person: Person, kind: str) -> bool:
    """Whether this person may open cards of a kind (``parcel``, ``zone`` …)."""
    return LAYER_OF.get(kind) in layers_of(person)


def bound_to_districts(person: Person) -> TypeGuard[User]:
    """Whether this person sees observations and findings of own districts only."""
    return may(person, May.SEE_FINDINGS) and not may(person, May.SEE_ALL_DISTRICTS)


def agreement_of(person: Person) -> Agency | None:
    """The agency's agreement, while that is in force; None for everybody else."""
    if not isinstance(person, User) or not person.is_active or not _of_agency(person):
        return None
    return person.agency if person.agency and person.agency.in_force else None


def area_of(person: Person, kind: str) -> MultiPolygon | None:
    """The area that bounds which cards of a kind this person opens; None: no bounds."""
    if LAYER_OF.get(kind) in PUBLIC_LAYERS:
        return None
    agency = agreement_of(person)
    return agency.area if agency else None


def _of_agency(person: User) -> bool:
    return person.role == Role.AGENCY and not person.is_superuser


def table_in_markdown() -> str:
    """The table as docs/security.md shows it."""
    roles = list(Role)
    lines = [
        f"| | {' | '.join(role.value for role in roles)} |",
        f"| --- |{' --- |' * len(roles)}",
    ]
    for permission in TABLE.values():
        marks = ["✓" if role in permission.roles else "–" for role in roles]
        lines.append(f"| {permission.meaning} | {' | '.join(marks)} |")
    return "\n".join(lines) + "\n"
