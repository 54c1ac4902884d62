"""The numbers and kinds that the rules in ``sql/`` ask for by name."""

from __future__ import annotations

from typing import Any

from gis_app.encroachment.models import Occupation
from gis_app.lib.week import CITY_TIME

LIMITS = {
    # One-sided 84, 97.5 and 99.5 per cent: decisions/0031 says why.
    "noise_z": 1.0,
    "suspect_z": 1.96,
    "probable_z": 2.58,
    # A hand's breadth of land is not worth a finding, however sure.
    "least_m2": 0.01,
    # Shorter contact than this is a point, seen with two millimetres of tolerance.
    "least_contact_m": 0.02,
    # Beyond this no way out is looked for: at any real accuracy it is strong.
    "reach_m": 3.0,
    # Deeper by area and contact than so many inscribed widths: ask the land around.
    "slender": 2.0,
    # No fix is so bad that it explains a place farther away.
    "aside_m": 60.0,
    # A former right speaks for an act that it would have covered to this share.
    "same_place": 0.25,
    # A stall may be drawn this much larger than the spot that holds it.
    "fits": 1.2,
}
MOBILE = ("stall", "goods", "vehicle")


def constants() -> dict[str, Any]:
    """What is the same for every scan, and what a scan of named things leaves out."""
    return {
        **LIMITS,
        "structures": list(Occupation.STRUCTURES),
        "vending": list(Occupation.VENDING),
        "mobile": list(MOBILE),
        "city_time": CITY_TIME.key,
        "area": None,
        "named": True,
        "keep_noise": False,
        "near_subjects": [],
        "near_units": [],
        "near_m2": [],
    }
