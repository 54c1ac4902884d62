"""A PostGIS cluster of its own in the data folder: its files and settings."""

from __future__ import annotations

import os
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path
from tempfile import gettempdir
from urllib.parse import quote

from gis_app.launch.account import Account, account_for
from gis_app.launch.places import Places, short_hash
from gis_app.launch.postgres import Server, server_for
from gis_app.launch.say import Trouble
from gis_app.launch.shell import run_logged

ADMIN = "meydan_admin"
ROLE = "meydan"
DATABASE = "meydan"
# A socket's path has at most 107 bytes, and PostgreSQL adds "/.s.PGSQL.5432".
LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.5432")
MIB = 1 << 20


@dataclass(frozen=True)
class Cluster:
    """One cluster: `pg` keeps the city, `test-pg` is for tests and benchmarks."""

    places: Places
    for_tests: bool = False

    @property
    def name(self) -> str:
        """Its folder's name."""
        return "test-pg" if self.for_tests else "pg"

    @property
    def pgdata(self) -> Path:
        """PostgreSQL's data directory."""
        return self.places.data / self.name

    @property
    def port(self) -> int:
        """Part of the socket's file name; nothing listens on the network."""
        return 5433 if self.for_tests else 5432

    @property
    def log(self) -> Path:
        """The server's log."""
        prefix = "test-" if self.for_tests else ""
        return self.places.log / f"{prefix}postgres.log"

    @property
    def users_lock(self) -> Path:
        """Shared by everyone who uses the cluster; see keeper.py."""
        return self.places.locks / f"{self.name}.users"

    @property
    def start_lock(self) -> Path:
        """Held while somebody starts the cluster."""
        return self.places.locks / f"{self.name}.start"

    @property
    def title(self) -> str:
        """The mark in the command line of each of its processes."""
        return f"meydan-{short_hash(str(self.pgdata))}"

    @property
    def account(self) -> Account:
        """The user who runs it."""
        return account_for(self.pgdata)

    @property
    def socket_folder(self) -> Path:
        """DIR/run, or a private folder in /tmp if that is too long or out of reach."""
        usual = self.places.data / "run"
        if len(os.fsencode(usual)) <= LONGEST_SOCKET_FOLDER and self.account.reaches(
            self.places.data
        ):
            return usual
        return Path(gettempdir()) / f"meydan-{self.account.uid}-{self.title[7:]}"

    @property
    def exists(self) -> bool:
        """Tell whether initdb ran to its end here."""
        return (self.pgdata / "PG_VERSION").exists()

    def url(self, password: str) -> str:
        """Return the address in the form that django-environ reads.

        It takes a socket's folder only from the path, after a double slash
        (`postgis://user:password@:port//folder/name`): a folder quoted in the host's
        place (`@%2Ffolder`) would be neither unquoted nor kept in its case.
        """
        folder = quote(str(self.socket_folder))
        return f"postgis://{ROLE}:{password}@:{self.port}/{folder}/{DATABASE}"


def create(cluster: Cluster, admin_password: str, log: Path) -> None:
    """Make the cluster's files; a half-made one is thrown away first."""
    server = server_for(cluster.pgdata)
    account = cluster.account
    sockets = prepare_socket_folder(cluster)
    unborn = cluster.pgdata.with_name(f"{cluster.name}.new")
    shutil.rmtree(unborn, ignore_errors=True)
    unborn.mkdir(mode=0o700)
    account.own(unborn)
    password_file = sockets / f"{cluster.name}.password"
    password_file.touch(mode=0o600)
    account.own(password_file)
    password_file.write_text(admin_password, encoding="ascii")
    try:
        with account.way_to(unborn) as (way, descriptors):
            run_logged(
                initdb_command(server, cluster, way, password_file),
                log=log,
                failure="PostgreSQL's initdb failed.",
                cwd=Path("/"),
                account=account,
                pass_fds=descriptors,
            )
    finally:
        password_file.unlink(missing_ok=True)
    with (unborn / "postgresql.conf").open("a", encoding="utf-8") as file:
        file.write("\ninclude_if_exists 'meydan.conf'\n")
    (unborn / "pg_hba.conf").write_text("local all all scram-sha-256\n", "ascii")
    unborn.rename(cluster.pgdata)


