"""Every published layer × every form it leaves in × every role, and every id of it.

The rows are written by hand: who may take a layer at all. Which of its fields and rows
is asked in tests/publishing.
"""

from __future__ import annotations

import io
import json
import re
import sqlite3
import zipfile
from pathlib import Path

import pytest
from django.test import Client

from gis_app.accounts.models import Agency
from gis_app.accounts.roles import LAYER_OF, PUBLIC_LAYERS, STAFF_LAYERS
from gis_app.publishing.catalog import FORMATS, catalog
from tests.factories import a_parcel, an_occupation
from tests.publishing.places import path
from tests.web_api.conftest import SECRETS, Scene, english, scene, sign_in

__all__ = ["english", "scene"]  # fixtures of the API's tests

ROLES = ("stranger", "planner", "officer", "clerk", "auditor", "agency")
EVERYBODY = frozenset(ROLES)
STAFF = EVERYBODY - {"stranger"}
MAY: dict[str, frozenset[str]] = {
    "base": EVERYBODY,
    "boundary": EVERYBODY,
    "ways": EVERYBODY,
    "zones": EVERYBODY,
    "spots": EVERYBODY,
    "shelters": EVERYBODY,
    "gathering_points": EVERYBODY,
    "parcels": STAFF,
    "street_features": STAFF,
    "occupations": STAFF,
    "encroachments": frozenset({"planner", "officer", "auditor"}),
}
"""Who may take a layer; the agency's agreement names all of them."""

CARD_OF = {layer: kind for kind, layer in LAYER_OF.items()}


def cast(role: str, scene: Scene) -> Client:
    if role == "agency":
        everything = Agency.objects.create(name="everything", layers=sorted(MAY))
        return sign_in(role, agency=everything)
    return sign_in(role, districts=[scene.district] if role == "officer" else [])


def files(client: Client, layer: str) -> dict[str, tuple[int, bytes]]:
    """Status and content of a layer in every form that it is offered in."""
    got = {}
    for ext in FORMATS:
        answer = client.get(f"/downloads/{layer}.{ext}")
        content = b"".join(answer) if answer.streaming else answer.content
        got[ext] = (answer.status_code, content)
    drawn = client.get(f"/downloads/map.html?layers={layer}")
    got["map.html"] = (drawn.status_code, drawn.content)
    for zoom in (12, 14, 17):
        tile = client.get(path(layer, zoom))
        got[f"z{zoom}"] = (tile.status_code, tile.content)
    return got


def test_the_table_has_every_layer() -> None:
    assert set(MAY) == set(catalog())
    assert {layer for layer, who in MAY.items() if who == EVERYBODY} == (
        PUBLIC_LAYERS | {"base"}
    )
    assert {layer for layer, who in MAY.items() if "clerk" in who} == (
        STAFF_LAYERS | {"base"}
    )


@pytest.mark.parametrize("role", ROLES)
def test_a_layer_leaves_in_no_form_for_those_who_may_not_take_it(
    role: str, scene: Scene
) -> None:
    client = cast(role, scene)
    unlike_nothing = client.get("/tiles/nothing/17/0/0.mvt")
    for layer, who in MAY.items():
        for form, (status, content) in files(client, layer).items():
            if role not in who:
                assert status == 404, (layer, form)
                if form.startswith("z"):
                    assert content == unlike_nothing.content, (layer, form)
            elif form in FORMATS and form not in catalog()[layer].formats:
                assert status == 404, (layer, form)
            else:
                assert status in {200, 204}, (layer, form, content[:200])


