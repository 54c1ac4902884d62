"""Everything that starts Meydan: standard library only, so it runs before set-up."""

from __future__ import annotations
