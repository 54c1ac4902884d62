"""Every kind of finding says why, how large, how sure, and against which versions.

Whole sentences, in both languages, with every certainty; ``unknown`` is an answer.
"""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import translation

from gis_app.encroachment import formula
from gis_app.encroachment.models import Encroachment
from gis_app.land.models import Parcel, Right
from gis_app.web import grounds, verdicts
from gis_app.web.history import timeline
from gis_app.zones.models import VendingZone
from tests.factories import a_user
from tests.web_api.conftest import speaking
from tests.web_api.findings_in_words import EACH, Stage, Z
from tests.web_api.sentences import (
    ACCURATE,
    AND,
    AT,
    CLASS,
    DEEP,
    DEPTH,
    DEPTH_ALONE,
    KINDS,
    LABELS,
    LIMITS,
    MISSING,
    NUMBER,
    OTHER,
    OVER,
    SEEN,
    STANDING,
    STANDS,
    STILL,
    SURE,
    THE_FOOTPRINT,
    VERSION,
    WHOLLY,
)

pytestmark = pytest.mark.django_db


def test_every_kind_and_every_certainty_is_tried() -> None:
    assert set(KINDS) == set(EACH) == set(Encroachment.Kind.values)
    assert set(SURE) == set(Z) == set(Encroachment.Certainty.values)


def why(kind: str, certainty: str, language: str) -> str:
    """Seen, found, how deep, how sure."""
    i = 0 if language == "en" else 1
    depth = DEEP[certainty][i]
    measure = DEPTH_ALONE if certainty == "unknown" else DEPTH
    if kind == "unlicensed_occupation":
        measure = WHOLLY
    seen = STANDS if kind in STANDING else SEEN
    return " ".join(
        [
            *([] if kind == "parcel_overlap" else [seen[language]]),
            KINDS[kind][language][0].format(d=depth),
            measure[language].format(d=depth),
            SURE[certainty][i],
        ]
    )


def against(
    found: Encroachment, kind: str, certainty: str, language: str
) -> dict[str, list[str]]:
    """The sentences of the grounds, by label."""
    i = 0 if language == "en" else 1
    unknown = certainty == "unknown"
    accuracy = ACCURATE[language][unknown]
    _, what, unit, right, rule = KINDS[kind][language]
    names = [unit, *([OTHER[language]] if kind == "parcel_overlap" else [])]
    number = str(found.occupation_id)
    if language == "fa":
        number = number.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    moment = STILL if kind in STANDING else OVER
    without = [THE_FOOTPRINT[language], unit] if what else names
    sure = (
        MISSING[language].format(what=AND[language].join(without))
        if unknown
        else CLASS[certainty][i] + LIMITS[i] + formula.version() + "."
    )
    footprint = NUMBER[language].format(what=what, n=number)
    return {
        "moment": [moment[language] if what else AT[language]],
        "footprint": [VERSION[language].format(name=footprint, accuracy=accuracy)]
        if what
        else [],
        "land": [VERSION[language].format(name=n, accuracy=accuracy) for n in names],
        "right": [right],
        "rule": [rule],
        "sure": [sure],
    }


@pytest.mark.parametrize("language", ["en", "fa"])
@pytest.mark.parametrize("certainty", Z)
@pytest.mark.parametrize("kind", KINDS)
def test_a_finding_says_it_all_in_whole_sentences(
    kind: str, certainty: str, language: str
) -> None:
    found = EACH[kind](Stage(certainty))
    officer = a_user("officer")
    with translation.override(language):
        assert verdicts.why(found) == why(kind, certainty, language)
        told: dict[str, list[str]] = {name: [] for name in LABELS[language]}
        told["land"] = []
        names = {label: name for name, label in LABELS[language].items()}
        for label, sentence in grounds.rows(found, officer):
            told[names.get(label, "land")].append(sentence)
        assert told == against(found, kind, certainty, language)


@pytest.mark.parametrize("kind", KINDS)
def test_unknown_is_never_a_number(kind: str) -> None:
    found = EACH[kind](Stage("unknown"))
    with translation.override("en"):
        sentences = grounds.rows(found, a_user("officer"))
    assert not [s for _, s in sentences if "accurate to" in s or "0.00" in s]


def rows(found: Encroachment) -> dict[str, str]:
    officer = a_user("officer")
    with translation.override("en"):
        return dict(grounds.rows(found, officer))


def test_the_version_that_was_judged_is_told_and_that_there_is_a_newer_one() -> None:
    found = EACH["boundary_intrusion"](Stage("strong"))
    Encroachment.objects.filter(pk=found.pk).update(
        unit_version=1, occupation_version=1
    )
    assert found.parcel is not None
    parcel = Parcel.objects.get(pk=found.parcel.pk)
    parcel.accuracy_m = 0.5
    parcel.save()
    told = rows(Encroachment.objects.get(pk=found.pk))
    assert told["Parcel"] == (
        "Parcel 34/118, version 1, in the register since 2026-06-01; accurate to 0.10 m"
        " (RMSE). Version 2 is newer and not judged yet."
    )


def test_a_revoked_right_is_told_as_such() -> None:
    found = EACH["expired_right"](Stage("strong"))
    Right.objects.update(status="revoked", valid="[2025-03-21,)")
    told = rows(found)["Right"]
    assert told.endswith("Its status is: Revoked.")
    assert "version 2" in told


def test_a_right_that_begins_later_is_told_as_such() -> None:
    found = EACH["wrong_time"](Stage("strong"))
    Right.objects.update(valid="[2026-06-05,)")
    assert rows(found)["Right"].endswith("It had not begun yet.")


def test_a_right_that_is_gone_is_admitted() -> None:
    found = EACH["wrong_time"](Stage("strong"))
    Right.objects.all().delete()
    assert rows(found)["Right"] == (
        "The right that it was judged by is not in the register any more."
    )


def test_a_ban_without_a_reference_says_so() -> None:
    found = EACH["no_vending_zone"](Stage("strong"))
    VendingZone.objects.update(legal_ref="")
    assert (
        "reference: none entered."
        in rows(Encroachment.objects.get(pk=found.pk))["Rule"]
    )


def test_a_planner_reads_no_name() -> None:
    found = EACH["expired_right"](Stage("strong"))
    planner = a_user("planner")
    client: Client = speaking("en")
    client.force_login(planner)
    answer = client.get(f"/api/findings/{found.pk}").json()
    told = {row["label"]: row["value"] for row in answer["grounds"]}
    assert "رضا" not in str(answer)
    assert told["Right"].startswith("Lease of ")
    assert timeline(found, planner) is not None
