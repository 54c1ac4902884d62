"""A clerk at her desk, photos that are drawings, and refusals in English."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from PIL import Image

from gis_app.accounts.models import User
from tests import factories as make


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def folder_of_photos(tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR = tmp_path


@pytest.fixture
def clerk(db: None) -> User:
    return make.a_user("clerk")


def a_photo(size: tuple[int, int] = (900, 900)) -> bytes:
    """A JPEG that says who, where and when in its metadata."""
    exif = Image.Exif()
    exif[0x010F] = "Somebody's phone"
    out = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(out, "JPEG", exif=exif)
    return out.getvalue()
