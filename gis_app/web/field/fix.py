"""Where the phone says it is: read strictly, refused in clear words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from gis_app.crs import area_of_interest
from gis_app.errors import BadInput
from gis_app.lib import gps
from gis_app.web import wording
from gis_app.web.boxes import storage_xy

CLOCK_SLACK_S = 2.0
"""A fix may seem to come from the future by this much: clocks are read twice."""


@dataclass(frozen=True)
class Fix:
    """A position that can be judged by; metres in the storage CRS."""

    lon: float
    lat: float
    accuracy_m: float
    age_s: float
    mock: bool
    x: float
    y: float

    @property
    def sigma_m(self) -> float:
        """σ of each axis."""
        return gps.sigma(self.accuracy_m)


def place(lon: float, lat: float) -> tuple[float, float]:
    """A place in the city, storage CRS; raises BadInput for one elsewhere."""
    x, y = storage_xy(lon, lat)
    west, south, east, north = area_of_interest()
    if not (west <= x <= east and south <= y <= north):
        raise BadInput(_("That place is far from the city."), reason="far")
    return x, y


def usable(
    lon: float, lat: float, accuracy_m: float, age_s: float, *, mock: bool
) -> Fix:
    """The fix, when it proves anything; else BadInput with what to do instead."""
    x, y = place(lon, lat)
    if age_s < -CLOCK_SLACK_S:
        raise BadInput(
            _("The position is dated in the future: set the phone's clock first."),
            reason="clock",
        )
    why = gps.unusable(accuracy_m, age_s)
    if why is not None:
        raise BadInput(refusal(why, accuracy_m, age_s), reason=str(why))
    return Fix(lon, lat, accuracy_m, max(age_s, 0.0), mock, x, y)


def refusal(why: gps.Unusable, accuracy_m: float, age_s: float) -> str:
    """Why the fix proves nothing, and what to do about it."""
    if why == gps.Unusable.OLD:
        return _(
            "This position is %(age)s seconds old; it may be 10 at most. Stand still"
            " under open sky and ask again."
        ) % {"age": wording.number(min(age_s, 999_999))}
    return _(
        "This position is good to %(accuracy)s m only; 20 m or better is needed. Step"
        " away from walls and roofs and wait a moment, or look the spot up by its"
        " number."
    ) % {"accuracy": wording.number(min(accuracy_m, 99_999))}
