"""Prints HTML to PDF, apart from the web server and with an end to its patience."""

from __future__ import annotations

import base64
import json
import logging
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from django.utils.translation import gettext as _

from gis_app.errors import Refusal

HOUSE = Path(__file__).resolve().parents[3]
PATIENCE_S = 60.0
log = logging.getLogger(__name__)


class PressBroken(Refusal):
    """The sheet could not be printed; nothing was written."""

    status = 503


def to_pdf(documents: list[str]) -> list[bytes]:
    """The documents as PDF files; raises PressBroken.

    No secret and no database is within reach of the process that lays them out.
    """
    with tempfile.TemporaryDirectory(prefix="sheet-") as home:
        ran = _run(json.dumps(documents), home)
    if ran is None or ran.returncode:
        raise PressBroken(
            _(
                "The sheet could not be printed, and nothing was kept: try again in a"
                " minute, and if it goes on, tell whoever runs the server."
            )
        )
    return [base64.b64decode(text) for text in json.loads(ran.stdout)]


def _run(text: str, home: str) -> subprocess.CompletedProcess[str] | None:
    where = {
        "PATH": os.environ.get("PATH", ""),
        "PYTHONPATH": str(HOUSE),
        "HOME": home,
        "TMPDIR": home,
        "LC_ALL": "C.UTF-8",
    }
    try:
        ran = subprocess.run(
            [sys.executable, "-P", "-m", "gis_app.web.sheets.press_child"],
            input=text,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            env=where,
            cwd="/",
            check=False,
        )
    except subprocess.TimeoutExpired:
        log.warning("the press took longer than %s s", PATIENCE_S)
        return None
    if ran.returncode:
        # The last line names the fault; what stands above may quote the letter.
        log.warning("the press ended with %s", ran.returncode)
    return ran
