"""The virtual environments: one per lock file, shared by all data folders.

`serve` and `manage` run in that of run.txt alone, so that a package which only the
tests have is missed at once.
"""

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
    """A virtual environment, its folder named after its lock file and the hash."""

    folder: Path
    lock: Path

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.folder / "bin" / "python"

    @property
    def stamp(self) -> Path:
        """The file that says that everything is installed."""
        return self.folder / ".installed"

    @property
    def is_ready(self) -> bool:
        """Tell whether everything is installed."""
        return is_stamped(self.stamp, self.folder.name) and self.python.exists()


def venv_of(places: Places, name: str) -> Venv:
    """Return the environment of requirements/NAME.txt: in the checkout, or in the data
    folder if this user can't write the checkout and nobody has made one there.
    """
    lock = places.checkout / "requirements" / f"{name}.txt"
    interpreter = (sys.version, os.path.realpath(sys.executable))
    folder = f"{name}-{short_hash(lock.read_bytes(), *interpreter)}"
    shared = Venv(places.checkout / ".venv" / folder, lock)
    if shared.is_ready or may_write(shared.folder):
        return shared
    return Venv(places.data / "venv" / folder, lock)


def may_write(folder: Path) -> bool:
    """Tell whether this user could make or change the folder."""
    there = next(path for path in (folder, *folder.parents) if path.exists())
    return os.access(there, os.W_OK | os.X_OK)


def install(venv: Venv, log: Path) -> None:
    """Make the environment and install its lock file by the hashes."""
    if not may_write(venv.folder):
        raise Trouble(f"{venv.folder} can't be written by this user: remove it first.")
    with alone_on(venv.lock):
        if venv.is_ready:
            return
        shutil.rmtree(venv.folder, ignore_errors=True)
        make = [sys.executable, "-m", "venv", str(venv.folder)]
        run_logged(make, log=log, failure="The virtual environment was not made.")
        pip = [str(venv.python), "-m", "pip", "install", *PIP_OPTIONS]
        run_logged(
            [*pip, "-r", str(venv.lock)],
            log=log,
            failure=f"pip could not install {venv.lock}.",
        )
        put_stamp(venv.stamp, venv.folder.name)
        remove_earlier(venv)


def hold(venv: Venv) -> int:
    """Mark the environment as in use while this process lives."""
    descriptor = os.open(venv.stamp, os.O_RDONLY | os.O_CLOEXEC)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    return descriptor


def remove_earlier(venv: Venv) -> None:
    """Delete the environments of earlier states of this lock, unless in use."""
    for folder in venv.folder.parent.glob(f"{venv.lock.stem}-*"):
        stamp = Venv(folder, venv.lock).stamp
        if folder == venv.folder:
            continue
        if not stamp.exists():
            shutil.rmtree(folder, ignore_errors=True)
            continue
        descriptor = os.open(stamp, os.O_RDONLY)
        if try_lock(descriptor):
            shutil.rmtree(folder, ignore_errors=True)
        os.close(descriptor)
