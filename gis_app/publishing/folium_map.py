"""A map as one HTML file that opens from a memory stick, without any network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import folium
from branca.element import Element, Figure
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from gis_app.lib import jalali
from gis_app.publishing import inlined
from gis_app.publishing.access import Scope
from gis_app.publishing.catalog import LegendEntry
from gis_app.publishing.display import harmless, shown
from gis_app.publishing.map_features import MOST_FEATURES, Frame, features
from gis_app.publishing.sheet import STYLE, frame_html

MOST_NAMES, NAME_PX = 60, 110
UNTOLD = frozenset({"week"})
"""Fields for programs, not for a card."""


def draw(base: Scope, scopes: Sequence[Scope], frame: Frame, language: str) -> str:
    """The whole page as text; raises BadInput when it would hold too much."""
    with override(language):
        west, south, east, north = frame.box
        # The sheet's cards begin where reading begins; the buttons are opposite.
        aside = "topright" if language == "en" else "topleft"
        city = folium.Map(
            tiles=None,
            prefer_canvas=True,
            zoom_control=aside,
            attributionControl=False,
        )
        # Nothing from outside: what folium would fetch is put into the page below.
        city.default_js, city.default_css = [], []
        city.fit_bounds([[south, west], [north, east]])
        left = MOST_FEATURES
        ground = features(base, frame, left)
        _draw_base(base, ground).add_to(city)
        _draw_names(ground, frame, language).add_to(city)
        for scope in scopes:
            found = features(scope, frame, left)
            left -= len(found)
            if found:
                _draw_layer(scope, found, language).add_to(city)
        folium.LayerControl(collapsed=True, position=aside).add_to(city)
        return _page(city, scopes, language)


def _page(city: folium.Map, scopes: Sequence[Scope], language: str) -> str:
    root = cast("Figure", city.get_root())
    for part in (inlined.font_style(), inlined.leaflet_style(), STYLE):
        root.header.add_child(_as_is(f"<style>{part}</style>"))
    root.header.add_child(_as_is(f"<script>{inlined.leaflet_script()}</script>"))
    now = timezone.localtime()
    day = f"{now:%Y-%m-%d}" if language == "en" else jalali.long(now)
    titles = [str(scope.layer.title) for scope in scopes]
    legend = [
        (str(entry.label), entry.swatch)
        for scope in scopes
        for entry in scope.layer.legend
    ]
    root.html.add_child(_as_is(frame_html(titles, legend, day)))
    page: str = root.render()
    direction = "ltr" if language == "en" else "rtl"
    title = harmless(_("Meydan: map of the city"))
    page = page.replace(
        "<html>", f'<html lang="{language}">\n<title>{title}</title>', 1
    )
    return page.replace("<body>", f'<body dir="{direction}">', 1)


def _as_is(html: str) -> Element:
    """branca renders elements as templates; what is put in here is none."""
    return Element("{% raw %}" + html.replace("{%", "{&#37;") + "{% endraw %}")


def _draw_base(base: Scope, ground: list[dict[str, Any]]) -> folium.GeoJson:
    order = {id(entry): n for n, entry in enumerate(base.layer.legend)}
    looks = [(base.layer.look(f["properties"]), f) for f in ground]
    drawn = sorted(
        ((order[id(look)], look, f) for look, f in looks if look is not None),
        key=lambda row: row[0],
    )
    return _geojson(
        _("Base map"), [(look, f, {}) for _n, look, f in drawn], control=False
    )


def _draw_layer(
    scope: Scope, found: list[dict[str, Any]], language: str
) -> folium.GeoJson:
    fields = [f for f in scope.of_rows.fields if f.name not in UNTOLD]
    rows = []
    for feature in found:
        # The popup writes HTML: what comes from the database is escaped here.
        told = {
            field.name: harmless(
                shown(field, feature["properties"][field.name], language)
            )
            for field in fields
        }
        rows.append((scope.layer.look(feature["properties"]), feature, told))
    drawn = _geojson(str(scope.layer.title), rows, control=True)
    folium.GeoJsonPopup(
        fields=[field.name for field in fields],
        aliases=[harmless(field.title.in_language(language)) for field in fields],
        localize=False,
        class_name="card",
    ).add_to(drawn)
    return drawn


def _geojson(
    name: str,
    rows: Sequence[tuple[LegendEntry | None, dict[str, Any], Mapping[str, str]]],
    *,
    control: bool,
) -> folium.GeoJson:
    collection = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": feature["geometry"],
                "properties": {**told, "style": _style(look)},
            }
            for look, feature, told in rows
        ],
    }
    return folium.GeoJson(
        collection,
        name=name,
        control=control,
        embed=True,
        style_function=lambda feature: feature["properties"]["style"],
        marker=folium.CircleMarker(radius=6),
    )


def _style(look: LegendEntry | None) -> dict[str, Any]:
    """Leaflet's path options for a swatch; its fill is #rrggbb or #rrggbbaa."""
    swatch = look.swatch if look else {}
    fill = str(swatch.get("fill", ""))
    return {
        "color": swatch.get("stroke", "#5d6a6e"),
        "weight": swatch.get("width", 1.4),
        "dashArray": " ".join(str(part) for part in swatch.get("dash", ())) or None,
        "fill": bool(fill),
        "fillColor": fill[:7] or None,
        "fillOpacity": int(fill[7:9], 16) / 255 if len(fill) == 9 else 0.9,
    }


def _draw_names(
    ground: list[dict[str, Any]], frame: Frame, language: str
) -> folium.FeatureGroup:
    """Names of squares, parks and main streets, each once, none over another."""
    group = folium.FeatureGroup(name="names", control=False)
    named: dict[str, tuple[float, float]] = {}
    wide = 360 / 2**frame.zoom / 512 * NAME_PX
    for feature in ground:
        kept = feature["properties"]
        name = kept["name_en"] if language == "en" else kept["name_fa"]
        main = kept["kind"] in {"square", "park"} or kept["rank"] in {
            "arterial",
            "river",
        }
        if not name or not main or name in named or len(named) >= MOST_NAMES:
            continue
        lon, lat = _middle(feature["geometry"])
        if any(
            abs(lon - x) < wide and abs(lat - y) < wide / 8 for x, y in named.values()
        ):
            continue
        named[name] = (lon, lat)
        folium.Marker(
            [lat, lon],
            icon=folium.DivIcon(
                html=f"<span>{harmless(name)}</span>",
                class_name="name",
                icon_size=(0, 0),
            ),
        ).add_to(group)
    return group


def _middle(geometry: dict[str, Any]) -> tuple[float, float]:
    """A place on the line, or the middle of the area's box."""
    places = geometry["coordinates"]
    while isinstance(places[0][0], list):
        places = places[0]
    if geometry["type"].endswith("LineString"):
        lon, lat = places[len(places) // 2]
        return lon, lat
    lons, lats = [p[0] for p in places], [p[1] for p in places]
    return (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