def readable(content: bytes, folder: Path) -> str:
    """All texts of a file, also of a packed one."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [archive.read(name) for name in archive.namelist()]
        return b"\n".join(parts).decode("utf-8", "ignore")
    if content.startswith(b"SQLite"):
        file = folder / "layer.gpkg"
        file.write_bytes(content)
        with sqlite3.connect(file) as database:
            return "\n".join(database.iterdump())
    return content.decode("utf-8", "ignore")


@pytest.mark.parametrize("role", ROLES)
def test_no_file_map_or_tile_names_a_person(
    role: str, scene: Scene, tmp_path: Path
) -> None:
    client = cast(role, scene)
    pseudonym = scene.permit.party.pseudonym
    for layer, who in MAY.items():
        if role not in who:
            continue
        for form, (_, content) in files(client, layer).items():
            text = readable(content, tmp_path)
            assert not any(secret in text for secret in SECRETS), (layer, form)
            if role in {"stranger", "agency"}:
                assert not re.search(r"P-[0-9A-F]{8}", text), (layer, form)
                assert pseudonym not in text, (layer, form)


@pytest.mark.parametrize("role", ROLES)
def test_a_card_opens_for_those_who_may_take_its_layer(role: str, scene: Scene) -> None:
    client = cast(role, scene)
    for layer, kind in CARD_OF.items():
        key = getattr(scene, kind).pk
        status = client.get(f"/api/card/{kind}/{key}").status_code
        if role in MAY[layer]:
            assert status == 200, kind
        else:
            assert status == (401 if role == "stranger" else 403), kind


@pytest.mark.parametrize("role", ROLES)
def test_an_id_that_is_hidden_is_answered_like_one_that_is_not_there(
    role: str, scene: Scene
) -> None:
    client = cast(role, scene)
    theirs = an_occupation(district=scene.elsewhere.district)
    hidden = {
        "/api/findings/{}": scene.elsewhere.pk,
        "/api/card/finding/{}": scene.elsewhere.pk,
        "/api/card/occupation/{}": theirs.pk,
    }
    for address, key in hidden.items():
        got = client.get(address.format(key))
        nothing = client.get(address.format(9_999_999))
        if got.status_code != 200:
            assert (got.status_code, got.content) == (
                nothing.status_code,
                nothing.content,
            ), address
        else:
            assert role in {"planner", "auditor"} | (
                {"clerk", "agency"} if "occupation" in address else set()
            )


@pytest.mark.parametrize("role", ROLES)
def test_one_role_is_never_told_that_it_has_what_another_was_given(
    role: str, scene: Scene
) -> None:
    """The entity tag of a richer reader never earns a 304 for a poorer one."""
    richer = sign_in("auditor", username="richer")
    client = cast(role, scene)
    a_parcel()
    for layer in MAY:
        theirs = richer.get(path(layer, 17))
        tag = theirs.headers["ETag"]
        mine = client.get(path(layer, 17), headers={"if-none-match": tag})
        if mine.status_code == 304:
            fresh = client.get(path(layer, 17))
            assert fresh.content == theirs.content, layer
        shared = mine.headers["Cache-Control"].startswith("public")
        if shared:
            assert client.get(path(layer, 17)).content == (
                Client().get(path(layer, 17)).content
            ), layer


@pytest.mark.parametrize("role", ["stranger", "agency", "planner"])
def test_no_answer_of_the_api_names_a_person_to_those_who_may_not_know(
    role: str, scene: Scene
) -> None:
    client = cast(role, scene)
    asked = [
        "/api/layers",
        "/api/findings?certainty=all",
        f"/api/findings/{scene.finding.pk}",
        "/api/vendors",
        "/api/vendors?q=پروانه",
        "/api/search?q=پروانه",
        "/api/search?q=V-77",
        f"/api/search?q={scene.permit.party.pseudonym}",
        f"/api/spots/near?zone={scene.zone.pk}",
        *(f"/api/card/{kind}/{getattr(scene, kind).pk}" for kind in LAYER_OF),
        "/",
        "/workbench/",
    ]
    for address in asked:
        text = client.get(address).content.decode()
        plain = text + json.dumps(text)
        assert not any(secret in plain for secret in SECRETS), address
        if role != "planner":
            assert scene.permit.party.pseudonym not in text, address
