"""The app bench."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BenchApp(AppConfig):
    """Its name; it has no tables."""

    name = "gis_app.bench"
    verbose_name = _("Benchmarks")
