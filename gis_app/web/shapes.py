"""Geometry for browsers: longitude and latitude as JSON, computed in the database."""

from __future__ import annotations

from django.db.models import Func, JSONField

from gis_app.crs import LONLAT_SRID


class GeoJSON(Func):
    """The geometry as GeoJSON in degrees, to the centimetre."""

    template = f"ST_AsGeoJSON(ST_Transform(%(expressions)s, {LONLAT_SRID}), 7)::jsonb"
    output_field = JSONField()
    arity = 1


class Box(Func):
    """``[west, south, east, north]`` in degrees."""

    template = (
        f"ST_AsGeoJSON(ST_Transform(ST_Envelope(%(expressions)s), {LONLAT_SRID}), 7, 1)"
        "::jsonb -> 'bbox'"
    )
    output_field = JSONField()
    arity = 1


class Place(Func):
    """``[lon, lat]`` of a point that surely lies on the geometry."""

    template = (
        "ST_AsGeoJSON(ST_Transform(ST_PointOnSurface(%(expressions)s), "
        f"{LONLAT_SRID}), 7)::jsonb -> 'coordinates'"
    )
    output_field = JSONField()
    arity = 1


class Middle(Func):
    """``[lon, lat]`` of the centroid: cheap, and near enough for a dot from afar."""

    template = (
        f"ST_AsGeoJSON(ST_Transform(ST_Centroid(%(expressions)s), {LONLAT_SRID}), 6)"
        "::jsonb -> 'coordinates'"
    )
    output_field = JSONField()
    arity = 1
