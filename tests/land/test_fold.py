"""The database folds text as Python does."""

from __future__ import annotations

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gis_app.lib.digits import ARABIC, LETTERS, PERSIAN, SILENT, SPACES, fold

SPECIAL = "".join(
    [ARABIC, PERSIAN, SILENT, SPACES, *LETTERS, *LETTERS.values(), "آءAZaz "]
)


def folded_by_database(text: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT meydan.fold(%s)", [text])
        return str(cursor.fetchone()[0])


@pytest.mark.django_db
def test_every_special_character_is_folded_alike() -> None:
    for character in SPECIAL:
        text = f"x{character}y"
        assert folded_by_database(text) == fold(text), hex(ord(character))


@pytest.mark.django_db
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(
        alphabet=st.sampled_from(SPECIAL)
        | st.characters(exclude_characters="\x00", exclude_categories=["Cs"]),
        max_size=30,
    )
)
def test_any_text_is_folded_alike(text: str) -> None:
    assert folded_by_database(text) == fold(text)
