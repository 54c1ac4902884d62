"""What the browser and the translators need: npm packages, messages, static files."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

from gis_app.launch.locks import alone_on
from gis_app.launch.places import Places, is_stamped, put_stamp, short_hash
from gis_app.launch.say import Trouble
from gis_app.launch.shell import run_logged


def npm_stamp(places: Places, kind: str) -> Path:
    """Return the stamp of the installed packages: `run`, or `dev` with the tools."""
    return places.checkout / "node_modules" / f".installed-{kind}"


def npm_key(places: Places) -> str:
    """Return the hash of the lock file."""
    return short_hash((places.checkout / "package-lock.json").read_bytes())


def npm_is_fresh(places: Places, kind: str) -> bool:
    """Tell whether the packages are there; those of `dev` include those of `run`."""
    kinds = {"dev", kind}
    return any(is_stamped(npm_stamp(places, k), npm_key(places)) for k in kinds)


def install_npm(places: Places, kind: str, log: Path) -> None:
    """Install exactly what package-lock.json says; no package's script is run."""
    if not os.access(places.checkout, os.W_OK):
        raise Trouble(
            f"The front-end packages are missing and {places.checkout} can't be "
            "written by this user: run once as its owner."
        )
    with alone_on(places.checkout / "package-lock.json"):
        if npm_is_fresh(places, kind):
            return
        tools = [] if kind == "dev" else ["--omit=dev"]
        run_logged(
            ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", *tools],
            log=log,
            failure="npm could not install the front-end packages.",
            cwd=places.checkout,
        )
        put_stamp(npm_stamp(places, kind), npm_key(places))


def stale_messages(places: Places) -> list[Path]:
    """Return the .po files whose compiled form is missing or older."""
    sources = (places.checkout / "gis_app").glob("**/LC_MESSAGES/*.po")
    return sorted(
        path for path in sources if not is_newer(path.with_suffix(".mo"), path)
    )


def is_newer(made: Path, source: Path) -> bool:
    """Tell whether a file was made from the present source."""
    try:
        return made.stat().st_mtime_ns >= source.stat().st_mtime_ns
    except FileNotFoundError:
        return False


def compile_messages(places: Places, log: Path) -> None:
    """Compile the translations, as `django-admin compilemessages` does."""
    for source in stale_messages(places):
        fresh = source.with_suffix(f".mo.{os.getpid()}")
        run_logged(
            ["msgfmt", "--check-format", "-o", str(fresh), str(source)],
            log=log,
            failure=f"{source} could not be compiled.",
        )
        fresh.replace(source.with_suffix(".mo"))


def static_key(places: Places) -> str:
    """Return a hash of all that collectstatic would copy, by size and time."""
    roots = ("maps", "gis_app", "layers")
    files = (path for root in roots for path in static_files(places.checkout / root))
    facts = [
        (
            str(path.relative_to(places.checkout)),
            (found := path.stat()).st_size,
            found.st_mtime_ns,
        )
        for path in sorted(files)
    ]
    settings = places.checkout / "gis_app" / "settings.py"
    lock = (places.checkout / "requirements" / "run.txt").read_bytes()
    return short_hash(json.dumps(facts), lock, npm_key(places), read_or_empty(settings))


def static_files(root: Path) -> Iterator[Path]:
    """Yield the files in every folder named static."""
    for folder in root.glob("**/static"):
        yield from (path for path in folder.rglob("*") if path.is_file())


def read_or_empty(path: Path) -> bytes:
    """Return a file's content, or nothing when it is missing."""
    return path.read_bytes() if path.exists() else b""


def static_is_fresh(places: Places) -> bool:
    """Tell whether the collected files are those of the checkout."""
    stamp = places.stamps / "static"
    return places.static.is_dir() and is_stamped(stamp, static_key(places))
