"""Which stages a round goes through, in order, and what may be done in each."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """Where a round stands."""

    DRAFT = "draft", _("In preparation")
    OPEN = "open", _("Open for applications")
    REVIEW = "review", _("Eligibility and challenges")
    FROZEN = "frozen", _("List frozen")
    DRAWN = "drawn", _("Drawn, offers are out")
    CLOSED = "closed", _("Closed")
    CANCELLED = "cancelled", _("Cancelled")


STEPS: dict[Stage, tuple[Stage, ...]] = {
    Stage.DRAFT: (Stage.OPEN, Stage.CANCELLED),
    Stage.OPEN: (Stage.REVIEW, Stage.CANCELLED),
    Stage.REVIEW: (Stage.FROZEN, Stage.CANCELLED),
    # A frozen list is drawn, whatever anybody would like: no way leads back.
    Stage.FROZEN: (Stage.DRAWN,),
    Stage.DRAWN: (Stage.CLOSED,),
    Stage.CLOSED: (),
    Stage.CANCELLED: (),
}
"""What may follow a stage; sql/promises.sql says the same, and a test compares."""
