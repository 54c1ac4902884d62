"""A week's random sample for the auditor: what was drawn from which list, and how."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gis_app.accounts.models import District
from gis_app.encroachment.models import Encroachment
from gis_app.versioned import VersionedObject


class AuditSample(models.Model):
    """One draw. ``frame`` is the whole list it was drawn from, ``root`` its SHA-256.

    Append-only: the draw of a week is never done again.
    """

    class Group(models.TextChoices):
        FINDINGS = "findings", _("Open findings")
        CLOSED = "closed", _("Cases that were closed")
        DISMISSED = "dismissed", _("Cases that were dismissed")

    week = models.DateField(_("week"), help_text=_("Its Saturday."))
    group = models.CharField(_("group"), max_length=10, choices=Group.choices)
    size = models.PositiveSmallIntegerField(_("how many were asked for"))
    population = models.PositiveIntegerField(_("length of the list"))
    frame = models.TextField(_("list"))
    root = models.CharField(_("SHA-256 of the list"), max_length=64)
    seed = models.CharField(_("seed"), max_length=64)
    drawn_at = models.DateTimeField(_("drawn at"))
    drawn_by = models.CharField(_("drawn by"), max_length=150)

    class Meta:
        verbose_name = _("audit sample")
        verbose_name_plural = _("audit samples")
        constraints = [
            models.UniqueConstraint(
                fields=["week", "group"], name="audit_sample_once_a_week"
            ),
            models.CheckConstraint(
                condition=Q(group__in=["findings", "closed", "dismissed"]),
                name="audit_group_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.week} {self.group}"


class AuditItem(VersionedObject):
    """One drawn thing, and what the auditor found; every change of mind is kept."""

    class Verdict(models.TextChoices):
        RIGHT = "right", _("Right")
        WRONG = "wrong", _("Wrong")
        UNCLEAR = "unclear", _("Can't be told")

    sample = models.ForeignKey(
        AuditSample, models.PROTECT, related_name="items", verbose_name=_("sample")
    )
    rank = models.PositiveSmallIntegerField(_("place in the draw"))
    subject = models.CharField(_("subject"), max_length=40)
    finding = models.ForeignKey(
        Encroachment,
        models.SET_NULL,
        null=True,
        # A finding may go with its occupation; what was audited stays on record.
        db_constraint=False,
        related_name="+",
        verbose_name=_("finding"),
    )
    case = models.ForeignKey(
        "enforcement.Case",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("case"),
    )
    district = models.ForeignKey(
        District, models.PROTECT, null=True, verbose_name=_("district")
    )
    officer = models.CharField(_("officer"), max_length=150, blank=True)
    verdict = models.CharField(
        _("verdict"), max_length=8, choices=Verdict.choices, blank=True
    )
    note = models.CharField(_("note"), max_length=500, blank=True)
    judged_by = models.CharField(_("judged by"), max_length=150, blank=True)
    judged_at = models.DateTimeField(_("judged at"), null=True)

    class Meta:
        verbose_name = _("audited thing")
        verbose_name_plural = _("audited things")
        constraints = [
            models.UniqueConstraint(
                fields=["sample", "subject"], name="audit_item_once"
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=["", "right", "wrong", "unclear"]),
                name="audit_verdict_known",
            ),
            models.CheckConstraint(
                condition=Q(verdict="", judged_by="", judged_at__isnull=True)
                | (~Q(verdict="") & ~Q(judged_by="") & Q(judged_at__isnull=False)),
                name="audit_verdict_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.subject
