"""The style tools that every change must pass: ./meydan check [NAME …]."""

from __future__ import annotations

import time
from collections.abc import Sequence

from gis_app.launch.say import Trouble, note
from gis_app.launch.shell import run_foreground
from gis_app.launch.steps import Setup


def tools(setup: Setup) -> dict[str, list[str]]:
    """Return the command of each tool by its name, in the order of running."""
    python = str(setup.venv.python)
    importlinter = "from importlinter.cli import lint_imports_command as c; c()"
    return {
        "ruff": [python, "-m", "ruff", "check"],
        "format": [python, "-m", "ruff", "format", "--check"],
        "mypy": [python, "-m", "mypy", "."],
        "imports": [python, "-c", importlinter],
        "sql": [python, "-m", "sqlfluff", "lint", "gis_app", "layers"],
        "migrations": setup.manage("makemigrations", "--check", "--dry-run"),
        "tsc": ["node_modules/.bin/tsc", "--noEmit", "--project", "jsconfig.json"],
    }


def run(setup: Setup, names: Sequence[str]) -> int:
    """Run the named tools, or all; each prints one line when it is done."""
    known = tools(setup)
    unknown = [name for name in names if name not in known]
    if unknown:
        raise Trouble(
            f"There is no check {unknown[0]}: choose from {', '.join(known)}."
        )
    failed = []
    for name in names or known:
        started = time.monotonic()
        code = run_foreground(
            known[name], env=setup.child_environment, cwd=setup.places.checkout
        )
        if code:
            failed.append(name)
        verdict = f"failed ({code})" if code else "passed"
        note(f"check {name}: {verdict}, {time.monotonic() - started:.1f} s")
    return 1 if failed else 0
