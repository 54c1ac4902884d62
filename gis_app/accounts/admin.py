"""Back office: staff, districts, agencies and the log."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gis_app.accounts.desk import AS_TEXT, ReadOnlyAdmin, RoleAdmin
from gis_app.accounts.models import Agency, AuditEntry, District, User
from gis_app.accounts.roles import STAFF_LAYERS, May
from gis_app.accounts.shapes import ShapeForm

# Roles say who may do what; groups and single permissions would say it twice.
admin.site.unregister(Group)
admin.site.site_header = _("Meydan")
admin.site.site_title = _("Meydan")
admin.site.index_title = _("Back office")


@admin.register(User)
class StaffAdmin(UserAdmin):  # type: ignore[type-arg]  # not generic at run time
    """Superusers manage staff."""

    list_display = ["username", "first_name", "last_name", "role", "is_active"]
    list_filter = ["role", "is_active"]
    filter_horizontal = ["districts"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": ["first_name", "last_name", "email", "language"]}),
        (_("Role"), {"fields": ["role", "districts", "agency"]}),
        (_("Access"), {"fields": ["is_active", "is_staff", "is_superuser"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "role", "agency", "password1", "password2"]}),
    ]


@admin.register(District)
class DistrictAdmin(RoleAdmin):
    """Planners draw districts."""

    edit = May.EDIT_ZONES
    list_display = ["code", "name_fa", "name_en"]


class AgencyForm(ShapeForm):
    """An agreement speaks of layers that can be agreed on."""

    def clean_layers(self) -> list[str]:
        """A list of ids."""
        layers = self.cleaned_data["layers"]
        if not isinstance(layers, list) or set(map(str, layers)) - STAFF_LAYERS:
            known = ", ".join(sorted(STAFF_LAYERS))
            raise ValidationError(_("A list of: %(layers)s.") % {"layers": known})
        return layers

    def clean_fields(self) -> dict[str, list[str]]:
        """Lists of names by layer."""
        fields = self.cleaned_data["fields"]
        lists = isinstance(fields, dict) and all(
            isinstance(names, list) and all(isinstance(name, str) for name in names)
            for names in fields.values()
        )
        if not lists or set(fields) - STAFF_LAYERS:
            raise ValidationError(
                _('Lists of names by layer, like {"parcels": ["plate"]}.')
            )
        return dict(fields)


@admin.register(Agency)
class AgencyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Superusers make agreements."""

    form = AgencyForm
    formfield_overrides = AS_TEXT
    list_display = ["name", "layers", "valid_until"]


@admin.register(AuditEntry)
class LogAdmin(ReadOnlyAdmin):
    """Auditors read the log; nobody writes it."""

    read = May.READ_LOG
    list_display = ["at", "actor", "role", "action", "subject"]
    list_filter = ["action", "role"]
    search_fields = ["=subject", "=actor"]
    date_hierarchy = "at"
