"""The back office (/admin/) by roles: who reads, who edits, signed and without maps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.contrib.gis.db.models import GeometryField
from django.core.exceptions import PermissionDenied
from django.db.models import Field, Model, QuerySet
from django.forms import ModelForm, Textarea
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from gis_app.accounts.audit import act_as, record
from gis_app.accounts.dated import column
from gis_app.accounts.models import User
from gis_app.accounts.refusals import refusals_told
from gis_app.accounts.roles import May, may
from gis_app.accounts.shapes import ShapeField, ShapeForm

if TYPE_CHECKING:
    Admin = admin.ModelAdmin[Model]
    Rows = QuerySet[Model]
    Form = ModelForm[Model]
else:
    Admin, Rows, Form = admin.ModelAdmin, QuerySet, ModelForm


class BackOffice(admin.AdminSite):
    """Open to the roles that keep the register, through the one door with a brake."""

    def has_permission(self, request: HttpRequest) -> bool:
        """By role; ``is_staff`` would say it twice."""
        return _may(request, May.ENTER_BACK_OFFICE)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Every page of it refuses in words."""
        return super().admin_view(refusals_told(view), cacheable)

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The sign-in page of everybody; a role without business here is told so."""
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))


AS_TEXT: dict[type[Field[Any, Any]], dict[str, Any]] = {
    GeometryField: {"form_class": ShapeField, "widget": Textarea(attrs={"dir": "ltr"})}
}


class RoleAdmin(Admin):
    """Staff with ``edit`` change, auditors and staff with ``read`` look.

    Shapes are text (EWKT): Django's own map widget loads scripts from elsewhere.
    """

    edit: May | None = None
    read: May | None = None
    gregorian: tuple[str, ...] = ()
    """Dates of the list that stay so in Persian too."""
    show_full_result_count = False
    form = ShapeForm
    formfield_overrides = AS_TEXT

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """Dates are written in the calendar of the language."""
        return [
            name if name in self.gregorian else column(self.model, str(name))
            for name in self.list_display
        ]

    def get_queryset(self, request: HttpRequest) -> Rows:
        """Lists don't carry shapes."""
        shapes = [
            field.name
            for field in self.model._meta.local_concrete_fields
            if isinstance(field, GeometryField)
        ]
        return super().get_queryset(request).defer(*shapes)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Shown in the index to those who may look."""
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Editors, readers and auditors."""
        reads = _may(request, May.READ_REGISTER) or _may(request, self.read)
        return reads or self.has_change_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """By the one table of roles."""
        return _may(request, self.edit)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """The same."""
        return self.has_change_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The same; what others rely on is protected by the database."""
        return self.has_change_permission(request)

    def save_model(
        self, request: HttpRequest, obj: Model, form: Form, change: bool
    ) -> None:
        """Signed for history, and logged."""
        act_as(_actor(request))
        super().save_model(request, obj, form, change)
        fields = sorted(form.changed_data)
        _log(request, "edit" if change else "add", obj, fields=fields)

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        """Signed and logged."""
        act_as(_actor(request))
        _log(request, "delete", obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: Rows) -> None:
        """Signed and logged, row by row."""
        act_as(_actor(request))
        for obj in queryset:
            _log(request, "delete", obj)
        super().delete_queryset(request, queryset)


class ReadOnlyAdmin(RoleAdmin):
    """For what nobody edits by hand."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Not even a superuser."""
        return False


def _may(request: HttpRequest, permission: May | None) -> bool:
    person = request.user
    return (
        permission is not None and isinstance(person, User) and may(person, permission)
    )


def _actor(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def _log(request: HttpRequest, action: str, obj: Model, **detail: Any) -> None:
    subject = f"{obj._meta.model_name}:{obj.pk}"
    record(_actor(request), action, subject, **detail)
