"""Puts our door before Django's admin; apart, for a module has one default app."""

from __future__ import annotations

from django.contrib.admin.apps import AdminConfig


class BackOfficeApp(AdminConfig):
    """Django's admin, entered by role through the common sign-in."""

    default_site = "gis_app.accounts.desk.BackOffice"
