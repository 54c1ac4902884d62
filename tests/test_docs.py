"""The documentation is true: commands, settings, layers and links exist."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
SUBCOMMANDS = {"serve", "test", "check", "bench", "manage"}
DOCS = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)


def commands() -> list[list[str]]:
    """The words of each ``./meydan …`` line in the pages' console blocks."""
    lines = []
    for block in re.findall(r"```console\n(.*?)```", DOCS, re.DOTALL):
        for line in block.replace("\\\n", " ").splitlines():
            words = shlex.split(line, comments=True)
            while words and re.fullmatch(r"[A-Z_]+=.*", words[0]):
                words.pop(0)
            if words and words[0].endswith("meydan"):
                lines.append(words[1:])
    return lines


def own_commands() -> dict[str, str]:
    return {n: app for n, app in get_commands().items() if app.startswith("gis_app.")}


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_a_documented_command_exists_and_takes_these_arguments(
    words: list[str],
) -> None:
    assert words[0] in SUBCOMMANDS
    if words[0] == "manage":
        app = get_commands()[words[1]]
        assert isinstance(app, str)
        parser = load_command_class(app, words[1]).create_parser("meydan", words[1])
        parser.parse_args(words[2:])


def test_every_command_is_documented() -> None:
    assert {name for name in own_commands() if f"manage {name}" not in DOCS} == set()


def test_every_setting_is_documented() -> None:
    sources = [*(ROOT / "gis_app").rglob("*.py"), ROOT / "meydan"]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    names = set(re.findall(r"\bMEYDAN_[A-Z][A-Z_]*[A-Z]\b", text))
    operations = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    assert {name for name in names if name not in operations} == set()


def test_every_layer_is_documented() -> None:
    page = (ROOT / "docs" / "layers.md").read_text(encoding="utf-8")
    layers = [
        p.name for p in (ROOT / "layers").iterdir() if (p / "layer.toml").exists()
    ]
    assert layers
    assert [name for name in layers if f"`{name}`" not in page] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", text)
    assert [t for t in targets if not (page.parent / t).exists()] == []
