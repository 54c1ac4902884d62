"""Every address × every role: a new address without an entry here fails.

A row of the table is: the address as the URLconf has it, what to ask, and the status
that each role gets, in the order of ROLES.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import get_resolver

from gis_app.accounts.audit import record
from gis_app.accounts.models import User
from gis_app.accounts.roles import LAYER_OF, PUBLIC_LAYERS, STAFF_LAYERS
from gis_app.land.models import Document, Survey
from gis_app.publishing.catalog import catalog
from tests.access_rounds import ROUNDS
from tests.access_rows import VENDORS, Row
from tests.factories import a_rule
from tests.web_api.conftest import Scene, english, scene, sign_in

__all__ = ["english", "scene"]  # fixtures of the API's tests

ROLES = ("stranger", "planner", "officer", "clerk", "auditor", "agency")
ALL = (200,) * 6
STAFF = (401, 200, 200, 200, 200, 403)
JUDGES = (401, 200, 200, 403, 200, 403)
NO_BODY = (401, 400, 400, 400, 400, 400)
GIVERS = (401, 404, 403, 404, 403, 403)
"""404: allowed to try, but the right that is asked for does not exist."""


def card(kind: str, statuses: tuple[int, ...]) -> Row:
    return Row("api/card/<kind>/<int:key>", statuses, f"/api/card/{kind}/<{kind}>")


def of_case(verb: str, statuses: tuple[int, ...], method: str = "post") -> Row:
    return Row(
        f"api/cases/<int:case_id>/{verb}", statuses, f"/api/cases/0/{verb}", method
    )


TILE = "tiles/<str:layer>/<str:z>/<str:x>/<str:y>.mvt"
DOWNLOAD = r"^downloads/(?P<layer>[a-z0-9_]+)\.(?P<ext>gpkg|geojson|shp\.zip)$"
PUBLISHED_STAFF = (404, 200, 200, 200, 200, 200)

TABLE = [
    *ROUNDS,
    Row("", ALL),
    Row("workbench/", (302, 200, 200, 200, 200, 200)),
    Row("workbench/round/", (302, 400, 200, 403, 400, 403)),
    Row("workbench/vendors/", (302, 200, 403, 200, 200, 403)),
    Row("draws/verify_swap.py", ALL),
    Row("draws/", ALL),
    Row("draws/verify_draw.py", ALL),
    Row("draws/<str:code>/", (404,) * 6, "/draws/none/"),
    Row("draws/<str:code>/reveal/", (404,) * 6, "/draws/none/reveal/", "post"),
    Row("draws/<str:code>/record.json", (404,) * 6, "/draws/none/record.json"),
    Row("field/", (302, 200, 200, 200, 200, 403)),
    Row("field/manifest.webmanifest", ALL),
    Row("field/worker.js", ALL),
    Row("healthz", ALL),
    Row("readyz", ALL),
    Row("accounts/sign-in/", (200, 302, 302, 302, 302, 302)),
    Row("accounts/sign-out/", (302,) * 6, method="post"),
    Row("i18n/setlang/", (302,) * 6, method="post"),
    # --- the API
    Row("api/", (404,) * 6),
    Row("api/docs", ALL),
    Row("api/openapi.json", ALL),
    Row("api/session", ALL),
    Row("api/layers", ALL),
    Row("api/search", ALL, "/api/search?q=34"),
    Row("api/<path:anything>", (404,) * 6, "/api/nothing/here"),
    Row("api/as-of", JUDGES, "/api/as-of?at=2026-11-23"),
    Row("api/findings", JUDGES),
    Row("api/findings/<int:finding_id>", JUDGES, "/api/findings/<finding>"),
    Row("api/findings/heat", JUDGES),
    Row("api/findings/judging", JUDGES),
    Row("api/findings/judging", NO_BODY, method="post"),
    Row("api/findings/places", JUDGES),
    Row("api/audit", (401, 403, 403, 403, 200, 403)),
    Row("api/audit/draw", NO_BODY, method="post"),
    Row(
        "api/audit/items/<int:item_id>",
        (401, *(400,) * 5),
        "/api/audit/items/0",
        "post",
    ),
    Row("api/audit/table", (401, 403, 403, 403, 200, 403)),
    Row(
        "api/audit/list/<group>",
        (401, 403, 403, 403, 404, 403),
        "/api/audit/list/findings",
    ),
    Row("api/rounds/today", (401, 403, 200, 403, 403, 403)),
    # 400: the scene has no officer whose round a planner could plan.
    Row("api/rounds/plan", (401, 400, 200, 403, 400, 403)),
    card("parcel", (*STAFF[:5], 200)),
    card("way", ALL),
    card("zone", ALL),
    card("spot", ALL),
    card("shelter", ALL),
    card("gathering_point", ALL),
    card("street_feature", STAFF),
    card("occupation", STAFF),
    card("finding", JUDGES),
    Row("api/vendors", STAFF),
    Row("api/spots/near", STAFF, "/api/spots/near?zone=<zone>"),
    Row("api/rules", STAFF),
    Row("api/rules", NO_BODY, method="post"),
    Row("api/rules/kinds", STAFF),
    Row("api/rules/preview", NO_BODY, method="post"),
    Row("api/rules/<int:rule_id>/end", NO_BODY, "/api/rules/0/end", "post"),
    Row("api/spots/unlawful", STAFF),
    Row("api/zones/<int:zone_id>", STAFF, "/api/zones/<zone>"),
    Row("api/zones/drafts", (401, 200, 403, 403, 403, 403)),
    Row("api/zones/drafts", NO_BODY, method="post"),
    Row("api/zones/drafts/preview", NO_BODY, method="post"),
    Row(
        "api/zones/drafts/<int:draft_id>/publish",
        NO_BODY,
        "/api/zones/drafts/0/publish",
        "post",
    ),
    Row(
        "api/zones/drafts/<int:draft_id>/withdraw",
        (401, 404, 403, 403, 403, 403),
        "/api/zones/drafts/0/withdraw",
        "post",
    ),
    Row("api/zones/split", NO_BODY, method="post"),
    Row("api/siting", NO_BODY, method="post"),
    Row("api/allocations", NO_BODY, method="post"),
    Row("api/allocations/<int:right_id>/end", GIVERS, "/api/allocations/0/end", "post"),
    # Undoing what nobody ever gave.
    Row(
        "api/allocations/<int:right_id>/undo", GIVERS, "/api/allocations/0/undo", "post"
    ),
    *VENDORS,
    # --- cases; there is none with this number
    Row("api/cases", STAFF),
    Row("api/cases", NO_BODY, method="post"),
    Row("api/cases/<int:case_id>", (401, 404, 404, 404, 404, 403), "/api/cases/0"),
    of_case("step", NO_BODY),
    of_case("dismiss", NO_BODY),
    of_case("assign", NO_BODY),
    of_case("measurements", NO_BODY),
    of_case("evidence", (401, 404, 404, 403, 404, 403), "get"),
    Row(
        "api/cases/<int:case_id>/evidence/<int:seq>/photo",
        (401, 404, 404, 403, 404, 403),
        "/api/cases/0/evidence/0/photo",
    ),
    of_case("evidence/photos", NO_BODY),
    # --- notices and receipts; a body that can't be read, or a thing that isn't there
    of_case("papers", (401, 404, 404, 404, 404, 403), "get"),
    of_case("notices", (401, 403, 404, 403, 403, 403)),
    of_case("goods", NO_BODY),
    Row(
        "api/notices/<int:notice_id>/service",
        NO_BODY,
        "/api/notices/0/service",
        "post",
    ),
    Row(
        "api/notices/<int:notice_id>/pdf",
        (401, 403, 404, 404, 404, 403),
        "/api/notices/0/pdf",
    ),
    Row("api/goods/overdue", STAFF),
    Row(
        "api/goods/<int:goods_id>/return",
        (401, 403, 404, 404, 403, 403),
        "/api/goods/0/return",
        "post",
    ),
    Row(
        "api/goods/<int:goods_id>/pdf",
        (401, 403, 404, 404, 404, 403),
        "/api/goods/0/pdf",
    ),
    Row(r"^notice/(?P<token>[\w-]{22})/$", (404,) * 6, f"/notice/{'A' * 22}/"),
    # --- field work; a position without its age can't be read
    Row(
        "api/field/check",
        STAFF,
        "/api/field/check?lon=49.58&lat=37.28&accuracy=4&age_s=1",
    ),
    Row("api/field/package", STAFF),
    Row(
        "api/field/duplicates",
        (401, 403, 200, 403, 403, 403),
        "/api/field/duplicates?lon=49.58&lat=37.28&kind=stall",
    ),
    Row("api/field/reports", NO_BODY, method="post"),
    # --- what is published
    Row(TILE, ALL, "/tiles/zones/16/41793/25444.mvt"),
    Row(TILE, PUBLISHED_STAFF, "/tiles/parcels/16/41793/25444.mvt"),
    Row(
        TILE, (404, 200, 200, 404, 200, 404), "/tiles/encroachments/16/41793/25444.mvt"
    ),
    Row(DOWNLOAD, ALL, "/downloads/zones.geojson"),
    Row(DOWNLOAD, PUBLISHED_STAFF, "/downloads/parcels.geojson"),
    Row(DOWNLOAD, (404, 200, 200, 404, 200, 404), "/downloads/encroachments.geojson"),
    Row("downloads/map.html", ALL, "/downloads/map.html?layers=zones"),
    # --- the back office
    Row("admin/", (302, 200, 302, 200, 200, 302)),
    Row("admin/login/", (302, 302, 403, 302, 302, 403)),
    Row("admin/logout/", (302,) * 6, method="post"),
    Row("admin/password_change/", (302, 200, 302, 200, 200, 302)),
    Row("admin/password_change/done/", (302, 200, 302, 200, 200, 302)),
    Row("admin/autocomplete/", (302, 403, 302, 403, 403, 302)),
    Row("admin/jsi18n/", (302, 200, 302, 200, 200, 302)),
    Row(
        "admin/r/<path:content_type_id>/<path:object_id>/",
        (302, 404, 302, 404, 404, 302),
        "/admin/r/0/0/",
    ),
    Row(
        "admin/^(?P<app_label>accounts|land|zones|shelters|enforcement|allocation|vendors)/$",
        (302, 404, 302, 200, 200, 302),
        "/admin/allocation/",
    ),
    Row("admin/(?P<url>.*)$", (302, 404, 302, 404, 404, 302), "/admin/nothing"),
]

BACK_OFFICE: dict[str, tuple[set[str], set[str]]] = {
    # model: (who reads, who edits)
    "accounts/user": (set(), set()),
    "accounts/agency": (set(), set()),
    "accounts/auditentry": ({"auditor"}, set()),
    "accounts/district": ({"planner", "auditor"}, {"planner"}),
    "land/party": ({"clerk", "auditor"}, {"clerk"}),
    "land/parcel": ({"clerk", "auditor"}, {"clerk"}),
    "land/right": ({"clerk", "auditor"}, {"clerk"}),
    "land/document": ({"clerk", "auditor"}, {"clerk"}),
    "land/survey": ({"clerk", "auditor"}, {"clerk"}),
    "land/way": ({"planner", "auditor"}, {"planner"}),
    "zones/vendingzone": ({"planner", "auditor"}, {"planner"}),
    "zones/vendingspot": ({"planner", "auditor"}, {"planner"}),
    "zones/rule": ({"planner", "auditor"}, {"planner"}),
    "zones/streetfeature": ({"planner", "auditor"}, {"planner"}),
    "shelters/gatheringpoint": ({"planner", "auditor"}, {"planner"}),
    "shelters/headcount": ({"planner", "auditor"}, {"planner"}),
    "shelters/sheltersite": ({"planner", "auditor"}, {"planner"}),
    "enforcement/holiday": ({"planner", "clerk", "auditor"}, {"planner", "clerk"}),
    "enforcement/weekend": ({"planner", "clerk", "auditor"}, {"planner", "clerk"}),
    "enforcement/deadlinerule": (
        {"planner", "clerk", "auditor"},
        {"planner", "clerk"},
    ),
    "allocation/vendor": ({"clerk", "auditor"}, {"clerk"}),
    "vendors/prioritykind": ({"clerk", "auditor"}, {"clerk"}),
}


def addresses(patterns: list[Any], prefix: str = "") -> Iterator[str]:
    """Every address of the URLconf."""
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from addresses(pattern.url_patterns, address)
        else:
            yield address


def back_office_addresses(model: str) -> set[str]:
    parts = ("", "add/", *(f"<path:object_id>/{p}" for p in PAGES), "<path:object_id>/")
    own = {f"admin/{model}/{part}" for part in parts}
    return own | (
        {"admin/accounts/user/<id>/password/"} if model.endswith("user") else set()
    )


PAGES = ("change/", "history/", "delete/")


def test_every_address_has_a_row() -> None:
    covered = {row.address for row in TABLE}
    for model in BACK_OFFICE:
        covered |= back_office_addresses(model)
    assert set(addresses(get_resolver().url_patterns)) == covered


def ask(client: Client, row: Row, scene: Scene) -> int:
    answer = getattr(client, row.method)(row.url(scene))
    if answer.streaming:  # read to its end; closing it early would close the database
        assert b"".join(answer.streaming_content)
    return int(answer.status_code)


def cast(role: str, scene: Scene) -> Client:
    return sign_in(
        role, **({"districts": [scene.district]} if role == "officer" else {})
    )


@pytest.mark.parametrize("role", ROLES)
def test_every_role_gets_what_the_table_says(role: str, scene: Scene) -> None:
    client = cast(role, scene)
    wrong = []
    for row in TABLE:
        expected = row.statuses[ROLES.index(role)]
        got = ask(client, row, scene)
        if row.address.endswith("out/") and role != "stranger":
            client.force_login(User.objects.get(username=role))
        if got != expected:
            wrong.append((row.method, row.url(scene), f"{got}, not {expected}"))
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize("role", ROLES)
def test_the_back_office_opens_by_role(role: str, scene: Scene) -> None:
    Document.objects.create(kind="deed", number="1")
    Survey.objects.create(name="cadastre")
    a_rule()
    record(None, "test", "x")
    sign_in("agency", username="somebody")
    client = cast(role, scene)
    wrong = []
    for model, (readers, editors) in BACK_OFFICE.items():
        label, name = model.split("/")
        row = apps.get_model(label, name)._default_manager.first()
        assert row is not None
        key = row.pk
        for page, allowed in (
            ("", readers),
            ("add/", editors),
            (f"{key}/change/", readers),
            (f"{key}/history/", readers),
            (f"{key}/delete/", editors),
        ):
            outside = role in {"stranger", "officer", "agency"}
            expected = 200 if role in allowed else 302 if outside else 403
            got = client.get(f"/admin/{model}/{page}").status_code
            if got != expected:
                wrong.append((f"{model}/{page}", f"{got}, not {expected}"))
        assert client.get(f"/admin/{model}/{key}/").status_code in {302, 403}
    assert client.get("/admin/accounts/user/1/password/").status_code in {302, 403}
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("delete", "/api/findings"),
        ("post", "/api/card/zone/1"),
        ("get", "/api/allocations"),
        ("put", "/api/allocations/1/end"),
        ("post", "/healthz"),
    ],
)
def test_a_wrong_method_is_refused_for_everybody(
    scene: Scene, role: str, method: str, path: str
) -> None:
    assert getattr(sign_in(role), method)(path).status_code == 405


def test_cards_and_published_layers_agree_on_who_sees_them() -> None:
    for layer in set(LAYER_OF.values()):
        audience = set(catalog()[layer].audience)
        if layer in PUBLIC_LAYERS:
            assert "public" in audience, layer
        elif layer in STAFF_LAYERS:
            assert audience == {"planner", "officer", "clerk", "auditor", "agency"}
        else:
            assert audience == {"planner", "officer", "auditor"}, layer
