"""Reads what map somebody wants as one file, and lets it be drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from gis_app.errors import BadInput
from gis_app.publishing.access import Scope, Viewer, scope_of, scopes_of
from gis_app.publishing.extract import read_bbox
from gis_app.publishing.folium_map import draw
from gis_app.publishing.map_features import Frame

KNOWN = frozenset({"layers", "bbox", "center", "zoom"})
BASE = "base"


@dataclass(frozen=True)
class Wanted:
    """A map that somebody may have."""

    base: Scope
    scopes: Sequence[Scope]
    frame: Frame

    def drawn(self, language: str) -> str:
        """Its HTML; raises BadInput when it would hold too much."""
        return draw(self.base, self.scopes, self.frame, language)


def read(viewer: Viewer, query: Mapping[str, str]) -> Wanted:
    """The map that a query asks for.

    ``query`` has ``layers`` (ids; else those that are on at first), and ``bbox``, or
    ``center`` with ``zoom``, or neither for the whole city. Raises NotFound for a
    layer that the viewer may not see, BadInput for what can't be read.
    """
    if unknown := sorted(query.keys() - KNOWN):
        raise BadInput(_("A map takes no %(names)s.") % {"names": ", ".join(unknown)})
    return Wanted(scope_of(viewer, BASE), _scopes(viewer, query), _frame(query))


def _scopes(viewer: Viewer, query: Mapping[str, str]) -> list[Scope]:
    if "layers" not in query:
        return [
            scope
            for scope in scopes_of(viewer)
            if scope.layer.default_on and scope.layer.id != BASE
        ]
    wanted = dict.fromkeys(part.strip() for part in query["layers"].split(","))
    scopes = [scope_of(viewer, name) for name in wanted if name and name != BASE]
    return sorted(scopes, key=lambda scope: scope.layer.order)


def _frame(query: Mapping[str, str]) -> Frame:
    if "bbox" in query:
        return Frame(read_bbox(query["bbox"]))
    if "center" not in query:
        return Frame.of_city()
    try:
        lon, lat = (float(part) for part in query["center"].split(","))
        zoom = float(query.get("zoom", "16"))
    except ValueError:
        lon = lat = zoom = float("nan")
    if not (20 <= lon <= 80 and 0 <= lat <= 80 and 0 <= zoom <= 22):
        raise BadInput(
            _("A place is longitude,latitude, like 49.58,37.28; a zoom is 0 to 22.")
        )
    return Frame.around(lon, lat, zoom)
