"""Who sees which layer, which of its fields and which of its rows."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from gis_app.accounts.models import Agency, Role, User
from gis_app.accounts.roles import agreement_of, bound_to_districts
from gis_app.errors import NotFound
from gis_app.publishing.catalog import PUBLIC, Field, Layer, catalog

Person = User | AnonymousUser


@dataclass(frozen=True)
class Scope:
    """What one person may take of one layer.

    ``districts`` None means every row, else only rows of those districts (ids);
    ``area`` None means everywhere, else only what touches it (hexadecimal EWKB).
    ``key`` is equal for people who see the same: it names their tiles in caches.
    """

    layer: Layer
    fields: tuple[Field, ...]
    districts: tuple[int, ...] | None
    area: str | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the fields, in the layer's order."""
        return tuple(field.name for field in self.fields)

    @property
    def of_rows(self) -> Scope:
        """Without the fields that only the drawn map has."""
        kept = tuple(field for field in self.fields if not field.drawn_only)
        return replace(self, fields=kept)

    @property
    def key(self) -> str:
        """A short digest of the fields and rows that are seen."""
        return hashlib.sha256(
            repr((self.columns, self.districts, self.area)).encode()
        ).hexdigest()[:16]

    @property
    def values(self) -> dict[str, Any]:
        """The values of the clause that keeps other rows back (compose.own_rows)."""
        return {"districts": list(self.districts or ()), "area": self.area}

    @property
    def is_public(self) -> bool:
        """Whether a stranger sees exactly the same."""
        stranger = _scope(self.layer, STRANGER)
        return stranger is not None and stranger.key == self.key


@dataclass(frozen=True)
class Viewer:
    """For whom something is published: an audience, and what bounds its reach."""

    audience: str
    districts: tuple[int, ...] = ()
    agreement: Agency | None = None

    @classmethod
    def of(cls, person: Person) -> Viewer:
        """Whoever this is; somebody whose account is closed is a stranger."""
        if not isinstance(person, User) or not person.is_active:
            return STRANGER
        if person.is_superuser:
            # Everything, read-only: which is what an auditor sees.
            return cls(Role.AUDITOR.value)
        districts: tuple[int, ...] = ()
        if bound_to_districts(person):
            districts = tuple(sorted(person.districts.values_list("id", flat=True)))
        return cls(person.role, districts, agreement_of(person))


STRANGER = Viewer(PUBLIC)


def scope_of(viewer: Viewer, layer_id: str) -> Scope:
    """The viewer's scope of a layer.

    Raises NotFound for a layer that isn't there and, in the same words, for one that
    this viewer may not know of.
    """
    layer = catalog().get(layer_id)
    scope = _scope(layer, viewer) if layer else None
    if scope is None:
        raise NotFound(_("There is no such layer."))
    return scope


def scopes_of(viewer: Viewer) -> list[Scope]:
    """Every layer that the viewer may see, in drawing order."""
    found = (_scope(layer, viewer) for layer in catalog().values())
    return [scope for scope in found if scope is not None]


def _scope(layer: Layer, viewer: Viewer) -> Scope | None:
    invited = viewer.audience in layer.audience and _agreed(layer, viewer)
    if PUBLIC not in layer.audience and not invited:
        return None
    fields = tuple(field for field in layer.fields if _sees(viewer, layer, field))
    bound = viewer.audience in layer.own_districts
    return Scope(
        layer, fields, viewer.districts if bound else None, _area(layer, viewer)
    )


def _sees(viewer: Viewer, layer: Layer, field: Field) -> bool:
    if PUBLIC in field.audience:
        return True
    agreement = viewer.agreement
    if agreement is not None and not agreement.may_take(layer.id, field.name):
        return False
    return viewer.audience in field.audience


def _agreed(layer: Layer, viewer: Viewer) -> bool:
    """An agency also needs an agreement that names the layer."""
    if viewer.audience != Role.AGENCY:
        return True
    return viewer.agreement is not None and layer.id in viewer.agreement.layers


def _area(layer: Layer, viewer: Viewer) -> str | None:
    """The agreement's area; what everybody sees is seen everywhere."""
    if PUBLIC in layer.audience or viewer.agreement is None:
        return None
    area = viewer.agreement.area
    return None if area is None else str(area.hexewkb, "ascii")
