"""Which script modules a page will ask for: the browser can ask for all at once."""

from __future__ import annotations

import re
from functools import cache

from django.conf import settings
from django.templatetags.static import static

SCRIPTS = settings.ROOT / "maps" / "static" / "js"
IMPORT = re.compile(r'^import [^;]*?"\./([a-z_]+\.js)";', re.MULTILINE)


def modules(entry: str) -> list[str]:
    """The addresses of a script and of everything it imports, nearest first."""
    return [static(f"js/{name}") for name in _closure(entry)]


@cache
def _closure(entry: str) -> tuple[str, ...]:
    found = [entry]
    for name in found:
        source = (SCRIPTS / name).read_text(encoding="utf-8")
        found += [other for other in IMPORT.findall(source) if other not in found]
    return tuple(found)
