"""The table of contents: every address."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("gis_app.publishing.urls")),
    path("", include("gis_app.web.urls")),
    path("accounts/", include("gis_app.accounts.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("admin/", admin.site.urls),
]
