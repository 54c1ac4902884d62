"""Who a case was given to, by whom and why."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class CaseAssignment(models.Model):
    """One giving of a case to an officer. Append-only; the newest one holds."""

    case = models.ForeignKey(
        "enforcement.Case",
        models.PROTECT,
        related_name="assignments",
        verbose_name=_("case"),
    )
    at = models.DateTimeField(_("at"))
    by = models.CharField(_("who"), max_length=150)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("assigned to"),
    )
    before = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("assigned before to"),
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("assignment of a case")
        verbose_name_plural = _("assignments of cases")
        indexes = [models.Index(fields=["case", "id"], name="case_assignment_order")]
        constraints = [
            models.CheckConstraint(
                condition=Q(before__isnull=True)
                | (~Q(before=F("officer")) & ~Q(reason="")),
                name="case_reassigned_with_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.officer_id}"
