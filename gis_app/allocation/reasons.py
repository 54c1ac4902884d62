"""Why a spot is given by hand and not by a round; the log keeps the code."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ByHand(TextChoices):
    """Codes, so that the log holds no names; an auditor reads them in words."""

    VACANCY = "vacancy", _("No round is planned and the spot stands empty")
    MOVED = "moved", _("In place of a spot that was closed or banned")
    HARDSHIP = "hardship", _("Hardship that the council has recognised")
    DECISION = "decision", _("A decision of the council or of a court")
    SEASON = "season", _("For one season or one event")
    CORRECTION = "correction", _("Corrects a mistake of the office")
