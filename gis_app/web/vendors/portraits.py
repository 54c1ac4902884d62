"""Photos of vendors: opened apart like those from the street, cut to a card's shape."""

from __future__ import annotations

import base64
import io

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from gis_app.enforcement import filestore
from gis_app.errors import Conflict
from gis_app.field.photos import clean

SIZE = (600, 800)
"""Three to four, as on identity cards; enough for print at 20 × 27 mm."""
SMALL = (300, 400)


def keep(content: bytes) -> tuple[str, str]:
    """Check a photo, make it anew and store it; its SHA-256 and its path.

    Raises BadInput for a file that is too large, no photo, or harmful.
    """
    with Image.open(io.BytesIO(clean(content, 1).content)) as picture:
        fitted = ImageOps.fit(picture, SIZE, centering=(0.5, 0.35))
    return filestore.keep(_jpeg(fitted, 88), ".jpg")


def read(path: str) -> bytes:
    """The stored picture; raises Conflict when its file is gone."""
    try:
        return filestore.read(path)
    except OSError as error:
        raise Conflict(
            _("The file of this photo is missing: take a new one.")
        ) from error


def small(path: str) -> str:
    """A smaller one as a data address, for a phone that asks once."""
    with Image.open(io.BytesIO(read(path))) as picture:
        picture.thumbnail(SMALL)
        return as_data(_jpeg(picture, 80))


def as_data(picture: bytes) -> str:
    """``data:image/jpeg;base64,…``"""
    return "data:image/jpeg;base64," + base64.b64encode(picture).decode()


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.convert("RGB").save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
