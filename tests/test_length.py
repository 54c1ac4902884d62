"""No file is too long to be read in one go."""

from __future__ import annotations

import pytest

from tests.test_docs import ROOT

MOST_LINES = 400
FOLDERS = ("gis_app", "layers", "maps", "fixtures", "tests")
KINDS = (".py", ".js", ".css", ".sql", ".html")


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_file_has_more_than_400_lines(folder: str) -> None:
    files = [path for path in (ROOT / folder).rglob("*") if path.suffix in KINDS]
    own = [path for path in files if "vendor" not in path.parts]
    assert own
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines())
        for path in own
    }
    assert {path: n for path, n in lengths.items() if n > MOST_LINES} == {}
