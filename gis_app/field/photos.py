"""Photos from the street: truly photos, opened apart, kept without their metadata."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from django.utils.translation import gettext as _

from gis_app.errors import BadInput
from gis_app.field.digits import digits
from gis_app.field.photo_child import REFUSED

HOUSE = Path(__file__).resolve().parent.parent.parent
LARGEST_BYTES = 12 * 2**20
MOST = 6
PATIENCE_S = 30
BROKE_IT = frozenset(
    -sign for sign in (signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGXCPU)
)
"""How the process ends when a file breaks the decoder."""
HEIC = frozenset(
    b"ftyp" + brand for brand in (b"heic", b"heix", b"heif", b"mif1", b"msf1", b"hevc")
)
"""What the photos of some cameras begin with, after four bytes; most browsers and the
decoder here can't open them."""
SIGNS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF")


_few = BoundedSemaphore(2)
"""An opened photo may take half a gigabyte: not one for each thread at once."""


class PhotosUnopened(RuntimeError):
    """The process that opens photos doesn't run on this machine."""


@dataclass(frozen=True)
class Photo:
    """The picture anew, and what was known of the file it came in."""

    content: bytes
    meta: dict[str, Any]


def clean(content: bytes, number: int) -> Photo:
    """Check one photo and make it anew; ``number`` is its place in the report.

    Raises BadInput for a file that is too large, no photo, or harmful.
    """
    if len(content) > LARGEST_BYTES:
        raise too_large(number)
    if content[4:12] in HEIC:
        raise _no("heic", number)
    if not content.startswith(SIGNS):
        raise _no("not_photo", number)
    told, picture = _opened(content, number)
    if "refused" in told or not picture:
        raise _no(str(told.get("refused", "broken")), number)
    original = {
        "original_sha256": sha256(content).hexdigest(),
        "original_bytes": len(content),
    }
    return Photo(picture, told | original)


def _opened(content: bytes, number: int) -> tuple[dict[str, Any], bytes]:
    """No secret, no database and no file is within reach of the process."""
    try:
        with _few:
            ran = _run(content)
    except subprocess.TimeoutExpired as error:
        raise _no("broken", number) from error
    if ran.returncode in BROKE_IT:
        raise _no("broken", number)
    if ran.returncode not in (0, REFUSED):
        # Not the photo's fault: the report waits on the phone and is sent again.
        raise PhotosUnopened(
            ran.returncode, ran.stderr.decode(errors="replace")[-2000:]
        )
    line, _newline, picture = ran.stdout.partition(b"\n")
    told: dict[str, Any] = json.loads(line)
    return told, picture


def _run(content: bytes) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-P", "-m", "gis_app.field.photo_child"],
        input=content,
        capture_output=True,
        timeout=PATIENCE_S,
        env={"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(HOUSE)},
        cwd="/",
        check=False,
    )


def too_large(number: int) -> BadInput:
    """The refusal of a file that isn't even opened."""
    return _no("large", number)


def _no(why: str, number: int) -> BadInput:
    sentences = {
        "large": _("Photo %(n)s is larger than 12 MB: make it smaller."),
        "pixels": _("Photo %(n)s has too many pixels: take it at a lower setting."),
        "broken": _("Photo %(n)s is incomplete or broken: take it again."),
        "heic": _(
            "Photo %(n)s is HEIC, which can't be opened here: set the camera to JPEG"
            " (“most compatible”) and take it again."
        ),
        "not_photo": _("File %(n)s is not a photo (JPEG, PNG or WebP): remove it."),
    }
    return BadInput(
        sentences[why] % {"n": digits(number)}, reason="photo", photo=number
    )
