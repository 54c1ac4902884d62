"""Back office: vendors."""

from __future__ import annotations

from django.contrib import admin

from gis_app.accounts.desk import RoleAdmin
from gis_app.accounts.roles import May
from gis_app.allocation.models import Vendor


@admin.register(Vendor)
class VendorAdmin(RoleAdmin):
    """Clerks give vendors their papers."""

    edit = May.EDIT_REGISTER
    list_display = ["code", "party", "goods", "status"]
    list_filter = ["status"]
    list_select_related = ["party"]
    search_fields = ["code", "=party__pseudonym"]
    raw_id_fields = ["party"]
