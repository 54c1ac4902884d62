"""The cast of the demo: one user of each role, all with one password."""

from __future__ import annotations

from django.db import transaction

from gis_app.accounts.models import Agency, District, Role, User

NAMES = {
    Role.PLANNER: ("مریم", "کریمی"),
    Role.OFFICER: ("حسین", "رضایی"),
    Role.CLERK: ("سارا", "احمدی"),
    Role.AGENCY: ("نادر", "صفری"),
    Role.AUDITOR: ("لیلا", "هاشمی"),
}
"""Invented: who did what reads better than which role did it."""


def make(password: str) -> None:
    """Make the users and the agency of one of them."""
    agency = Agency.objects.create(
        name="شرکت آب و فاضلاب گیلان", layers=["parcels", "ways", "zones"]
    )
    for role in Role:
        user = User.objects.create_user(
            username=role.value,
            password=password,
            first_name=NAMES[role][0],
            last_name=NAMES[role][1],
            role=role,
            agency=agency if role == Role.AGENCY else None,
        )
        if role == Role.OFFICER:
            user.districts.set(District.objects.filter(code__in=[1, 2]))


@transaction.atomic
def change_password(before: str, after: str) -> list[str]:
    """Give the new password to whoever still has the old one; return their names.

    Someone who has chosen a password of his own keeps it, whatever his name is.
    """
    users = User.objects.select_for_update().filter(username__in=Role.values)
    changed = [user for user in users.order_by("pk") if user.check_password(before)]
    for user in changed:
        user.set_password(after)
        user.save(update_fields=["password"])
    return [user.username for user in changed]


def with_password(password: str) -> list[str]:
    """Return the names of the active demo users whose password this is."""
    users = User.objects.filter(username__in=Role.values, is_active=True)
    return [u.username for u in users.order_by("pk") if u.check_password(password)]
