"""Who sees which layer, which of its fields and which of its rows."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from gis_app.accounts.models import Role, User
from gis_app.accounts.roles import layers_of
from gis_app.errors import NotFound
from gis_app.publishing.catalog import PUBLIC, Field, Layer, catalog

Person = User | AnonymousUser


@dataclass(frozen=True)
class Scope:
    """What one person may take of one layer.

    ``districts`` None means every row, else only rows of those districts (ids).
    ``key`` is equal for people who see the same: it names their tiles in caches.
    """

    layer: Layer
    fields: tuple[Field, ...]
    districts: tuple[int, ...] | None

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
            repr((self.columns, self.districts)).encode()
        ).hexdigest()[:6]

    @property
    def is_public(self) -> bool:
        """Whether a stranger sees exactly the same."""
        stranger = _scope(self.layer, AnonymousUser())
        return stranger is not None and stranger.key == self.key


def audience_of(person: Person) -> str:
    """The one audience that a person belongs to."""
    if not isinstance(person, User) or not person.is_active:
        return PUBLIC
    # A superuser sees everything read-only, which is what an auditor sees.
    return Role.AUDITOR.value if person.is_superuser else person.role


def scope_of(person: Person, layer_id: str) -> Scope:
    """The person's scope of a layer.

    Raises NotFound for a layer that isn't there and, in the same words, for one that
    this person may not know of.
    """
    audience_of(person)  # Asked in both cases, so that headers don't tell them apart.
    layer = catalog().get(layer_id)
    scope = _scope(layer, person) if layer else None
    if scope is None:
        raise NotFound(_("There is no such layer."))
    return scope


def scopes_of(person: Person) -> list[Scope]:
    """Every layer that the person may see, in drawing order."""
    found = (_scope(layer, person) for layer in catalog().values())
    return [scope for scope in found if scope is not None]


def _scope(layer: Layer, person: Person) -> Scope | None:
    audience = audience_of(person)
    if PUBLIC not in layer.audience and not _invited(layer, person, audience):
        return None
    fields = tuple(f for f in layer.fields if f.audience & {PUBLIC, audience})
    districts = None
    if audience in layer.own_districts and isinstance(person, User):
        districts = tuple(sorted(person.districts.values_list("id", flat=True)))
    return Scope(layer, fields, districts)


def _invited(layer: Layer, person: Person, audience: str) -> bool:
    """Staff by the audience; an agency also by its agreement, while that lasts."""
    if audience not in layer.audience:
        return False
    return audience != Role.AGENCY or layer.id in layers_of(person)
