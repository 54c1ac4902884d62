"""The officers' phone page, and what makes it installable."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.staticfiles import finders
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gis_app.accounts.models import User
from gis_app.accounts.roles import May, may
from gis_app.web.field.words import words

SHARED = (
    "css/fonts.css",
    "css/ground.css",
    "css/field.css",
    "js/dom.js",
    "js/format.js",
    "js/settings.js",
    "js/toast.js",
    "img/icons.svg",
    "img/mark.svg",
    "img/field/icon-192.png",
    "vendor/noble-ed25519/index.js",
    "vendor/qr/decode.js",
    "vendor/qr/index.js",
    "vendor/vazirmatn/files/vazirmatn-arabic-wght-normal.woff2",
    "vendor/vazirmatn/files/vazirmatn-latin-wght-normal.woff2",
)
WORKER = "js/field/worker.js"


@require_safe
@login_required
def page(request: HttpRequest) -> HttpResponse:
    """The page itself; an agency has no business in the street."""
    if not isinstance(request.user, User) or not may(request.user, May.SEE_RIGHTS):
        raise PermissionDenied
    return render(request, "field.html", {"settings": _settings(request, request.user)})


def _settings(request: HttpRequest, person: User) -> dict[str, Any]:
    get_token(request)  # sets the cookie that the scripts read when they send
    return {
        "page": "field",
        "language": get_language(),
        "rtl": get_language_bidi(),
        "role": person.role,
        "zone": settings.TIME_ZONE,
        "person": {
            "username": person.get_username(),
            "name": person.get_full_name() or person.get_username(),
        },
        "may": {"report": may(person, May.REPORT)},
        "files": {"icons": static("img/icons.svg")},
        "words": words(),
    }


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What the phone shows of the installed page."""
    icons = [
        {"src": static(f"img/field/icon-{size}.png"), "sizes": f"{size}x{size}"}
        | {"type": "image/png", "purpose": purpose}
        for size in (192, 512)
        for purpose in ("any", "maskable")
    ]
    told = {
        "id": "/field/",
        "name": _("Meydan · Field work"),
        "short_name": _("Meydan Field"),
        "start_url": "/field/",
        "scope": "/field/",
        "display": "standalone",
        "orientation": "portrait",
        "lang": get_language(),
        "dir": "rtl" if get_language_bidi() else "ltr",
        "theme_color": "#fffdf9",
        "background_color": "#f4f1ea",
        "icons": icons,
    }
    return JsonResponse(told, content_type="application/manifest+json")


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, told which files make the page and what version they are."""
    response = HttpResponse(_worker(), content_type="text/javascript")
    response["Cache-Control"] = "no-cache"
    return response


@lru_cache(maxsize=1)
def _worker() -> str:
    names = [*SHARED, *_scripts()]
    files = [static(name) for name in names]
    version = hashlib.sha256()
    for name in [*names, WORKER]:
        version.update(_content(name))
    told = {"version": version.hexdigest()[:12], "files": sorted(files)}
    return f"const SHELL = {json.dumps(told)};\n{_content(WORKER).decode()}"


def _scripts() -> list[str]:
    folder = settings.ROOT / "maps" / "static" / "js" / "field"
    names = sorted(path.name for path in folder.glob("*.js"))
    return [f"js/field/{name}" for name in names if name != "worker.js"]


def _content(name: str) -> bytes:
    found = finders.find(name)
    return Path(found).read_bytes() if isinstance(found, str) else b""
