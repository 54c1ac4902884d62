"""The documentation is true: commands, settings, layers and links exist."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

from gis_app.launch.__main__ import serve_options
from gis_app.launch.checks import tools
from gis_app.launch.places import Places
from gis_app.launch.steps import Setup

ROOT = Path(__file__).parent.parent
PAGES = [
    ROOT / "README.md",
    ROOT / "docker" / "README.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]
OTHER_PROGRAMS = {"cp", "docker", "eval", "pg_dump", "pg_restore", "uv"}
DOCS = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)


def console_lines() -> list[list[str]]:
    """The words of each line in the pages' console blocks, settings left out."""
    lines = []
    for block in re.findall(r"```console\n(.*?)```", DOCS, re.DOTALL):
        for line in block.replace("\\\n", " ").splitlines():
            words = shlex.split(line, comments=True)
            while words and re.fullmatch(r"[A-Z_]+=.*", words[0]):
                words.pop(0)
            if words:
                lines.append(words)
    return lines


def commands() -> list[list[str]]:
    """What follows ``./meydan``, in console blocks and in running text."""
    lines = [
        words[words.index("./meydan") + 1 :]
        for words in console_lines()
        if "./meydan" in words
    ]
    inline = re.findall(r"`(?:[A-Z_]+=\S+ )?\./meydan ([^`]+)`", DOCS)
    patterns = re.compile(r"[\[…]|\b[A-Z]{3,}\b")
    return lines + [shlex.split(text) for text in inline if not patterns.search(text)]


def own_commands() -> dict[str, str]:
    return {n: app for n, app in get_commands().items() if app.startswith("gis_app.")}


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_a_documented_command_exists_and_takes_these_arguments(
    words: list[str],
) -> None:
    name, *rest = words
    if name == "serve":
        serve_options().parse_args(rest)
    elif name == "prepare":
        assert rest == []
    elif name == "check":
        assert set(rest) <= tools(Setup(Places(ROOT, ROOT), {}, {})).keys()
    elif name == "test":
        assert [path for path in rest if not (ROOT / path).exists()] == []
    elif name == "bench":
        parse("bench", rest)
    else:
        assert name == "manage"
        parse(rest[0], rest[1:])


def parse(name: str, arguments: list[str]) -> None:
    """Let the command read its arguments; it ends the test when it can't."""
    app = get_commands()[name]
    assert isinstance(app, str)
    load_command_class(app, name).create_parser("meydan", name).parse_args(arguments)


def test_what_consoles_show_is_meydan_or_a_known_program_on_files_that_exist() -> None:
    for words in console_lines():
        assert words[0] in {"./meydan", *OTHER_PROGRAMS}, words
        named = [w for w in words if re.match(r"(docker|requirements|docs)/", w)]
        made = {"docker/.env"}
        missing = [n for n in named if n not in made and not (ROOT / n).exists()]
        assert missing == [], words


def test_no_command_hides_outside_a_console_block() -> None:
    """There it would not be checked."""
    assert re.findall(r"^ {4,}.*\./meydan.*$", DOCS, re.MULTILINE) == []


def test_the_two_commands_are_in_the_readme() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "```console\n./meydan serve\n```" in text
    assert "```console\n./meydan test\n```" in text


def test_the_readme_maps_every_folder() -> None:
    """Those that a checkout has; what is made later has a dot or is npm's."""
    table = (ROOT / "README.md").read_text(encoding="utf-8")
    folders = [
        p.name
        for p in ROOT.iterdir()
        if p.is_dir() and not p.name.startswith((".", "_", "node_modules"))
    ]
    assert [name for name in folders if f"`{name}/`" not in table] == []
    apps = [
        p.name for p in (ROOT / "gis_app").iterdir() if (p / "__init__.py").exists()
    ]
    assert [name for name in apps if f"`{name}`" not in table] == []


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
