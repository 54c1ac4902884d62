"""Which reports from the street were taken, and what their senders were told."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gis_app.encroachment.models import Occupation


class FieldReport(models.Model):
    """A report that was taken, under the id that the phone gave it.

    Its row is written before all that follows from it: a retry at the same time waits
    for the first, and is then told what that was told.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("who")
    )
    received_at = models.DateTimeField(_("received at"), auto_now_add=True)
    fingerprint = models.CharField(_("SHA-256 of the content"), max_length=64)
    occupation = models.ForeignKey(
        Occupation, models.PROTECT, null=True, verbose_name=_("occupation")
    )
    answer = models.JSONField(_("what the phone was told"), default=dict)

    class Meta:
        verbose_name = _("report from the street")
        verbose_name_plural = _("reports from the street")
        indexes = [models.Index(fields=["person", "-received_at"])]

    def __str__(self) -> str:
        return str(self.pk)
