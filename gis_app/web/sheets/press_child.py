"""Prints sheets to PDF in a process of its own, which may be ended at any moment.

Standard input is a JSON list of HTML documents; standard output a JSON list of the
PDFs (PDF/A-3u, archival) in base64, one for each. Nothing is fetched but our own fonts.
"""

from __future__ import annotations

import base64
import json
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

SIZES_PT = (9.4, 8.9, 8.4, 7.9, 7.4)
"""The letters grow smaller until a sheet fits on one page; all else follows them."""
FONTS = Path(__file__).parents[3] / "node_modules" / "@expo-google-fonts" / "vazirmatn"
WEIGHTS = ("400Regular", "600SemiBold", "800ExtraBold")
JPEG = "data:image/jpeg;base64,"
MEMORY_MB, SECONDS = 1536, 40
NO_FONTS = 4


def limit() -> None:
    """Let the kernel end this process before it harms the machine."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY_MB * 2**20),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def main() -> int:
    """Read, print, write."""
    limit()
    if not FONTS.is_dir():
        return NO_FONTS
    pages = press()
    pdfs = [pages(text) for text in json.load(sys.stdin)]
    json.dump([base64.b64encode(pdf).decode() for pdf in pdfs], sys.stdout)
    return 0


def press() -> Callable[[str], bytes]:
    """The press, its letters laid ready."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    ready = FontConfiguration()
    letters = CSS(string=faces(), font_config=ready, url_fetcher=own_files())

    def printed(text: str) -> bytes:
        sheet = HTML(string=text, url_fetcher=own_files())
        for size in SIZES_PT:
            fitting = CSS(string=f"html {{ font-size: {size}pt }}")
            laid_out = sheet.render(
                stylesheets=[letters, fitting],
                font_config=ready,
                pdf_variant="pdf/a-3u",
            )
            if len(laid_out.pages) == 1:
                break
        content: bytes = laid_out.write_pdf(pdf_variant="pdf/a-3u")
        return content

    return printed


def faces() -> str:
    """The font in its weights; whole files, for a subset of letters mixes them up."""
    return "".join(
        f"@font-face {{ font-family: Vazirmatn; font-weight: {name[:3]};"
        f" src: url(font:{name}) }}"
        for name in WEIGHTS
    )


def own_files() -> Any:
    """``font:700Bold`` is a file of the font package, and a picture may stand in the
    sheet itself as JPEG; all else is refused."""
    from weasyprint.urls import (
        FatalURLFetchingError,
        URLFetcher,
        URLFetcherResponse,
    )

    class OwnFiles(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            scheme, _colon, name = url.partition(":")
            if url.startswith(JPEG):
                picture = base64.b64decode(url.removeprefix(JPEG))
                return URLFetcherResponse(url, picture, {"Content-Type": "image/jpeg"})
            if scheme != "font" or name not in WEIGHTS:
                raise FatalURLFetchingError("a sheet needs nothing from elsewhere")
            content = (FONTS / name / f"Vazirmatn_{name}.ttf").read_bytes()
            return URLFetcherResponse(url, content, {"Content-Type": "font/ttf"})

    return OwnFiles()


if __name__ == "__main__":
    sys.exit(main())
