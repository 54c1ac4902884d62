"""The addresses of what is published."""

from __future__ import annotations

from django.urls import path

from gis_app.publishing import layer_views, tile_views

urlpatterns = [
    path("api/layers", layer_views.layers, name="layers"),
    path("tiles/<str:layer>/<str:z>/<str:x>/<str:y>.mvt", tile_views.tile, name="tile"),
]
