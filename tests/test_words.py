"""Persian is complete: no message is missing, fuzzy, or out of step with the code."""

from __future__ import annotations

import shutil
import string
import subprocess
import sys
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).parent.parent
PERSIAN = ROOT / "gis_app" / "locale" / "fa" / "LC_MESSAGES" / "django.po"


@pytest.fixture(scope="module")
def catalog() -> polib.POFile:
    return polib.pofile(str(PERSIAN))


def test_every_message_is_translated(catalog: polib.POFile) -> None:
    assert [entry.msgid for entry in catalog.untranslated_entries()] == []


def test_no_translation_is_a_guess(catalog: polib.POFile) -> None:
    assert [entry.msgid for entry in catalog.fuzzy_entries()] == []


def test_translations_keep_the_placeholders(catalog: polib.POFile) -> None:
    def names(text: str) -> set[str]:
        braces = {name or "" for _, name, _, _ in string.Formatter().parse(text)}
        return {p.split(")")[0] for p in text.split("%(")[1:]} | (braces - {""})

    assert [
        entry.msgid
        for entry in catalog
        for text in entry.msgstr_plural.values() or [entry.msgstr]
        if "%(" in entry.msgid and names(entry.msgid) != names(text)
    ] == []


def test_the_catalog_holds_every_message_of_the_code(
    tmp_path: Path, catalog: polib.POFile
) -> None:
    """A copy of the sources is scanned anew and compared."""
    for name in ("gis_app", "maps"):
        shutil.copytree(
            ROOT / name,
            tmp_path / name,
            ignore=shutil.ignore_patterns("*.mo", "static"),
        )
    (tmp_path / "gis_app" / "locale" / "fa" / "LC_MESSAGES" / "django.po").unlink()
    subprocess.run(
        [
            *(sys.executable, "-m", "django", "makemessages"),
            *("-l", "fa", "--no-location"),
            *("--pythonpath", str(tmp_path), "--settings", "gis_app.settings"),
        ],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    fresh = polib.pofile(
        str(tmp_path / "gis_app" / "locale" / "fa" / "LC_MESSAGES" / "django.po")
    )
    known = {(each.msgctxt, each.msgid) for each in catalog if not each.obsolete}
    assert {(each.msgctxt, each.msgid) for each in fresh} - known == set()
