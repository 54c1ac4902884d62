"""``/api/layers``: what the person may see, ready for a map."""

from __future__ import annotations

import json
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from psycopg2.sql import SQL

from gis_app.publishing import generalise, tiles
from gis_app.publishing.access import Scope, Viewer, scopes_of
from gis_app.publishing.catalog import Field, Layer
from gis_app.publishing.compose import own_rows, revision_of
from gis_app.publishing.reader import reading
from gis_app.publishing.views_in_database import view_of

Box = tuple[float, float, float, float]
_bounds: dict[tuple[str, str], tuple[str, Box | None]] = {}


@require_safe
def layers(request: HttpRequest) -> HttpResponse:
    """The layers of this person, in this language, in drawing order."""
    generalise.compact()
    scopes = scopes_of(Viewer.of(request.user))
    answer = JsonResponse(
        {"layers": [_describe(scope) for scope in scopes]},
        json_dumps_params={"ensure_ascii": False},
    )
    answer["Cache-Control"] = "private, no-cache"
    return answer


def group_titles() -> dict[str, str]:
    """What the groups of layers are called."""
    return {
        "base": _("Base map"),
        "land": _("Land"),
        "vending": _("Vending"),
        "labour": _("Day labourers"),
        "encroachment": _("Encroachment"),
    }


def _describe(scope: Scope) -> dict[str, Any]:
    layer = scope.layer
    revision, bounds = _state(scope)
    version = tiles.public_version(scope, revision)
    return {
        "id": layer.id,
        "title": str(layer.title),
        "group": layer.group,
        "group_title": group_titles().get(layer.group, layer.group),
        "order": layer.order,
        "geometry": layer.geometry,
        "default_on": layer.default_on,
        "minzoom": layer.minzoom,
        "detail_zoom": layer.detail_zoom,
        "maxzoom": tiles.MAX_ZOOM,
        "tiles": f"/tiles/{layer.id}/{{z}}/{{x}}/{{y}}.mvt?v={version}",
        "revision": revision,
        "bounds": bounds,
        "fields": [_field(field) for field in scope.of_rows.fields],
        "style": style(layer),
        "legend": [
            {"label": str(entry.label), "swatch": dict(entry.swatch)}
            for entry in layer.legend
        ],
        "downloads": [
            {
                "ext": ext,
                "href": f"/downloads/{layer.id}.{ext}",
                "label": format_titles()[ext],
            }
            for ext in layer.formats
        ],
    }


def format_titles() -> dict[str, str]:
    """What the file formats are called."""
    return {
        "gpkg": _("GeoPackage"),
        "geojson": _("GeoJSON"),
        "shp.zip": _("Shapefile (zip)"),
    }


def style(layer: Layer) -> list[dict[str, Any]]:
    """The MapLibre layers; ``LANG`` becomes the request's language, also in names."""
    language = "en" if (get_language() or "").startswith("en") else "fa"
    text = json.dumps(layer.style).replace("name_LANG", f"name_{language}")
    text = text.replace('"LANG"', f'"{language}"')
    return [{**definition, "source": layer.id} for definition in json.loads(text)]


def _field(field: Field) -> dict[str, Any]:
    shown: dict[str, Any] = {"name": field.name, "title": str(field.title)}
    if field.values:
        shown["values"] = {code: str(title) for code, title in field.values.items()}
    return shown


def _state(scope: Scope) -> tuple[str, Box | None]:
    """The revision, and the box in degrees of the rows that are seen (kept while
    nothing changes).
    """
    layer, key = scope.layer, (scope.layer.id, scope.key)
    # What somebody's transaction sees may yet be undone: it isn't kept.
    keep = not connection.in_atomic_block
    with reading() as cursor:
        cursor.execute(SQL("SELECT {}").format(revision_of(layer)), {"layer": layer.id})
        revision = cursor.fetchone()[0]
        kept = _bounds.get(key)
        if kept is not None and kept[0] == revision and keep:
            return kept
        cursor.execute(
            SQL(
                "SELECT ST_XMin(b), ST_YMin(b), ST_XMax(b), ST_YMax(b) FROM ("
                " SELECT ST_Transform(ST_SetSRID(ST_Extent(geom_3857)::geometry, 3857),"
                " 4326) AS b FROM {} AS v WHERE TRUE {}) AS box"
            ).format(view_of(layer), own_rows(scope)),
            scope.values,
        )
        box = cursor.fetchone()
    state = (revision, None if box[0] is None else box)
    if keep:
        _bounds[key] = state
    return state
