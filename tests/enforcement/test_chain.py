"""Evidence can't be changed, and where somebody did it anyway, it shows."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from gis_app.encroachment.models import Occupation
from gis_app.enforcement import filestore
from gis_app.enforcement.evidence import file_evidence, verify
from gis_app.enforcement.models import Evidence
from gis_app.errors import BadInput, Conflict
from tests.factories import an_occupation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data_dir(settings: Any, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.fixture
def occupation() -> Occupation:
    found: Occupation = an_occupation()
    return found


@pytest.fixture
def chain(occupation: Occupation) -> list[Evidence]:
    """Five links: a note, a photo, a fix, a photo, a note."""
    return [
        file_evidence(
            kind=kind,
            by="officer",
            occupation=occupation,
            client_id=uuid4(),
            content=b"photo %d" % n if kind == "photo" else None,
            suffix=".jpg",
            meta={"n": n, "accuracy_m": 4.5 + n / 3, "mock": False},
        )
        for n, kind in enumerate(["note", "photo", "fix", "photo", "note"], start=1)
    ]


def tamper(statement: str, *values: str | int) -> None:
    """As somebody would who owns the database: with the triggers put aside."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement, values)
        cursor.execute("SET session_replication_role = origin")


def test_an_untouched_chain_holds(chain: list[Evidence]) -> None:
    walk = verify()
    assert (walk.links, walk.files, walk.broken) == (5, 2, None)
    assert walk.head == f"5:{chain[-1].hash}"


def test_the_first_link_follows_from_nothing(chain: list[Evidence]) -> None:
    assert chain[0].prev_hash == "0" * 64
    assert [e.seq for e in chain] == [1, 2, 3, 4, 5]
    assert [e.prev_hash for e in chain[1:]] == [e.hash for e in chain[:-1]]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE enforcement_evidence SET \"by\" = 'x'",
        "DELETE FROM enforcement_evidence",
    ],
)
def test_the_database_refuses_to_change_evidence(
    chain: list[Evidence], statement: str
) -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


CHANGES: list[tuple[str, str]] = [
    ("by", "somebody else"),
    ("kind", "document"),
    ("at", "2020-01-01"),
    ("device_at", "2020-01-01"),
    ("meta", '{"n": 3, "accuracy_m": 2}'),
    ("sha256", "ab"),
    ("client_id", "00000000-0000-0000-0000-000000000001"),
]


@pytest.mark.parametrize(("column", "value"), CHANGES)
def test_a_changed_row_is_named(chain: list[Evidence], column: str, value: str) -> None:
    tamper(f'UPDATE enforcement_evidence SET "{column}" = %s WHERE seq = 2', value)
    walk = verify()
    assert walk.broken is not None
    assert (walk.broken.seq, walk.broken.why) == (2, "changed after it was filed")
    assert walk.head == f"1:{chain[0].hash}"


def test_a_changed_row_that_was_sealed_again_breaks_the_next_link(
    chain: list[Evidence],
) -> None:
    tamper("UPDATE enforcement_evidence SET kind = 'note' WHERE seq = 3")
    tamper(
        "UPDATE enforcement_evidence AS e SET hash = meydan.evidence_hash(e, prev_hash)"
        " WHERE seq = 3"
    )
    broken = verify().broken
    assert broken is not None
    assert (broken.seq, broken.why) == (4, "does not follow from the link before")


@pytest.mark.parametrize("seq", [1, 3, 5])
def test_a_removed_row_is_named(chain: list[Evidence], seq: int) -> None:
    tamper("DELETE FROM enforcement_evidence WHERE seq = %s", seq)
    broken = verify().broken
    assert broken is not None
    assert (broken.seq, broken.why) == (seq, "missing")


def test_a_cut_tail_shows_by_a_head_that_was_noted(chain: list[Evidence]) -> None:
    noted = verify().head
    tamper("DELETE FROM enforcement_evidence WHERE seq = 5")
    tamper("UPDATE enforcement_evidencehead SET seq = 4, hash = %s", chain[3].hash)
    assert verify().broken is None
    broken = verify(head=noted).broken
    assert broken is not None
    assert (broken.seq, broken.why) == (5, "missing")


def swap(path: Path) -> None:
    path.chmod(0o640)
    path.write_bytes(b"another picture")


@pytest.mark.parametrize(
    ("harm", "why"),
    [(swap, "its file was changed"), (Path.unlink, "its file is gone")],
)
def test_a_swapped_or_lost_file_is_named(
    chain: list[Evidence], harm: Callable[[Path], None], why: str
) -> None:
    harm(filestore.folder() / chain[3].path)
    broken = verify().broken
    assert broken is not None
    assert (broken.seq, broken.why) == (4, why)


def test_the_command_says_which_link_and_fails(chain: list[Evidence]) -> None:
    out = io.StringIO()
    call_command("verify_evidence", stdout=out)
    assert "5 links, 2 files" in out.getvalue()
    tamper("DELETE FROM enforcement_evidence WHERE seq = 2")
    err = io.StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("verify_evidence", stderr=err)
    assert stopped.value.code == 1
    assert "Link 2 is broken: missing." in err.getvalue()


def test_a_retry_never_doubles(occupation: Occupation) -> None:
    same: dict[str, Any] = {
        "kind": "photo",
        "by": "officer",
        "occupation": occupation,
        "client_id": UUID(int=7),
        "suffix": ".jpg",
    }
    first = file_evidence(content=b"a photo", **same)
    assert file_evidence(content=b"a photo", **same).pk == first.pk
    with pytest.raises(Conflict):
        file_evidence(content=b"another photo", **same)
    assert Evidence.objects.count() == 1


def test_a_file_lies_under_its_hash_and_is_never_written_again() -> None:
    digest, path = filestore.keep(b"content", ".jpg")
    stored = filestore.folder() / path
    assert stored.name == f"{digest}.jpg"
    before = stored.stat().st_mtime_ns
    assert filestore.keep(b"content", ".jpg") == (digest, path)
    assert stored.stat().st_mtime_ns == before
    assert [p.name for p in stored.parent.iterdir()] == [stored.name]


@pytest.mark.parametrize("suffix", ["/../x", "jpg", ".JPG", "..", ".a/b"])
def test_a_suffix_can_not_lead_elsewhere(suffix: str) -> None:
    with pytest.raises(ValueError, match="not a suffix"):
        filestore.keep(b"content", suffix)


def test_evidence_about_nothing_or_without_content_is_refused(
    occupation: Occupation,
) -> None:
    with pytest.raises(BadInput):
        file_evidence(kind="note", by="officer", client_id=uuid4())
    with pytest.raises(BadInput):
        file_evidence(
            kind="photo",
            by="officer",
            client_id=uuid4(),
            occupation=occupation,
            content=b"",
        )
