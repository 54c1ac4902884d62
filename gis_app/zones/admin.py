"""Back office: zones, spots, siting rules and street features."""

from __future__ import annotations

from django.contrib import admin

from gis_app.accounts.desk import RoleAdmin
from gis_app.accounts.roles import May
from gis_app.zones.models import Rule, StreetFeature, VendingSpot, VendingZone


@admin.register(VendingZone)
class ZoneAdmin(RoleAdmin):
    """Planners keep zones."""

    edit = May.EDIT_ZONES
    list_display = ["code", "name_fa", "kind", "valid"]
    list_filter = ["kind"]
    search_fields = ["code", "name_fa", "name_en"]


@admin.register(VendingSpot)
class SpotAdmin(RoleAdmin):
    """Planners keep spots."""

    edit = May.EDIT_ZONES
    list_display = ["number", "zone", "status"]
    list_filter = ["status"]
    list_select_related = ["zone"]
    search_fields = ["number"]
    raw_id_fields = ["zone"]


@admin.register(Rule)
class RuleAdmin(RoleAdmin):
    """Planners enter what decrees say."""

    edit = May.EDIT_ZONES
    list_display = ["kind", "severity", "zone", "params", "valid", "legal_ref"]
    list_filter = ["kind", "severity"]
    list_select_related = ["zone"]
    raw_id_fields = ["zone"]


@admin.register(StreetFeature)
class StreetFeatureAdmin(RoleAdmin):
    """What stands in the street."""

    edit = May.EDIT_ZONES
    list_display = ["id", "kind", "name_fa"]
    list_filter = ["kind"]
