"""Back office: gathering points, head counts and shelters."""

from __future__ import annotations

from django.contrib import admin

from gis_app.accounts.desk import RoleAdmin
from gis_app.accounts.roles import May
from gis_app.shelters.models import GatheringPoint, HeadCount, ShelterSite


@admin.register(GatheringPoint)
class GatheringPointAdmin(RoleAdmin):
    """Where day labourers wait."""

    edit = May.EDIT_ZONES
    list_display = ["name_fa", "name_en", "district"]
    list_select_related = ["district"]


@admin.register(HeadCount)
class HeadCountAdmin(RoleAdmin):
    """How many they are: small counts are for planners and auditors."""

    edit = May.EDIT_ZONES
    list_display = ["point", "counted_on", "half_hour", "people"]
    list_select_related = ["point"]
    date_hierarchy = "counted_on"


@admin.register(ShelterSite)
class ShelterAdmin(RoleAdmin):
    """Built and planned."""

    edit = May.EDIT_ZONES
    list_display = ["code", "name_fa", "status", "capacity"]
    list_filter = ["status"]