def initdb_command(
    server: Server, cluster: Cluster, way: str, password_file: Path
) -> list[str]:
    """Return the initdb command for the new folder."""
    durable = ["--no-sync"] if cluster.for_tests else []
    return [
        str(server.programs / "initdb"),
        *("--pgdata", way, "--username", ADMIN, "--pwfile", str(password_file)),
        *("--encoding", "UTF8", "--locale", "C.UTF-8", "--auth", "scram-sha-256"),
        *durable,
    ]


def prepare_socket_folder(cluster: Cluster) -> Path:
    """Create the folder of the socket, open to the cluster's user only."""
    folder, account = cluster.socket_folder, cluster.account
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    # In /tmp anybody could have made it first.
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (
        account.uid,
        os.geteuid(),
    ):
        raise Trouble(f"{folder} belongs to somebody else: remove it and start again.")
    folder.chmod(0o700)
    account.own(folder)
    return folder


def write_settings(cluster: Cluster) -> None:
    """Write meydan.conf; what an operator sets by ALTER SYSTEM still wins."""
    path = cluster.pgdata / "meydan.conf"
    lines = [f"{name} = '{value}'" for name, value in settings(cluster).items()]
    head = "# Written at each start by ./meydan; use ALTER SYSTEM for your own values."
    path.write_text("\n".join([head, *lines, ""]), encoding="utf-8")
    cluster.account.own(path)


def settings(cluster: Cluster) -> dict[str, str]:
    """Return the settings for this machine."""
    memory = memory_bytes()
    values = {
        "listen_addresses": "",
        "unix_socket_directories": str(cluster.socket_folder),
        "unix_socket_permissions": "0700",
        "port": str(cluster.port),
        "max_connections": "100",
        "shared_buffers": f"{clamp(memory // 8, 128, 2048)}MB",
        "effective_cache_size": f"{clamp(memory // 2, 256, 65536)}MB",
        "work_mem": f"{clamp(memory // 256, 8, 64)}MB",
        "maintenance_work_mem": f"{clamp(memory // 16, 64, 1024)}MB",
        "max_wal_size": "4GB",
        "random_page_cost": "1.1",
        "jit": "off",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "lc_messages": "C",
        "logging_collector": "off",
        "log_destination": "stderr",
        "log_line_prefix": "%m [%p] %q%u@%d ",
        # What is refused is often personal: neither the row nor the statement is kept.
        "log_error_verbosity": "terse",
        "log_min_error_statement": "panic",
    }
    if small_shared_memory():
        values["dynamic_shared_memory_type"] = "sysv"
    if cluster.for_tests:
        off = ("fsync", "synchronous_commit", "full_page_writes")
        values |= dict.fromkeys(off, "off")
        values |= {"wal_level": "minimal", "max_wal_senders": "0"}
    return values


def memory_bytes() -> int:
    """Return the memory of the machine, or of the container it runs in."""
    installed = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    try:
        limit = Path("/sys/fs/cgroup/memory.max").read_text(encoding="ascii").strip()
    except OSError:
        return installed
    return min(installed, int(limit)) if limit.isdigit() else installed


def clamp(amount: int, least_mib: int, most_mib: int) -> int:
    """Return bytes as MiB between two bounds."""
    return max(least_mib, min(most_mib, amount // MIB))


def small_shared_memory() -> bool:
    """Tell whether /dev/shm is too small for parallel queries (64 MB in Docker)."""
    try:
        found = os.statvfs("/dev/shm")  # noqa: S108
    except OSError:
        return True
    return found.f_frsize * found.f_blocks < 256 * MIB
