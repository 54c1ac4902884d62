"""Staff with roles and districts, agencies, and the log of what they did."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.contrib.gis.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gis_app.crs import STORAGE_SRID


class Role(models.TextChoices):
    """Who sees what follows from this (docs/access.md)."""

    PLANNER = "planner", _("Planner")
    OFFICER = "officer", _("Enforcement officer")
    CLERK = "clerk", _("Clerk")
    AGENCY = "agency", _("Agency")
    AUDITOR = "auditor", _("Auditor")


class District(models.Model):
    """A municipal district (منطقه): the reach of an officer."""

    code = models.PositiveSmallIntegerField(_("number"), unique=True)
    name_fa = models.CharField(_("Persian name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=120)
    geom = models.MultiPolygonField(_("area"), srid=STORAGE_SRID)

    class Meta:
        verbose_name = _("district")
        verbose_name_plural = _("districts")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(geom__isvalid=True), name="district_geom_valid"
            )
        ]

    def __str__(self) -> str:
        return self.name_fa


class Agency(models.Model):
    """Another office that takes data under an agreement: layers, fields and area."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    layers = models.JSONField(
        _("layers"), default=list, help_text=_("Ids of the layers it may take.")
    )
    fields = models.JSONField(
        _("fields"),
        default=dict,
        blank=True,
        help_text=_(
            "For each layer the names of the fields it may take; a layer that is not "
            "named here is taken whole."
        ),
    )
    area = models.MultiPolygonField(
        _("area"),
        srid=STORAGE_SRID,
        null=True,
        blank=True,
        help_text=_("It takes what touches this area; empty: the whole city."),
    )
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(area__isnull=True)
                | models.Q(area__isvalid=True, area__isempty=False),
                name="agency_area_valid",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def in_force(self) -> bool:
        """Whether the agreement lasts today, in the city's time."""
        return self.valid_until is None or self.valid_until >= timezone.localdate()

    def may_take(self, layer: str, field: str) -> bool:
        """Whether the agreement lets a field of a layer go; ids always go."""
        named = self.fields.get(layer)
        return named is None or field in named


class User(AbstractUser):
    """A member of staff, or of an agency."""

    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    districts = models.ManyToManyField(
        District, verbose_name=_("districts"), blank=True
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, verbose_name=_("agency")
    )
    language = models.CharField(
        _("language"),
        max_length=2,
        default="fa",
        choices=[("fa", "فارسی"), ("en", "English")],
    )

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="user_role_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(role=Role.AGENCY) | models.Q(agency__isnull=False),
                name="user_of_agency_has_agency",
            ),
        ]


class AuditEntry(models.Model):
    """One thing that somebody did. Append-only: a trigger refuses the rest."""

    at = models.DateTimeField(_("at"), auto_now_add=True)
    actor = models.CharField(_("who"), max_length=150, null=True)
    role = models.CharField(_("role"), max_length=10, blank=True)
    action = models.CharField(_("action"), max_length=40)
    subject = models.CharField(_("subject"), max_length=80)
    detail = models.JSONField(_("detail"), default=dict)

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log")
        indexes = [models.Index(fields=["subject"]), models.Index(fields=["-at"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.action} {self.subject}"


class SignInFailure(models.Model):
    """A wrong password for a name from an address; kept for a quarter of an hour."""

    username = models.CharField(_("user name"), max_length=150)
    address = models.CharField(_("address"), max_length=64)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("failed sign-in")
        verbose_name_plural = _("failed sign-ins")
        indexes = [models.Index(fields=["username", "address", "at"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.address}"
