"""How the API answers, whatever is asked."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.web_api.conftest import NAME, Scene


def test_what_one_person_sees_is_not_kept_for_another(planner: Client) -> None:
    answer = planner.get("/api/findings")
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert "Cookie" in answer.headers["Vary"]


def test_the_session_tells_who_and_in_which_language(
    officer: Client, stranger: Client, scene: Scene
) -> None:
    assert stranger.get("/api/session").json() == {"user": None, "language": "en"}
    assert officer.get("/api/session").json()["user"] == {
        "username": "officer",
        "name": "officer",
        "role": "officer",
        "role_label": "Enforcement officer",
        "districts": [scene.district.pk],
    }


def test_the_description_names_every_operation(stranger: Client) -> None:
    paths = stranger.get("/api/openapi.json").json()["paths"]
    assert {f"{m} {p}" for p, methods in paths.items() for m in methods} == {
        "get /api/session",
        "get /api/as-of",
        "get /api/findings",
        "get /api/findings/{finding_id}",
        "get /api/findings/heat",
        "get /api/findings/judging",
        "post /api/findings/judging",
        "get /api/findings/places",
        "get /api/audit",
        "post /api/audit/draw",
        "post /api/audit/items/{item_id}",
        "get /api/audit/table",
        "get /api/audit/list/{group}",
        "get /api/rounds/today",
        "get /api/rounds/plan",
        "get /api/card/{kind}/{key}",
        "get /api/search",
        "get /api/vendors",
        "get /api/spots/near",
        "post /api/allocations",
        "get /api/rules",
        "post /api/rules",
        "get /api/rules/kinds",
        "post /api/rules/preview",
        "post /api/rules/{rule_id}/end",
        "post /api/siting",
        "get /api/zones/{zone_id}",
        "get /api/zones/drafts",
        "post /api/zones/drafts",
        "post /api/zones/drafts/preview",
        "post /api/zones/drafts/{draft_id}/publish",
        "post /api/zones/drafts/{draft_id}/withdraw",
        "post /api/zones/split",
        "get /api/spots/unlawful",
        "post /api/allocations/{right_id}/end",
        "post /api/allocations/{right_id}/undo",
        "get /api/cases",
        "post /api/cases",
        "get /api/cases/{case_id}",
        "post /api/cases/{case_id}/step",
        "post /api/cases/{case_id}/dismiss",
        "post /api/cases/{case_id}/assign",
        "post /api/cases/{case_id}/measurements",
        "get /api/cases/{case_id}/evidence",
        "get /api/cases/{case_id}/evidence/{seq}/photo",
        "post /api/cases/{case_id}/evidence/photos",
        "get /api/cases/{case_id}/papers",
        "post /api/cases/{case_id}/notices",
        "post /api/cases/{case_id}/goods",
        "post /api/notices/{notice_id}/service",
        "get /api/notices/{notice_id}/pdf",
        "get /api/goods/overdue",
        "post /api/goods/{goods_id}/return",
        "get /api/goods/{goods_id}/pdf",
        "get /api/register/vendors",
        "post /api/register/vendors",
        "get /api/register/vendors/{vendor_id}",
        "post /api/register/vendors/{vendor_id}",
        "post /api/register/vendors/{vendor_id}/suspension",
        "post /api/register/vendors/{vendor_id}/portrait",
        "get /api/register/vendors/{vendor_id}/portrait",
        "post /api/register/vendors/{vendor_id}/papers",
        "post /api/register/papers/{paper_id}/withdraw",
        "post /api/register/vendors/{vendor_id}/cards",
        "post /api/register/cards/{serial}/revoke",
        "get /api/register/cards/{serial}/pdf",
        "get /api/draws",
        "post /api/draws",
        "get /api/draws/{code}",
        "post /api/draws/{code}/plan",
        "get /api/draws/{code}/zones",
        "get /api/draws/{code}/lots",
        "post /api/draws/{code}/lots",
        "post /api/draws/{code}/lots/remove",
        "post /api/draws/{code}/classes",
        "post /api/draws/{code}/witnesses",
        "post /api/draws/{code}/witnesses/{witness_id}/reveal",
        "post /api/draws/{code}/step",
        "get /api/draws/{code}/applications",
        "post /api/draws/{code}/applications",
        "post /api/draws/{code}/applications/{receipt}/wishes",
        "post /api/draws/{code}/applications/{receipt}/withdraw",
        "post /api/draws/{code}/applications/{receipt}/judge",
        "post /api/draws/{code}/applications/{receipt}/challenges",
        "post /api/draws/{code}/challenges/{challenge_id}",
        "post /api/draws/{code}/judge",
        "get /api/draws/{code}/result",
        "get /api/draws/{code}/what-if",
        "post /api/draws/{code}/offers",
        "post /api/draws/{code}/offers/{offer_id}/answer",
        "post /api/draws/{code}/offers/pass-on",
        "get /api/swaps",
        "post /api/swaps",
        "get /api/swaps/permits",
        "get /api/swaps/{swap_id}",
        "post /api/swaps/{swap_id}/willing",
        "post /api/swaps/{swap_id}/willing/{receipt}/take-out",
        "post /api/swaps/{swap_id}/step",
        "get /api/field/check",
        "get /api/field/cards",
        "post /api/field/card",
        "get /api/field/package",
        "get /api/field/duplicates",
        "post /api/field/reports",
    }


def test_the_documentation_needs_nothing_from_elsewhere(stranger: Client) -> None:
    answer = stranger.get("/api/docs")
    page = answer.content.decode()
    for source in re.findall(r'(?:src|href)="([^"]+)"', page):
        assert source.startswith("/static/"), source
    inline = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>", page)
    assert all("application/json" in attributes for attributes in inline)
    assert not re.search(r"\sstyle=|<style|\son\w+=", page)
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("method", "path"),
    [("get", "/api/nothing"), ("post", "/api/x/y"), ("get", "/api/card/x/1")],
)
def test_a_refusal_is_a_sentence_even_for_a_wrong_address(
    stranger: Client, method: str, path: str
) -> None:
    answer = getattr(stranger, method)(path)
    assert answer.status_code == 404
    assert answer.json() == {"error": "There is no such thing here.", "detail": {}}


def test_a_body_that_is_no_json_is_refused(planner: Client) -> None:
    answer = planner.post("/api/allocations", "{", content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["error"] == "The request can't be read."


def test_what_was_typed_is_not_repeated_in_refusals_or_logs(
    planner: Client, caplog: pytest.LogCaptureFixture
) -> None:
    answer = planner.post(
        "/api/allocations", {"vendor": NAME}, content_type="application/json"
    )
    assert answer.status_code == 400
    assert NAME not in answer.content.decode()
    assert NAME not in caplog.text


def test_a_search_by_name_leaves_no_name_in_the_log(
    officer: Client, caplog: pytest.LogCaptureFixture
) -> None:
    officer.get("/api/search", {"q": NAME * 20})
    assert NAME not in caplog.text


def test_the_service_is_alive_and_ready(stranger: Client) -> None:
    assert stranger.get("/healthz").json() == {"status": "ok"}
    assert stranger.get("/readyz").json() == {"status": "ok"}
