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
    trade = models.CharField(
        _("trade"),
        max_length=80,
        blank=True,
        help_text=_("As people call it: tea seller, cobbler."),
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.ACTIVE
    )
    suspended_because = models.CharField(_("why suspended"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("vendor")
        verbose_name_plural = _("vendors")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["active", "suspended"]),
                name="vendor_status_known",
            ),
            models.CheckConstraint(
                condition=(Q(status="suspended") & ~Q(suspended_because=""))
                | (~Q(status="suspended") & Q(suspended_because="")),
                name="vendor_suspended_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.code
