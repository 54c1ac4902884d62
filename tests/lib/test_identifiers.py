"""Iranian identifiers as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis_app.lib.identifiers import Plate, mobile, national_id, plate, postal_code


@pytest.mark.parametrize(
    "typed", ["0010350829", "10350829", "۰۰۱۰۳۵۰۸۲۹", "001-035082-9"]
)
def test_a_national_id_is_read_with_or_without_its_zeros(typed: str) -> None:
    assert national_id(typed) == "0010350829"


@pytest.mark.parametrize(
    "typed", ["", "1111111111", "0010350828", "123", "۱۲a", "²" * 10]
)
def test_a_number_that_is_no_national_id_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="national id"):
        national_id(typed)


@given(st.integers(min_value=1, max_value=999_999_999))
def test_of_all_check_digits_at_most_one_is_right(nine: int) -> None:
    right = [d for d in range(10) if _accepted(f"{nine:09d}{d}")]
    assert len(right) <= 1


def _accepted(digits: str) -> bool:
    try:
        return national_id(digits) == digits
    except ValueError:
        return False


@pytest.mark.parametrize(
    "typed", ["09123456789", "+98 912 345 6789", "۰۰۹۸۹۱۲۳۴۵۶۷۸۹", "912-345-6789"]
)
def test_a_mobile_number_has_one_form(typed: str) -> None:
    assert mobile(typed) == "+989123456789"


@pytest.mark.parametrize("typed", ["0133344455", "9123", "+1 912 345 6789"])
def test_another_number_is_no_mobile_number(typed: str) -> None:
    with pytest.raises(ValueError, match="mobile"):
        mobile(typed)


def test_a_postal_code_has_ten_digits() -> None:
    assert postal_code("۴۱۳۷۶-۱۴۴۵۶") == "4137614456"
    with pytest.raises(ValueError, match="postal"):
        postal_code("0137614456")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("34/118", Plate(34, 118)),
        ("پلاک ثبتی ۳۴/۱۱۸", Plate(34, 118)),
        ("۱۱۸ فرعی از ۳۴ اصلی بخش ۴", Plate(34, 118, 4)),
        ("اصلی ۳۴ فرعی ۱۱۸ قطعه ۲", Plate(34, 118, None, 2)),
        ("٣٤", Plate(34)),
        ("پلاک 12 بخش 4", Plate(12, None, 4)),
    ],
)
def test_a_plate_is_read_as_it_is_written(typed: str, read: Plate) -> None:
    assert plate(typed) == read


@pytest.mark.parametrize("typed", ["", "خیابان سعدی", "بخش ۴", "1" * 30])
def test_text_without_a_main_number_is_no_plate(typed: str) -> None:
    with pytest.raises(ValueError, match="plate"):
        plate(typed)
