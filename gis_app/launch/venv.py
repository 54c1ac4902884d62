"""The virtual environment: one per lock file, shared by all data folders."""

from __future__ import annotations

import fcntl
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from gis_app.launch.locks import alone_on, try_lock
from gis_app.launch.places import Places, is_stamped, put_stamp, short_hash
from gis_app.launch.say import Trouble
from gis_app.launch.shell import run_logged

PIP_OPTIONS = (
    *("--require-hashes", "--no-input", "--disable-pip-version-check"),
    *("--progress-bar", "off", "--no-warn-script-location"),
)


@dataclass(frozen=True)
class Venv:
    """A virtual environment whose folder is named after the run-time lock."""

    folder: Path
    requirements: Path

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.folder / "bin" / "python"

    def lock_file(self, name: str) -> Path:
        """Return requirements/NAME.txt."""
        return self.requirements / f"{name}.txt"

    def stamp(self, name: str) -> Path:
        """Return the file that says that requirements/NAME.txt is installed."""
        return self.folder / f".installed-{name}"

    def has(self, name: str) -> bool:
        """Tell whether requirements/NAME.txt is installed as it is now."""
        key = short_hash(self.lock_file(name).read_bytes())
        return is_stamped(self.stamp(name), key) and self.python.exists()


def venv_of(places: Places) -> Venv:
    """Return the environment: in the checkout, or in the data folder if this user
    can't write the checkout and nobody has made one there.
    """
    requirements = places.checkout / "requirements"
    lock = (requirements / "run.txt").read_bytes()
    key = short_hash(lock, sys.version, os.path.realpath(sys.executable))
    shared = Venv(places.checkout / ".venv" / key, requirements)
    if shared.has("run") or may_write(shared.folder):
        return shared
    return Venv(places.data / "venv" / key, requirements)


def may_write(folder: Path) -> bool:
    """Tell whether this user could make or change the folder."""
    there = next(path for path in (folder, *folder.parents) if path.exists())
    return os.access(there, os.W_OK | os.X_OK)


def install(venv: Venv, name: str, log: Path) -> None:
    """Install requirements/NAME.txt by its hashes; the first time make the venv."""
    if not may_write(venv.folder):
        raise Trouble(
            f"{venv.folder} can't be written by this user, and lacks the packages of "
            f"requirements/{name}.txt: run once as its owner."
        )
    with alone_on(venv.lock_file("run")):
        if venv.has(name):
            return
        if name == "run":
            shutil.rmtree(venv.folder, ignore_errors=True)
            make = [sys.executable, "-m", "venv", str(venv.folder)]
            run_logged(make, log=log, failure="The virtual environment was not made.")
        lock = venv.lock_file(name)
        run_logged(
            [str(venv.python), "-m", "pip", "install", *PIP_OPTIONS, "-r", str(lock)],
            log=log,
            failure=f"pip could not install {lock}.",
        )
        put_stamp(venv.stamp(name), short_hash(lock.read_bytes()))
        remove_others(venv)


def hold(venv: Venv) -> int:
    """Mark the environment as in use while this process lives."""
    descriptor = os.open(venv.stamp("run"), os.O_RDONLY | os.O_CLOEXEC)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    return descriptor


def remove_others(venv: Venv) -> None:
    """Delete the environments of earlier lock files, unless they are in use."""
    for folder in venv.folder.parent.iterdir():
        if folder == venv.folder:
            continue
        stamp = Venv(folder, venv.requirements).stamp("run")
        if not stamp.exists():
            shutil.rmtree(folder, ignore_errors=True)
            continue
        descriptor = os.open(stamp, os.O_RDONLY)
        if try_lock(descriptor):
            shutil.rmtree(folder, ignore_errors=True)
        os.close(descriptor)
