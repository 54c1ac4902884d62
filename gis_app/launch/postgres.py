"""Finding PostgreSQL servers with PostGIS on this machine."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gis_app.launch.say import Trouble

OLDEST = 15
DEBIAN_SERVERS = Path("/usr/lib/postgresql")
DEBIAN_SHARE = Path("/usr/share/postgresql")


@dataclass(frozen=True, order=True)
class Server:
    """An installed PostgreSQL: its major version, programs and shared files."""

    version: int
    programs: Path
    share: Path

    @property
    def has_postgis(self) -> bool:
        """Tell whether CREATE EXTENSION postgis can work."""
        return (self.share / "extension" / "postgis.control").exists()


def installed() -> list[Server]:
    """Return the servers of this machine, newest first."""
    return sorted({*_debian_servers(), *_servers_on_path()}, reverse=True)


def _debian_servers() -> Iterator[Server]:
    for program in DEBIAN_SERVERS.glob("*/bin/postgres"):
        version = program.parents[1].name
        if version.isdigit():
            yield Server(int(version), program.parent, DEBIAN_SHARE / version)


def _servers_on_path() -> Iterator[Server]:
    postgres, pg_config = shutil.which("postgres"), shutil.which("pg_config")
    if not postgres or not pg_config:
        return
    found = re.search(r"(\d+)", _output(postgres, "--version"))
    if found:
        share = Path(_output(pg_config, "--sharedir").strip())
        yield Server(int(found[1]), Path(postgres).resolve().parent, share)


def _output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def usable() -> list[Server]:
    """Return the servers that are new enough and have PostGIS, newest first."""
    return [s for s in installed() if s.version >= OLDEST and s.has_postgis]


def server_for(pgdata: Path) -> Server:
    """Return the server that can run this cluster, for a new one the newest.

    Raises Trouble when the cluster's version is no longer installed.
    """
    servers = usable()
    try:
        version = int((pgdata / "PG_VERSION").read_text(encoding="ascii"))
    except FileNotFoundError:
        if servers:
            return servers[0]
        raise Trouble(
            f"PostgreSQL {OLDEST} or newer with PostGIS is missing: install "
            "postgresql-NN and postgresql-NN-postgis-3."
        ) from None
    for server in servers:
        if server.version == version:
            return server
    raise Trouble(
        f"{pgdata} was made by PostgreSQL {version}, which is no longer installed with "
        f"PostGIS: install postgresql-{version}-postgis-3, or move the data as "
        "docs/operations.md says."
    )


def psql_program() -> str | None:
    """Return the newest psql of this machine."""
    for server in installed():
        if (server.programs / "psql").exists():
            return str(server.programs / "psql")
    return shutil.which("psql")
