"""What makes a kind of card: where it is read from and what it tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from gis_app.accounts.roles import Person
from gis_app.land.models import Right
from gis_app.versioned import VersionedObject

Rows = list[tuple[str, str]]
"""(label, value) pairs; a pair without a value is left out."""


@dataclass(frozen=True)
class CardKind:
    """How one type of thing fills its card.

    ``own_districts``: an officer opens those of their own districts only.
    """

    model: type[VersionedObject]
    title: Callable[[Any], str]
    subtitle: Callable[[Any], str]
    rows: Callable[[Any, Person], Rows]
    related: tuple[str, ...] = ()
    own_districts: bool = False
    rights: Callable[[Any], QuerySet[Right]] | None = None
    findings: Callable[[Any], Q] | None = None
    rules: Callable[[Any], list[dict[str, Any]]] | None = None
    actions: Callable[[Any, Person], list[dict[str, str]]] | None = None
