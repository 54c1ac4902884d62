"""Who may be given a vending spot."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gis_app.land.models import Party
from gis_app.versioned import VersionedObject


class Vendor(VersionedObject):
    """A street vendor with papers (دستفروش شناسنامه‌دار)."""

    class Status(models.TextChoices):
        ACTIVE = "active", _("Active")
        SUSPENDED = "suspended", _("Suspended")

    code = models.CharField(_("code"), max_length=20, unique=True)
    party = models.OneToOneField(Party, models.PROTECT, verbose_name=_("person"))
    goods = ArrayField(
        models.CharField(max_length=20), verbose_name=_("goods"), default=list
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.ACTIVE
    )

    class Meta:
        verbose_name = _("vendor")
        verbose_name_plural = _("vendors")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["active", "suspended"]),
                name="vendor_status_known",
            )
        ]

    def __str__(self) -> str:
        return self.code
