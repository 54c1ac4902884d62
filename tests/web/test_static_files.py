"""Static files: hashed for ever once collected, found where they lie before."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import Storage, storages
from django.core.management import call_command
from django.templatetags.static import static
from whitenoise.compress import Compressor

JS = settings.ROOT / "maps" / "static" / "js"
CSS = settings.ROOT / "maps" / "static" / "css"


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("static")
    before = _folder(staticfiles_storage)
    with pytest.MonkeyPatch.context() as patch:
        fresh = storages.create_storage(
            {
                "BACKEND": "gis_app.web.staticfiles.HashedFiles",
                "OPTIONS": {"location": str(folder)},
            }
        )
        for module in ("management.commands.collectstatic", "storage"):
            patch.setattr(
                f"django.contrib.staticfiles.{module}.staticfiles_storage", fresh
            )
        # Which files are compressed is asked here, not how well: that takes seconds.
        patch.setattr(Compressor, "compress_brotli", staticmethod(lightly))
        call_command("collectstatic", interactive=False, verbosity=0)
    assert _folder(staticfiles_storage) == before
    return folder


def lightly(content: bytes) -> bytes:
    """In place of Brotli at its best."""
    return zlib.compress(content, 1)


def _folder(storage: Storage) -> object:
    """Where a storage keeps its files; the static one is a proxy that can't say."""
    return getattr(storage, "location", None)


def test_modules_import_each_other_by_hashed_names(collected: Path) -> None:
    module = next((collected / "js").glob("start.*.js"))
    imports = re.findall(r'from "(\./[^"]+)"', module.read_text(encoding="utf-8"))
    assert imports
    assert all(re.fullmatch(r"\./[a-z_]+\.[0-9a-f]{12}\.js", name) for name in imports)
    assert all((collected / "js" / name).is_file() for name in imports)


def test_the_map_library_is_imported_by_its_hashed_name(collected: Path) -> None:
    module = next((collected / "js").glob("map.*.js")).read_text(encoding="utf-8")
    name = re.search(
        r'"\.\./vendor/maplibre-gl/(maplibre-gl\.[0-9a-f]{12}\.mjs)"', module
    )
    assert name is not None
    assert (collected / "vendor" / "maplibre-gl" / name[1]).is_file()


def test_what_browsers_ask_for_is_there_compressed(collected: Path) -> None:
    names = {p.name for p in (collected / "vendor" / "maplibre-gl").iterdir()}
    (hashed,) = (n for n in names if re.fullmatch(r"maplibre-gl\.[0-9a-f]{12}\.mjs", n))
    assert {f"{hashed}.br", f"{hashed}.gz"} <= names
    assert not {"maplibre-gl.mjs.br", "maplibre-gl.mjs.gz"} & names


def test_sources_that_no_browser_asks_for_stay_behind(collected: Path) -> None:
    left = {p.name for p in (collected / "vendor").rglob("*")}
    assert not [n for n in left if n.endswith((".map", ".d.ts")) or "-dev." in n]


def test_before_collecting_names_are_plain() -> None:
    assert static("js/map.js") == "/static/js/map.js"


def test_modules_are_short_and_only_one_touches_the_map_library() -> None:
    modules = {p.name: p.read_text(encoding="utf-8") for p in JS.glob("*.js")}
    assert [n for n, text in modules.items() if text.count("\n") > 200] == []
    assert [n for n, text in modules.items() if "maplibre-gl.mjs" in text] == ["map.js"]


def test_styles_know_no_left_or_right() -> None:
    """Persian and English share one sheet; a picture's own corner has no other name."""
    physical = re.compile(
        r"(?<![\w-])(margin|padding|border|inset)-(left|right|top|bottom)\b"
        r"|(?<![\w-])(left|right|top|bottom|width|height):"
    )
    found = {
        p.name: hits
        for p in CSS.glob("*.css")
        if (hits := [m[0] for m in physical.finditer(p.read_text(encoding="utf-8"))])
    }
    assert found == {}
