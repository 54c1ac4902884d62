"""The addresses of what is published."""

from __future__ import annotations

from django.urls import path, re_path

from gis_app.publishing import download_views, layer_views, tile_views

urlpatterns = [
    path("api/layers", layer_views.layers, name="layers"),
    path("tiles/<str:layer>/<str:z>/<str:x>/<str:y>.mvt", tile_views.tile, name="tile"),
    path("downloads/map.html", download_views.map_file, name="map-file"),
    re_path(
        r"^downloads/(?P<layer>[a-z0-9_]+)\.(?P<ext>gpkg|geojson|shp\.zip)$",
        download_views.download,
        name="download",
    ),
]
