"""The addresses of the pages, the API and the health checks."""

from __future__ import annotations

from django.urls import path, re_path

from gis_app.web import draws, health, pages
from gis_app.web.api import api
from gis_app.web.draw_office import pages as draw_office
from gis_app.web.draw_office import what_if_page
from gis_app.web.field import pages as field
from gis_app.web.inspection import page as inspection
from gis_app.web.papers import status
from gis_app.web.swap_office import pages as swap_office
from gis_app.web.vendors import page as vendors

urlpatterns = [
    path("", pages.public_map, name="public-map"),
    path("workbench/", pages.workbench, name="workbench"),
    path("workbench/round/", inspection.sheet, name="inspection-round"),
    path("workbench/vendors/", vendors.page, name="vendors"),
    path("workbench/rounds/", draw_office.rounds, name="draw-office"),
    path(
        "workbench/rounds/<str:code>/", draw_office.one_round, name="draw-office-round"
    ),
    path(
        "workbench/rounds/<str:code>/what-if/",
        what_if_page.page,
        name="what-if",
    ),
    path(
        "workbench/rounds/<str:code>/slip/<str:receipt>/",
        draw_office.slip,
        name="draw-slip",
    ),
    path("workbench/swaps/", swap_office.swaps, name="swap-office"),
    path(
        "workbench/swaps/<int:swap_id>/", swap_office.one_swap, name="swap-office-one"
    ),
    path(
        "workbench/swaps/<int:swap_id>/record.json",
        swap_office.record,
        name="swap-record",
    ),
    path("draws/verify_swap.py", swap_office.verifier, name="swap-verifier"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("draws/", draws.rounds, name="draws"),
    path("draws/verify_draw.py", draws.verifier, name="draw-verifier"),
    path("draws/<str:code>/", draws.one_round, name="draw"),
    path("draws/<str:code>/reveal/", draws.reveal, name="draw-reveal"),
    path("draws/<str:code>/record.json", draws.record, name="draw-record"),
    path("field/", field.page, name="field"),
    path("field/manifest.webmanifest", field.manifest, name="field-manifest"),
    path("field/worker.js", field.worker, name="field-worker"),
    re_path(r"^notice/(?P<token>[\w-]{22})/$", status.page, name="notice"),
    path("api/", api.urls),
]
