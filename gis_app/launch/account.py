"""Which user runs what: PostgreSQL refuses to run as root, the web server need not."""

from __future__ import annotations

import os
import pwd
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from gis_app.launch.explain import ELSEWHERE
from gis_app.launch.say import Trouble


class Identity(TypedDict, total=False):
    """The arguments of subprocess.Popen that change the user."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Account:
    """A user of this machine, by number."""

    uid: int
    gid: int

    @property
    def identity(self) -> Identity:
        """Return what Popen needs: nothing when this process is that user already."""
        if self.uid == os.geteuid():
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        """Give a file to this user."""
        if self.uid != os.geteuid():
            os.chown(path, self.uid, self.gid)

    def own_all(self, folder: Path) -> None:
        """Give a folder and whatever is in it to this user."""
        if self.uid == os.geteuid():
            return
        for path in (folder, *folder.rglob("*")):
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    @contextmanager
    def way_to(self, folder: Path) -> Iterator[tuple[str, tuple[int, ...]]]:
        """Yield a path by which a child of this user gets into the folder, and the
        descriptors that the child must inherit for it.

        Below a folder that is closed to this user (/root, say) the kernel's link to an
        open descriptor needs no right on the folders above, unlike the real path.
        """
        if self.reaches(folder):
            yield str(folder), ()
            return
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            yield f"/proc/self/fd/{descriptor}", (descriptor,)
        finally:
            os.close(descriptor)

    def reaches(self, folder: Path) -> bool:
        """Tell whether this user can enter the folder by its absolute path."""
        if not self.identity:
            return True
        command = ("sh", "-c", 'test -x "$1"', "sh", str(folder))
        done = subprocess.run(command, check=False, cwd="/", **self.identity)
        return done.returncode == 0

    def reads(self, files: Sequence[Path]) -> bool:
        """Tell whether this user can read all of the files by their paths."""
        script = 'for file; do test -r "$file" || exit 1; done'
        command = ("sh", "-c", script, "sh", *map(str, files))
        done = subprocess.run(command, check=False, cwd="/", **self.identity)
        return done.returncode == 0


def web_account(
    database: Account | None, files: Sequence[Path], data: Path | None = None
) -> Account:
    """Return who runs the web server: as root, the user of the cluster (`nobody`
    without one), if that user can read what it must and get into the data folder;
    otherwise the present user.

    What lies below a closed folder (/root, say) is open to root alone.
    """
    me = Account(os.geteuid(), os.getegid())
    if me.uid:
        return me
    lesser = database or nobody() or me
    able = lesser.reads(files) and (data is None or lesser.reaches(data))
    return lesser if able else me


def nobody() -> Account | None:
    """Return the user who owns nothing, if this machine has it."""
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError:
        return None
    return Account(entry.pw_uid, entry.pw_gid)


def account_for(pgdata: Path) -> Account:
    """Return who runs the cluster in this folder: its owner; for a new one, as root,
    the user `postgres`, otherwise the present user.

    Raises Trouble when the cluster belongs to somebody else.
    """
    me = Account(os.geteuid(), os.getegid())
    try:
        owner = pgdata.stat()
    except FileNotFoundError:
        return me if me.uid else service_account()
    except PermissionError:
        raise Trouble(
            f"{pgdata} can't be read by this user: run as its owner."
        ) from None
    if me.uid == 0:
        return (
            Account(owner.st_uid, owner.st_gid) if owner.st_uid else service_account()
        )
    if me.uid != owner.st_uid:
        raise Trouble(
            f"The database in {pgdata} belongs to user {user_name(owner.st_uid)}: "
            f"run as that user or as root, or {ELSEWHERE}."
        )
    return me


def service_account() -> Account:
    """Return the user `postgres` that the Debian packages create."""
    try:
        entry = pwd.getpwnam("postgres")
    except KeyError:
        raise Trouble(
            "PostgreSQL can't run as root and this machine has no user `postgres`: "
            "create one (`useradd --system postgres`), or start as a plain user."
        ) from None
    return Account(entry.pw_uid, entry.pw_gid)


def user_name(uid: int) -> str:
    """Return the name of a user, or the number if it has none."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
