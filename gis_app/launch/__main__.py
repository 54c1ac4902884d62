"""The command line: python3 -m gis_app.launch serve | test | bench | manage | check."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Callable, Sequence

from gis_app.launch import commands
from gis_app.launch.explain import explain_os_error
from gis_app.launch.say import Trouble, complain, note

HELP = """\
Meydan, the municipal GIS of land and street vending.

  ./meydan serve [--port N] [--host ADDRESS] [--data DIR]
        Sets everything up (the first time that takes some minutes), loads the demo
        city if the database is empty, and serves until Ctrl-C.
        Defaults: port 8000 on 127.0.0.1, data folder .meydan/
  ./meydan test [pytest arguments]      runs the tests
  ./meydan check [NAME …]               runs the style tools (ruff, mypy, tsc, …)
  ./meydan bench [NAME] [--json]        runs the benchmarks
  ./meydan manage COMMAND …             Django's own command line (`manage help`)
  ./meydan prepare                      only installs packages, as for an image

Environment: MEYDAN_DATA (the data folder, for every command), MEYDAN_DATABASE_URL
(an existing PostGIS: postgis://user:password@host:5432/name), MEYDAN_DEMO_PASSWORD.
More in docs/operations.md.
"""
PASSING: dict[str, Callable[[Sequence[str]], int]] = {
    "manage": commands.manage,
    "test": commands.test,
    "bench": commands.bench,
    "check": commands.check,
}


def port_number(text: str) -> int:
    """Read a port for argparse."""
    if text.isdecimal() and 0 < int(text) < 65_536:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a port from 1 to 65535")


def serve_options() -> argparse.ArgumentParser:
    """Return what reads the options of serve."""
    parser = argparse.ArgumentParser(prog="./meydan serve", allow_abbrev=False)
    parser.add_argument("--port", type=port_number, default=8000)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--data", metavar="DIR")
    return parser


def serve(arguments: Sequence[str]) -> int:
    """Read the options of serve and do it."""
    options = serve_options().parse_args(arguments)
    return commands.serve(options.data, options.host, options.port)


def dispatch(arguments: Sequence[str]) -> int:
    """Run the command that is named first."""
    name, *rest = arguments or ["--help"]
    if name in ("--help", "-h", "help"):
        sys.stdout.write(HELP)
        return 0
    if name == "serve":
        return serve(rest)
    if name == "prepare" and not rest:
        return commands.prepare()
    if name in PASSING:
        return PASSING[name](rest)
    note(HELP)
    raise Trouble(f"There is no command {name!r}: choose one of the above.")


def main() -> int:
    """Return the exit code; a failure is one sentence on stderr and code 1."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        return dispatch(sys.argv[1:])
    except Trouble as trouble:
        complain(trouble)
    except KeyboardInterrupt:
        note("meydan: stopped.")
        return 130
    except OSError as error:
        complain(Trouble(explain_os_error(error)))
    return 1


if __name__ == "__main__":
    sys.exit(main())
