"""Opens a photo in a process of its own, for decoders crash on files made to do so.

Standard input is the file; standard output is one line of JSON (what the camera said,
or why the file is refused) and then the picture anew, as JPEG without any metadata.
"""

from __future__ import annotations

import io
import json
import resource
import sys
from typing import Any

REFUSED = 3
FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 2560
EXIF_PLACE, EXIF_DETAIL = 0x8825, 0x8769
DETAILS = {0x9003: "taken_at", 0x9011: "offset"}
CAMERA = {0x010F: "make", 0x0110: "model", 0x0132: "written_at"}


def limit(memory_mb: int, seconds: int) -> None:
    """Let the kernel end this process before it harms the machine."""
    for what, most in (
        (resource.RLIMIT_AS, memory_mb * 2**20),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 2**26),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def main() -> int:
    """Read, check, write anew."""
    limit(1024, 10)
    from PIL import Image, ImageOps, UnidentifiedImageError

    content = sys.stdin.buffer.read()
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return tell({"refused": "pixels"})
            told = facts(picture)
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (MemoryError, Image.DecompressionBombError):
        return tell({"refused": "pixels"})
    except UnidentifiedImageError:
        return tell({"refused": "not_photo"})
    except Exception:  # noqa: BLE001 — decoders raise anything at all
        return tell({"refused": "broken"})
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    # Pixels into a new picture: nothing else that the file held comes along.
    clean = Image.new("RGB", upright.size)
    clean.paste(upright)
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=88, optimize=True)
    tell(told | {"pixels": list(clean.size)})
    sys.stdout.buffer.write(out.getvalue())
    return 0


def tell(what: dict[str, Any]) -> int:
    """One line of JSON."""
    sys.stdout.buffer.write(json.dumps(what).encode() + b"\n")
    sys.stdout.buffer.flush()
    return REFUSED


def facts(picture: Any) -> dict[str, Any]:
    """What the camera wrote: claims, kept as such."""
    try:
        exif = picture.getexif()
        told: dict[str, Any] = {n: text(exif.get(tag)) for tag, n in CAMERA.items()}
        told |= {n: text(exif.get_ifd(EXIF_DETAIL).get(t)) for t, n in DETAILS.items()}
        told["place"] = place(exif.get_ifd(EXIF_PLACE))
    except Exception:  # noqa: BLE001 — a broken EXIF makes no photo less of a photo
        told = {"broken": "exif"}
    known = {name: value for name, value in told.items() if value}
    return {"format": picture.format, "exif": known}


def text(value: Any) -> str | None:
    """Short plain text, or nothing."""
    if not isinstance(value, str):
        return None
    return "".join(c for c in value if c.isprintable()).strip()[:80]


def place(gps: dict[int, Any]) -> list[float] | None:
    """[lon, lat] in degrees, or None when there is none that makes sense."""
    if not gps.get(2) or not gps.get(4):
        return None
    lat, lon = degrees(gps[2], gps.get(1) == "S"), degrees(gps[4], gps.get(3) == "W")
    sane = abs(lat) <= 90 and abs(lon) <= 180
    return [round(lon, 7), round(lat, 7)] if sane else None


def degrees(parts: Any, negative: bool) -> float:
    """Degrees, minutes, seconds as one number; NaN compares false and is dropped."""
    whole, minutes, seconds = (float(part) for part in parts)
    value = whole + minutes / 60 + seconds / 3600
    return -value if negative else value


if __name__ == "__main__":
    sys.exit(main())
