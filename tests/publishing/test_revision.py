"""A layer's revision advances with its data, whoever writes, and never without it."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from gis_app.land.models import Right, Way
from gis_app.publishing.access import Viewer, scope_of
from gis_app.publishing.catalog import catalog
from gis_app.publishing.compose import revision_of
from gis_app.publishing.reader import READER, reading
from gis_app.publishing.tiles import Address, standing, tile
from tests.factories import a_party, a_right, a_shelter, a_spot, a_user, a_way, during
from tests.geometry import rect
from tests.publishing.places import features, path, tile_at


def revision(layer: str) -> str:
    with reading() as cursor:
        cursor.execute(revision_of(catalog()[layer]), {"layer": layer})
        return str(cursor.fetchone()[0])


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        lambda: a_way(),
        lambda: Way.objects.get(name_en="old").save(),
        lambda: Way.objects.update(name_fa="نو"),
        lambda: Way.objects.bulk_create(
            [Way(kind="park", geom=rect(0, 0, 5, 5)) for _ in range(3)]
        ),
        lambda: Way.objects.all().delete(),
        lambda: sql("UPDATE land_way SET name_en = 'raw'"),
        lambda: sql("DELETE FROM land_way"),
    ],
    ids=["insert", "save", "update", "bulk", "delete", "raw update", "raw delete"],
)
def test_every_way_of_writing_advances_the_revision(change: Callable[[], Any]) -> None:
    a_way(name_en="old")
    ways, base, shelters = revision("ways"), revision("base"), revision("shelters")
    change()
    assert revision("ways") != ways
    assert revision("base") != base, "the base map shows ways too"
    assert revision("shelters") == shelters


@pytest.mark.django_db
def test_a_write_that_is_undone_does_not_count() -> None:
    before = revision("ways")
    with transaction.atomic():
        a_way()
        transaction.set_rollback(True)
    assert revision("ways") == before


@pytest.mark.django_db
def test_giving_and_ending_a_spot_changes_the_layer_of_spots(client: Client) -> None:
    spot = a_spot()

    def status() -> str:
        (feature,) = features(client.get(path("spots", 17, (1, -2))).content, "spots")
        return str(feature["properties"]["status"])

    free = revision("spots")
    assert status() == "free"
    right = a_right(spot=spot, kind="vending_permit")
    taken = revision("spots")
    assert status() == "taken"
    Right.objects.filter(pk=right.pk).update(status="revoked")
    assert status() == "free"
    assert len({free, taken, revision("spots")}) == 3


@pytest.mark.django_db
def test_a_right_that_ends_by_the_clock_changes_the_layer_without_a_write() -> None:
    spot = a_spot()
    a_right(spot=spot, kind="vending_permit", valid=during("2020-01-01", "2999-01-01"))
    running = revision("spots")
    ended = timezone.now() - timedelta(days=1)
    sql(f"UPDATE land_right SET valid = tstzrange('2020-01-01', '{ended.isoformat()}')")
    # The same count of changes would be no help: the clock is part of the revision.
    assert running.partition(".")[2] != revision("spots").partition(".")[2]
    assert revision("spots").endswith(f"{ended:%y%m%d%H%M%S%f}")


@pytest.mark.django_db
def test_counting_old_changes_in_leaves_the_revision_as_it_was() -> None:
    a_way(), a_shelter()
    before = {name: revision(name) for name in catalog()}
    sql("SELECT layer.compact()")
    assert {name: revision(name) for name in catalog()} == before
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM layer._change")
        assert cursor.fetchone()[0] == 0


@pytest.mark.django_db(transaction=True)
def test_a_tile_is_never_kept_under_the_name_of_newer_data() -> None:
    """Two writers whose transactions overlap; the later number commits first."""
    a_way(name_en="first")
    scope = scope_of(Viewer.of(a_user("planner")), "ways")
    address = Address(*tile_at(10, -2, 17))

    def seen() -> tuple[str, set[str]]:
        made = tile(scope, address, standing(scope, 17))
        shown = features(gzip.decompress(made.packed), "ways")
        return made.version, {f["properties"]["name_en"] for f in shown}

    started, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        try:
            with transaction.atomic():
                a_way(name_en="slow")
                started.set()
                go_on.wait(10)
        finally:
            connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    started.wait(10)
    a_way(name_en="quick")  # would wait for ever if revisions were one locked counter
    between = seen()
    go_on.set()
    thread.join()
    after = seen()
    assert between[1] == {"first", "quick"}
    assert after[1] == {"first", "quick", "slow"}
    assert between[0] != after[0]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "table", ["land_party", "land_right", "accounts_user", "history.land_party"]
)
def test_the_reading_role_sees_no_register(table: str) -> None:
    a_party()
    with (
        pytest.raises(Exception, match="permission denied"),
        reading() as cursor,
    ):
        cursor.execute(f"SELECT * FROM {table}")


@pytest.mark.django_db
def test_the_reading_role_is_left_again() -> None:
    with reading() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone()[0] == READER
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user = session_user")
        assert cursor.fetchone()[0]
