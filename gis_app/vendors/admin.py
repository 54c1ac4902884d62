"""Back office: who may go first, by the council's decision."""

from __future__ import annotations

from django.contrib import admin

from gis_app.accounts.desk import RoleAdmin
from gis_app.accounts.roles import May
from gis_app.vendors.models import PriorityKind


@admin.register(PriorityKind)
class PriorityKindAdmin(RoleAdmin):
    """Papers are noted in the register of vendors, their classes here."""

    edit = May.EDIT_REGISTER
    list_display = ["code", "title_fa", "paper_fa", "legal_ref", "in_use"]
