"""How the browser's files are stored: under the hash of their content, for ever."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.staticfiles.apps import StaticFilesConfig
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(StaticFilesConfig):
    """Leaves what no browser asks for in node_modules/: 20 MB of 24."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        "*.map",
        "*-dev.mjs",
        "*.ts",
        "*.scss",
        "*.md",
        "package.json",
        "redoc.standalone.js*",
        "terra-draw*.cjs",
        "terra-draw*.modern.js",
        "terra-draw*.module.js",
    ]


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Plain names until collectstatic ran; then hashed ones, inside ES modules too.

    A module that imports another by a plain name would be kept by a browser for
    ever together with an old version of the other, so imports are rewritten as well.
    """

    support_js_module_import_aggregation = True
    # Each pass resolves one more level of modules that import modules.
    max_post_process_passes = 12

    def compress_files(self, paths: set[str]) -> Iterator[tuple[str, str]]:
        """Only under their hashed names, which alone are asked for: half the work."""
        hashed = set(self.hashed_files.values())
        compressed: Iterator[tuple[str, str]] = super().compress_files(paths & hashed)
        return compressed

    def stored_name(self, name: str) -> str:
        """Return the hashed name, or the plain one when nothing was collected."""
        known: dict[str, str] = self.hashed_files
        return known.get(self.hash_key(self.clean_name(name)), name)

    def hashed_name(self, name: str, content: Any = None, filename: Any = None) -> str:
        """Return the hashed name; a file that a package lacks keeps its name."""
        try:
            return str(super().hashed_name(name, content, filename))
        except ValueError:
            return name
