"""Third-party files as text for a page that must open without any network."""

from __future__ import annotations

import base64
import re
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from gis_app.errors import Refusal

PACKAGES = Path(settings.ROOT) / "node_modules"
FONT = "@fontsource-variable/vazirmatn/files/vazirmatn-{}-wght-normal.woff2"
RANGES = {
    "arabic": "U+0600-06FF,U+0750-077F,U+200C-200E,U+2010-2011,U+FB50-FDFF,U+FE70-FEFC",
    "latin": "U+0000-00FF,U+2013-2014,U+2018-2019,U+201C-201D,U+2026,U+03C3",
}
KINDS = {".png": "image/png", ".woff2": "font/woff2"}


class NotInstalled(Refusal):
    """A front-end package is missing: `./meydan` installs it on its first run."""

    status = 503


@cache
def leaflet_script() -> str:
    """Leaflet, without its link home and its source map."""
    text = _read("leaflet/dist/leaflet.js")
    text = re.sub(r"//# sourceMappingURL=.*", "", text)
    return text.replace("https://leafletjs.com", "#").replace("</script", "<\\/script")


@cache
def leaflet_style() -> str:
    """Leaflet's style sheet with its pictures inside."""
    text = re.sub(r"/\*.*?\*/", "", _read("leaflet/dist/leaflet.css"), flags=re.DOTALL)
    return re.sub(
        r"url\((images/[\w-]+\.png)\)",
        lambda found: f"url({_data(f'leaflet/dist/{found[1]}')})",
        text,
    )


@cache
def font_style() -> str:
    """Vazirmatn, Persian and Latin letters, inside the style sheet."""
    return "\n".join(
        "@font-face{font-family:Vazirmatn;font-weight:100 900;src:url("
        f"{_data(FONT.format(script))}) format('woff2');unicode-range:{letters}}}"
        for script, letters in RANGES.items()
    )


def _read(name: str) -> str:
    return _bytes(name).decode("utf-8")


def _data(name: str) -> str:
    coded = base64.b64encode(_bytes(name)).decode("ascii")
    return f"data:{KINDS[Path(name).suffix]};base64,{coded}"


def _bytes(name: str) -> bytes:
    try:
        return (PACKAGES / name).read_bytes()
    except FileNotFoundError:
        raise NotInstalled(
            _("The front-end packages are not installed: run npm ci.")
        ) from None
