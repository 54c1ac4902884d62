"""What runs in production imports only what production installs."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
OWN = {"gis_app", "fixtures"}
MODULE_OF = {
    "psycopg2-binary": "psycopg2", "django-ninja": "ninja", "django-csp": "csp",
    "django-environ": "environ", "pillow": "PIL",
}  # fmt: skip
COMES_WITH = {"pydantic": "django-ninja", "branca": "folium", "pandas": "geopandas"}
PEERS = {"duckdb", "duckdb_extensions", "ortools"}
"""Imported by benchmarks only, which report a missing peer."""


def imported(path: Path) -> Iterator[str]:
    """Top-level names of all imports that are executed when the code runs."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for branch in ast.walk(tree):
        if isinstance(branch, ast.If) and "TYPE_CHECKING" in ast.dump(branch.test):
            branch.body = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


def test_every_import_is_of_a_package_that_is_locked_for_running() -> None:
    text = (ROOT / "requirements" / "run.in").read_text(encoding="utf-8")
    packages = re.findall(r"^([A-Za-z][\w-]*)", text, re.MULTILINE)
    known = {MODULE_OF.get(name, name.lower()) for name in packages}
    known |= COMES_WITH.keys() | OWN | sys.stdlib_module_names
    found = {
        (name, str(path.relative_to(ROOT)))
        for folder in OWN
        for path in (ROOT / folder).rglob("*.py")
        for name in imported(path)
        if not (name in PEERS and "bench" in path.parts)
    }
    assert {item for item in found if item[0] not in known} == set()
