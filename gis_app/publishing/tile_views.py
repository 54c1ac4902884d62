"""The address of a tile: conditional requests, caching, compression."""

from __future__ import annotations

import gzip
from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.http import require_safe

from gis_app.publishing import generalise, tiles
from gis_app.publishing.access import Scope, Viewer, scope_of
from gis_app.publishing.answers import refusals_answered

FOR_EVER = "max-age=31536000, immutable"
ASK_AGAIN = "max-age=0, must-revalidate"


@require_safe
@refusals_answered
def tile(request: HttpRequest, layer: str, z: str, x: str, y: str) -> HttpResponseBase:
    """``/tiles/{layer}/{z}/{x}/{y}.mvt?v=…``: 200, 204 when empty, 304, 400 or 404."""
    address = tiles.Address.read(z, x, y)
    scope = scope_of(Viewer.of(request.user), layer)
    known = tiles.standing(scope, address.z)
    packing = "gzip" in request.headers.get("Accept-Encoding", "")
    # Nobody's copy is out of date: answer before any shape is read.
    same = get_conditional_response(
        request, etag=_etag(known.version, address, packing)
    )
    if same is not None and same.status_code == 304:
        made = tiles.Tile(b"", known.version, known.revision, known.current)
        response = same
    else:
        made = tiles.tile(scope, address, known)
        response = _answer(made.packed, packing=packing)
    _label(response, request, scope, made)
    response["ETag"] = _etag(made.version, address, packing)
    if not known.current:
        _later(response, scope)
    return response


def _answer(packed: bytes, *, packing: bool) -> HttpResponse:
    if not packed:
        return HttpResponse(status=204)
    body = packed if packing else gzip.decompress(packed)
    response = HttpResponse(body, content_type="application/vnd.mapbox-vector-tile")
    response["Content-Length"] = str(len(body))
    if packing:
        response["Content-Encoding"] = "gzip"
    return response


def _etag(version: str, address: tiles.Address, packing: bool) -> str:
    place = f"{address.z}/{address.x}/{address.y}"
    return f'"{version}:{place}{":gzip" if packing else ""}"'


def _label(
    response: HttpResponseBase, request: HttpRequest, scope: Scope, made: tiles.Tile
) -> None:
    """Who may keep the answer, and for how long."""
    asked = request.GET.get("v")
    for_ever = made.current and asked == tiles.public_version(scope, made.revision)
    who = "public" if scope.is_public else "private"
    response["Cache-Control"] = f"{who}, {FOR_EVER if for_ever else ASK_AGAIN}"
    patch_vary_headers(cast("HttpResponse", response), ["Accept-Encoding"])


def _later(response: HttpResponseBase, scope: Scope) -> None:
    """Bring the low zooms up to date once this answer has been sent."""
    response._resource_closers.append(  # type: ignore[attr-defined]
        lambda: generalise.refresh(scope.layer)
    )
