"""Puts our door before Django's admin (in a module of its own: one default a module)."""

from __future__ import annotations

from django.contrib.admin.apps import AdminConfig


class BackOfficeApp(AdminConfig):
    """Django's admin, entered by role through the common sign-in."""

    default_site = "gis_app.accounts.desk.BackOffice"
