"""Back office: the working-day calendar and the deadlines."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from gis_app.accounts.desk import RoleAdmin
from gis_app.accounts.roles import May
from gis_app.enforcement.days import DeadlineRule, Holiday, Weekend
from gis_app.lib import jalali


@admin.register(Holiday)
class HolidayAdmin(RoleAdmin):
    """Corrected when the moon was sighted on another evening."""

    edit = May.KEEP_CALENDAR
    gregorian = ("day",)
    list_display = ["jalali_day", "day", "name_fa", "provisional", "source"]
    list_filter = ["provisional"]
    search_fields = ["name_fa", "name_en"]
    ordering = ["day"]
    date_hierarchy = "day"

    @admin.display(description=_("Jalali date"), ordering="day")
    def jalali_day(self, row: Model) -> str:
        """The day as people say it."""
        assert isinstance(row, Holiday)  # noqa: S101 — for the type checker
        return jalali.long(row.day)


@admin.register(Weekend)
class WeekendAdmin(RoleAdmin):
    """A new law is a new row with its first day."""

    edit = May.KEEP_CALENDAR
    list_display = ["weekday", "valid", "legal_ref"]


@admin.register(DeadlineRule)
class DeadlineRuleAdmin(RoleAdmin):
    """The city confirms or replaces what is proposed."""

    edit = May.KEEP_CALENDAR
    list_display = ["track", "step", "working_days", "legal_ref", "proposed", "valid"]
    list_filter = ["track", "proposed"]
