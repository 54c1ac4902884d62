"""Back office: parties, parcels, ways, rights and their papers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gis_app.accounts.desk import RoleAdmin
from gis_app.accounts.roles import May
from gis_app.land.models import Document, Parcel, Party, Right, Survey, Way
from gis_app.land.sealing import fingerprint, seal
from gis_app.lib import identifiers

if TYPE_CHECKING:
    PartyModelForm = forms.ModelForm[Party]
else:
    PartyModelForm = forms.ModelForm


class PartyForm(PartyModelForm):
    """Takes a national id and a phone, seals them, and never shows them again."""

    national_id = forms.CharField(
        label=_("National id"),
        required=False,
        help_text=_("Kept sealed. Empty: as it is."),
    )
    phone = forms.CharField(
        label=_("Mobile"), required=False, help_text=_("Kept sealed. Empty: as it is.")
    )

    class Meta:
        model = Party
        fields = ["kind", "name", "pseudonym"]

    def clean_national_id(self) -> str:
        """Checked, and nobody else's."""
        typed = self.cleaned_data["national_id"]
        if not typed:
            return ""
        number = _read(identifiers.national_id, typed, _("This is no national id."))
        known = Party.objects.filter(national_id_hmac=fingerprint(number))
        if known.exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Another party has this national id."))
        return number

    def clean_phone(self) -> str:
        """As E.164."""
        typed = self.cleaned_data["phone"]
        if not typed:
            return ""
        return _read(identifiers.mobile, typed, _("This is no mobile number."))

    def save(self, commit: bool = True) -> Party:
        """Seal what was typed."""
        if number := self.cleaned_data["national_id"]:
            self.instance.national_id_sealed = seal(number)
            self.instance.national_id_hmac = fingerprint(number)
        if phone := self.cleaned_data["phone"]:
            self.instance.phone_sealed = seal(phone)
        return super().save(commit)


def _read(reader: Callable[[str], str], typed: str, complaint: Any) -> str:
    try:
        return reader(typed)
    except ValueError as error:
        raise ValidationError(complaint) from error


@admin.register(Party)
class PartyAdmin(RoleAdmin):
    """Clerks register parties."""

    edit = May.EDIT_REGISTER
    form = PartyForm  # type: ignore[assignment]
    list_display = ["pseudonym", "name", "kind"]
    list_filter = ["kind"]
    search_fields = ["name", "=pseudonym"]


@admin.register(Parcel)
class ParcelAdmin(RoleAdmin):
    """Clerks correct what imports brought."""

    edit = May.EDIT_REGISTER
    list_display = ["id", "plate", "bakhsh", "asli", "fari", "owner_kind"]
    list_filter = ["owner_kind"]
    search_fields = ["^plate", "=asli"]
    raw_id_fields = ["survey"]


@admin.register(Way)
class WayAdmin(RoleAdmin):
    """Public ways."""

    edit = May.EDIT_ZONES
    list_display = ["id", "name_fa", "kind"]
    list_filter = ["kind"]
    search_fields = ["name_fa", "name_en"]
    raw_id_fields = ["survey"]


@admin.register(Right)
class RightAdmin(RoleAdmin):
    """Clerks register rights; permits are given on the map."""

    edit = May.EDIT_REGISTER
    list_display = ["id", "kind", "status", "party", "valid"]
    list_filter = ["kind", "status"]
    list_select_related = ["party"]
    raw_id_fields = ["party", "parcel", "way", "spot", "document"]


@admin.register(Document)
class DocumentAdmin(RoleAdmin):
    """Papers that rights rest on."""

    edit = May.EDIT_REGISTER
    list_display = ["number", "kind", "issued_on", "title"]
    search_fields = ["number", "title"]


@admin.register(Survey)
class SurveyAdmin(RoleAdmin):
    """Where shapes came from, and how accurate they are."""

    edit = May.EDIT_REGISTER
    list_display = ["name", "method", "surveyed_on", "accuracy_m", "shared_m"]
