"""The HTML pages: the public map, the workbench, an agency's downloads, refusals."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.gis.db.models import Extent
from django.contrib.gis.db.models.functions import Transform
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import get_language, get_language_bidi
from django.views.decorators.http import require_safe

from gis_app.accounts.models import District, User
from gis_app.accounts.roles import May, may
from gis_app.crs import LONLAT_SRID
from gis_app.land.models import Boundary
from gis_app.web.modules import modules
from gis_app.web.words import words

RASHT = (49.53, 37.22, 49.65, 37.33)
"""Where to look before a boundary was imported: west, south, east, north."""


@require_safe
def public_map(request: HttpRequest) -> HttpResponse:
    """The map that anybody may read."""
    return map_page(request, "public")


@require_safe
@login_required
def workbench(request: HttpRequest) -> HttpResponse:
    """The staff's map; an agency finds its downloads here."""
    if not may(request.user, May.WORK_ON_MAP):
        return render(request, "downloads.html", page_context(request, "downloads"))
    return map_page(request, "workbench")


def map_page(request: HttpRequest, page: str) -> HttpResponse:
    """Render the page that holds a map."""
    return render(request, "map.html", page_context(request, page))


def page_context(request: HttpRequest, page: str) -> dict[str, Any]:
    """What a page of the map interface needs to render and to start its script."""
    return {
        "page": page,
        "script": f"js/{page}.js",
        "modules": modules(f"{page}.js"),
        "settings": page_settings(request, page),
        "role_label": role_label(request),
        "doors": doors(request),
    }


def doors(request: HttpRequest) -> dict[str, bool]:
    """Where the account menu leads this person."""
    return {
        "office": may(request.user, May.ENTER_BACK_OFFICE),
        "field": may(request.user, May.REPORT),
        "vendors": may(request.user, May.READ_VENDORS),
        "rounds": may(request.user, May.SEE_ROUNDS),
    }


def page_settings(request: HttpRequest, page: str) -> dict[str, Any]:
    """The one JSON element that the page's script starts from."""
    working = page == "workbench" and may(request.user, May.WORK_ON_MAP)
    return {
        "page": page,
        "language": get_language(),
        "rtl": get_language_bidi(),
        "role": role_of(request),
        "me": person_of(request),
        "csrf": get_token(request),
        "zone": settings.TIME_ZONE,
        "bounds": city_bounds(),
        "districts": districts() if working else [],
        "may": {
            "allocate": working and may(request.user, May.ALLOCATE),
            "findings": working and may(request.user, May.SEE_FINDINGS),
            "audit": working and may(request.user, May.AUDIT),
            "zoning": working and page == "workbench",
            "zones": working and may(request.user, May.EDIT_ZONES),
            "cases": working and may(request.user, May.SEE_CASES),
            "vendors": working and may(request.user, May.READ_VENDORS),
        },
        "files": {
            "worker": static("vendor/maplibre-gl/maplibre-gl-worker.mjs"),
            "icons": static("img/icons.svg"),
            "draw": [
                static("vendor/terra-draw/terra-draw.umd.js"),
                static(
                    "vendor/terra-draw-adapter/terra-draw-maplibre-gl-adapter.umd.js"
                ),
            ],
        },
        "words": words(),
    }


def role_of(request: HttpRequest) -> str | None:
    """The role of the signed-in user, or None."""
    return request.user.role if isinstance(request.user, User) else None


def person_of(request: HttpRequest) -> dict[str, Any] | None:
    """Who is signed in, as the scripts need it; None for a stranger."""
    user = request.user
    if not isinstance(user, User):
        return None
    return {"id": user.pk, "name": user.get_full_name() or user.get_username()}


def role_label(request: HttpRequest) -> str:
    """The role in words, empty for a stranger."""
    if not isinstance(request.user, User):
        return ""
    return request.user.get_role_display() or request.user.get_username()


def districts() -> list[dict[str, Any]]:
    """The municipal districts to filter by."""
    english = get_language() == "en"
    found = District.objects.order_by("code").defer("geom")
    return [{"id": d.pk, "name": d.name_en if english else d.name_fa} for d in found]


def city_bounds() -> tuple[float, float, float, float]:
    """West, south, east and north of the city in degrees."""
    found = Boundary.objects.aggregate(
        extent=Extent(Transform("geom", LONLAT_SRID)),
    )["extent"]
    return found or RASHT
