"""One form for text from any keyboard."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis_app.lib.digits import canonical, fold, to_latin, to_persian

TYPED = st.text(
    alphabet=st.sampled_from("سيكئةأآ ۱٢3Aa\u200c\u0640\u064e\u00a0 /-")
    | st.characters(),
    max_size=40,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("كيوسك", "کیوسک"),
        ("می\u200cدان  شهرداري ", "می دان شهرداری"),
        ("٣٤/۱۱۸", "34/118"),
        ("مـــیدان", "میدان"),
        ("\u202b۱۲\u202c", "12"),
    ],
)
def test_text_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert canonical(typed) == kept


def test_words_are_compared_without_case_and_madda() -> None:
    assert fold("آزادی Street") == fold("ازادي STREET")


@given(TYPED)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert canonical(canonical(text)) == canonical(text)


@given(TYPED)
def test_what_is_canonical_folds_to_the_same(text: str) -> None:
    assert fold(canonical(text)) == fold(text)


@given(st.integers(min_value=0))
def test_digits_go_to_persian_and_back(number: int) -> None:
    persian = to_persian(str(number))
    assert not set(persian) & set("0123456789")
    assert int(to_latin(persian)) == number
