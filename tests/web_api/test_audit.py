"""The auditor's random sample: drawn once a week, blind to risk, checked by anybody."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from gis_app.accounts.models import AuditEntry, User
from gis_app.encroachment.models import Encroachment
from gis_app.enforcement import auditing
from gis_app.enforcement.audits import AuditItem, AuditSample
from gis_app.enforcement.models import CaseEvent
from gis_app.errors import BadInput, Conflict
from gis_app.lib.sample import drawn, read, root_of, seed_of
from tests.enforcement.casefiles import a_case
from tests.factories import a_district, a_finding, a_user, a_way, an_occupation
from tests.web_api.conftest import english, speaking

__all__ = ["english"]
pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)  # a Thursday


@pytest.fixture
def auditor() -> User:
    return a_user("auditor")


@pytest.fixture
def client(auditor: User) -> Client:
    client = speaking("en")
    client.force_login(auditor)
    return client


@pytest.fixture
def findings() -> list[Encroachment]:
    """Twelve in two districts, half of them reported by one officer."""
    way, districts = a_way(), [a_district(name_en="North"), a_district(name_en="South")]
    found = []
    for n in range(12):
        stall = an_occupation()
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            cursor.execute(
                "UPDATE encroachment_occupation SET changed_by = %s WHERE id = %s",
                ["reza" if n % 2 else None, stall.pk],
            )
            cursor.execute("SET session_replication_role = origin")
        found.append(a_finding(occupation=stall, way=way, district=districts[n % 2]))
    return found


def an_ended_case(state: str, at: datetime, **fields: Any) -> int:
    """A case that ended then, as its events tell."""
    case = a_case(a_finding(), state, **fields)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        CaseEvent.objects.create(
            case=case, at=at, by="planner", role="planner", to_state=state
        )
        cursor.execute("SET session_replication_role = origin")
    return int(case.pk)


def draw(by: User, size: int = 5, at: datetime = NOW) -> dict[str, AuditSample]:
    return {s.group: s for s in auditing.draw(size=size, by=by, at=at)}


def test_the_sample_is_drawn_again_from_the_published_list(
    auditor: User, findings: list[Encroachment]
) -> None:
    sample = draw(auditor)["findings"]
    frame = read(sample.frame)
    assert sample.population == len(frame) == 12
    assert sample.root == root_of(frame)
    assert sample.seed == seed_of("2026-11-21", "findings", sample.root)
    again = [each.subject for each in drawn(frame, 5, sample.seed)]
    items = sample.items.order_by("rank").values_list("subject", flat=True)
    assert list(items) == again


def test_risk_decides_nothing(auditor: User, findings: list[Encroachment]) -> None:
    before = set(draw(auditor)["findings"].items.values_list("subject", flat=True))
    for n, found in enumerate(findings):
        Encroachment.objects.filter(pk=found.pk).update(
            certainty="suspect", z=1.0 + n / 20, depth_m=9.0 - n / 2, area_m2=n + 1
        )
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        AuditItem.objects.all().delete()
        AuditSample.objects.all().delete()
        cursor.execute("SET session_replication_role = origin")
    after = set(draw(auditor)["findings"].items.values_list("subject", flat=True))
    assert after == before


def test_each_district_and_officer_gets_its_share(
    auditor: User, findings: list[Encroachment]
) -> None:
    items = draw(auditor, size=6)["findings"].items.all()
    shares = [(i.district.name_en if i.district else "", i.officer) for i in items]
    assert sorted(shares) == [("North", "")] * 3 + [("South", "reza")] * 3


def test_what_is_noise_or_gone_is_not_on_the_list(auditor: User) -> None:
    a_finding(certainty="noise", z=0.2)
    a_finding(closed_at=timezone.now())
    there = a_finding()
    sample = draw(auditor)["findings"]
    assert [each.subject for each in read(sample.frame)] == [f"finding:{there.pk}"]


def test_cases_that_ended_in_the_last_seven_days_are_drawn(auditor: User) -> None:
    officer = a_user("officer")
    lately = an_ended_case("closed", NOW - timedelta(days=6), assigned_to=officer)
    an_ended_case("closed", NOW - timedelta(days=8))
    dismissed = an_ended_case("dismissed", NOW - timedelta(hours=1))
    samples = draw(auditor)
    closed = samples["closed"].items.get()
    assert (closed.case_id, closed.officer) == (lately, "officer")
    assert samples["dismissed"].items.get().case_id == dismissed


def test_a_week_is_drawn_once(auditor: User, findings: list[Encroachment]) -> None:
    draw(auditor)
    with pytest.raises(Conflict):
        draw(auditor, at=NOW + timedelta(days=1))
    draw(auditor, at=NOW + timedelta(days=2))  # Saturday: another week
    assert AuditSample.objects.count() == 6
    with pytest.raises(BadInput):
        draw(auditor, size=0, at=NOW + timedelta(days=9))


@pytest.mark.parametrize(
    ("moment", "saturday"),
    [
        # The week begins at midnight in Tehran, 20:30 UTC.
        (datetime(2026, 11, 20, 20, 29, tzinfo=UTC), date(2026, 11, 14)),
        (datetime(2026, 11, 20, 20, 30, tzinfo=UTC), date(2026, 11, 21)),
        (NOW, date(2026, 11, 21)),
    ],
)
def test_a_week_begins_on_saturday(moment: datetime, saturday: date) -> None:
    assert auditing.week_of(moment) == saturday


def test_what_was_drawn_stays_drawn(
    auditor: User, findings: list[Encroachment]
) -> None:
    sample = draw(auditor)["findings"]
    for change in (
        lambda: AuditSample.objects.filter(pk=sample.pk).update(seed="0"),
        lambda: sample.delete(),
        lambda: AuditItem.objects.filter(sample=sample).update(subject="finding:1"),
        lambda: sample.items.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_finding_that_goes_leaves_its_verdict(
    auditor: User, findings: list[Encroachment]
) -> None:
    item = draw(auditor)["findings"].items.order_by("rank")[0]
    auditing.judge(item=item, verdict="right", note="", by=auditor)
    assert item.finding is not None
    item.finding.delete()
    item.refresh_from_db()
    assert (item.finding_id, item.verdict) == (None, "right")


def test_a_wrong_one_needs_a_note_and_a_change_of_mind_is_kept(
    auditor: User, findings: list[Encroachment]
) -> None:
    item = draw(auditor)["findings"].items.order_by("rank")[0]
    with pytest.raises(BadInput):
        auditing.judge(item=item, verdict="wrong", note=" ", by=auditor)
    auditing.judge(item=item, verdict="wrong", note="a tree", by=auditor)
    auditing.judge(item=item, verdict="right", note="", by=auditor)
    item = auditing.judge(item=item, verdict="", note="", by=auditor)
    assert (item.judged_by, item.judged_at) == ("", None)
    told = AuditEntry.objects.filter(action="audit-verdict", subject=item.subject)
    assert [entry.detail["verdict"] for entry in told.order_by("pk")] == [
        "wrong",
        "right",
        "",
    ]


def ask(client: Client, **asked: str) -> dict[str, Any]:
    answer = client.get("/api/audit", asked)
    assert answer.status_code == 200, answer.content
    return dict(answer.json())


def test_the_auditor_draws_judges_and_sees_the_share_of_errors(
    client: Client, findings: list[Encroachment]
) -> None:
    assert ask(client)["may_draw"] is True
    answer = client.post(
        "/api/audit/draw", {"size": 4}, content_type="application/json"
    )
    assert answer.status_code == 201
    told = answer.json()
    assert told["may_draw"] is False
    group = told["groups"][0]
    assert group["population_label"] == "4 of 12 were drawn"
    assert group["sentence"].startswith("Nothing was checked yet")
    for n, item in enumerate(group["items"]):
        verdict = "wrong" if n == 0 else "unclear" if n == 1 else "right"
        said = {"verdict": verdict, "note": "no stall" if n == 0 else ""}
        url = f"/api/audit/items/{item['id']}"
        told = client.post(url, said, content_type="application/json").json()
    group = told["groups"][0]
    assert (group["judged"], group["wrong"]) == (3, 1)
    assert group["sentence"] == (
        "1 of 3 were wrong: 33%; with 95% confidence between 6% and 79%."
    )
    assert told["quarter"][0]["sentence"] == group["sentence"]
    again = client.post("/api/audit/draw", {"size": 4}, content_type="application/json")
    assert again.status_code == 409
    assert "once" in again.json()["error"]


def test_the_files_hold_the_draw(
    client: Client, auditor: User, findings: list[Encroachment]
) -> None:
    sample = auditing.draw(size=3, by=auditor)[0]
    item = sample.items.order_by("rank")[0]
    auditing.judge(item=item, verdict="wrong", note="=HYPERLINK(1)", by=auditor)
    answer = client.get("/api/audit/table")
    assert answer["Content-Disposition"].endswith(f'audit-{sample.week}.csv"')
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 3
    assert rows[0]["Verdict"] == "Wrong"
    assert rows[0]["Note"] == "'=HYPERLINK(1)"
    assert rows[0]["Seed"] == sample.seed
    listed = client.get("/api/audit/list/findings")
    assert root_of(read(listed.content.decode())) == sample.root


@pytest.mark.parametrize(
    ("method", "path", "said", "status"),
    [
        ("get", "/api/audit?week=2026-11-22", None, 400),
        ("get", "/api/audit?week=yesterday", None, 400),
        ("get", "/api/audit/list/closed?week=2020-01-04", None, 404),
        ("get", "/api/audit/list/all", None, 404),
        ("post", "/api/audit/draw", {"size": 0}, 400),
        ("post", "/api/audit/items/0", {"verdict": "right"}, 404),
        ("post", "/api/audit/items/0", {"verdict": "fine"}, 400),
    ],
)
def test_nonsense_is_refused_with_a_sentence(
    client: Client, method: str, path: str, said: dict[str, Any] | None, status: int
) -> None:
    more = {} if said is None else {"data": said, "content_type": "application/json"}
    answer = getattr(client, method)(path, **more)
    assert answer.status_code == status
    assert answer.json()["error"]
