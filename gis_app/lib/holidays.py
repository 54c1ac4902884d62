"""Iran's official holidays of a Jalali year, as the law names them.

The days of the solar calendar are exact. Those of the moon are computed by the tabular
calendar and may be a day off: ``provisional``. What the city's offices go by is the
table of holidays (``enforcement``); this fills years that nobody has entered yet.
Source: the act on official holidays of 1359 with its amendments up to 1390.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import jdatetime

from gis_app.lib import hijri, jalali

SOLAR: tuple[tuple[int, int, str, str], ...] = (
    (1, 1, "آغاز نوروز", "Nowruz"),
    (1, 2, "عید نوروز", "Nowruz"),
    (1, 3, "عید نوروز", "Nowruz"),
    (1, 4, "عید نوروز", "Nowruz"),
    (1, 12, "روز جمهوری اسلامی ایران", "Islamic Republic Day"),
    (1, 13, "روز طبیعت", "Nature Day"),
    (3, 14, "رحلت امام خمینی", "Death of Imam Khomeini"),
    (3, 15, "قیام ۱۵ خرداد", "Uprising of 15 Khordad"),
    (11, 22, "پیروزی انقلاب اسلامی", "Victory of the Islamic Revolution"),
    (12, 29, "روز ملی شدن صنعت نفت", "Nationalisation of oil"),
)
"""Month and day of the Jalali year, and names."""

LAST = 0
"""The last day of its month, whichever that is."""

LUNAR: tuple[tuple[int, int, str, str], ...] = (
    (1, 9, "تاسوعای حسینی", "Tasu'a"),
    (1, 10, "عاشورای حسینی", "Ashura"),
    (2, 20, "اربعین حسینی", "Arba'een"),
    (2, 28, "رحلت پیامبر و شهادت امام حسن", "Death of the Prophet and of Imam Hasan"),
    (2, LAST, "شهادت امام رضا", "Martyrdom of Imam Reza"),
    (3, 8, "شهادت امام حسن عسکری", "Martyrdom of Imam Hasan al-Askari"),
    (3, 17, "میلاد پیامبر و امام صادق", "Birth of the Prophet and of Imam Sadiq"),
    (6, 3, "شهادت حضرت فاطمه", "Martyrdom of Fatima"),
    (7, 13, "ولادت امام علی", "Birth of Imam Ali"),
    (7, 27, "مبعث پیامبر", "Mission of the Prophet"),
    (8, 15, "نیمهٔ شعبان", "Birth of Imam Mahdi"),
    (9, 21, "شهادت امام علی", "Martyrdom of Imam Ali"),
    (10, 1, "عید فطر", "Eid al-Fitr"),
    (10, 2, "تعطیلی عید فطر", "Eid al-Fitr, second day"),
    (10, 25, "شهادت امام صادق", "Martyrdom of Imam Sadiq"),
    (12, 10, "عید قربان", "Eid al-Adha"),
    (12, 18, "عید غدیر", "Eid al-Ghadir"),
)
"""Month and day of the Islamic year, and names."""


@dataclass(frozen=True, order=True)
class Holiday:
    """One closed day; ``provisional`` when it is the moon's alone."""

    day: date
    name_fa: str
    name_en: str
    provisional: bool


def of_year(year: int) -> list[Holiday]:
    """The holidays of a Jalali year in order, one a day."""
    found = sorted([*_solar(year), *_lunar(year)], key=lambda each: each.day)
    return [_one(list(same)) for _, same in groupby(found, key=lambda each: each.day)]


def _one(same: list[Holiday]) -> Holiday:
    return Holiday(
        same[0].day,
        "؛ ".join(each.name_fa for each in same),
        "; ".join(each.name_en for each in same),
        all(each.provisional for each in same),
    )


def _solar(year: int) -> Iterator[Holiday]:
    for month, day, name_fa, name_en in SOLAR:
        yield Holiday(_solar_day(year, month, day), name_fa, name_en, False)


def _lunar(year: int) -> Iterator[Holiday]:
    first, next_first = jalali.first_day(year), jalali.first_day(year + 1)
    for lunar_year in hijri.years_within(first, next_first):
        for month, day, name_fa, name_en in LUNAR:
            number = day or hijri.month_length(lunar_year, month)
            found = hijri.to_gregorian(lunar_year, month, number)
            if first <= found < next_first:
                yield Holiday(found, name_fa, name_en, True)


def _solar_day(year: int, month: int, day: int) -> date:
    found: date = jdatetime.date(year, month, day).togregorian()
    return found
