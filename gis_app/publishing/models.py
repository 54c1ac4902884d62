"""No models: the module is here because Django signals "migrated" to no app without."""

from __future__ import annotations
