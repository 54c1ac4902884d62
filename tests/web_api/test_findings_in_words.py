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

pytestmark = pytest.mark.django_db

SEEN = {
    "en": "It was seen on 2026-06-01 10:00.",
    "fa": "در ۱۱ خرداد ۱۴۰۵، ۱۰:۰۰ دیده شد.",
}
STANDS = {
    "en": "It has stood there since 2025-03-21.",
    "fa": "از ۱ فروردین ۱۴۰۴ آن‌جاست.",
}
WHOLLY = {
    "en": "It lies there wholly, with 100% of its area.",
    "fa": "با ۱۰۰٪ مساحتش، یعنی کاملاً، آن‌جاست.",
}
DEPTH = {
    "en": "Its mean depth is {d} m with a standard error of 0.10 m.",
    "fa": "عمق میانگین آن {d} متر با خطای معیار ۰٫۱۰ متر است.",
}
DEPTH_ALONE = {
    "en": "Its mean depth is {d} m.",
    "fa": "عمق میانگین آن {d} متر است.",
}
DEEP = {
    "noise": ("0.05", "۰٫۰۵"),
    "suspect": ("0.15", "۰٫۱۵"),
    "probable": ("0.22", "۰٫۲۲"),
    "strong": ("1.50", "۱٫۵۰"),
    "unknown": ("1.50", "۱٫۵۰"),
}
SURE = {
    "noise": (
        "Measurement error alone explains that.",
        "خطای اندازه‌گیری به‌تنهایی آن را توضیح می‌دهد.",
    ),
    "suspect": (
        "Measurement error may explain that: look again.",
        "شاید خطای اندازه‌گیری باشد: دوباره ببینید.",
    ),
    "probable": (
        "Measurement error hardly explains that.",
        "خطای اندازه‌گیری به‌سختی آن را توضیح می‌دهد.",
    ),
    "strong": (
        "Measurement error can't explain that.",
        "خطای اندازه‌گیری آن را توضیح نمی‌دهد.",
    ),
    "unknown": (
        "The accuracy is not known, so nobody can say how sure this is.",
        "دقت برداشت نامعلوم است؛ پس نمی‌توان گفت این یافته چقدر مطمئن است.",
    ),
}
CLASS = {
    "noise": ("Within measurement error: 0.5", "در حد خطای اندازه‌گیری: ۰٫۵"),
    "suspect": ("Suspect: 1.5", "مشکوک: ۱٫۵"),
    "probable": ("Probable: 2.2", "محتمل: ۲٫۲"),
    "strong": ("Strong: 15.0", "قطعی: ۱۵٫۰"),
}
LIMITS = (
    " standard errors. Suspect from 1, probable from 1.96, strong from 2.58. Formula ",
    " برابر خطای معیار. مشکوک از ۱، محتمل از ۱٫۹۶، قطعی از ۲٫۵۸. فرمول ",
)
MISSING = {
    "en": "Accuracy unknown: it is missing for {what}. Measure it to know.",
    "fa": "دقت نامعلوم: برای {what} ثبت نشده است. برای دانستن، اندازه بگیرید.",
}
OVER = {
    "en": "It is over, and is judged by the rights and rules of 2026-06-01 10:00, when"
    " it was seen.",
    "fa": "پایان یافته و با حق‌ها و قاعده‌های ۱۱ خرداد ۱۴۰۵، ۱۰:۰۰، زمانی که دیده شد،"
    " سنجیده شده است.",
}
STILL = {
    "en": "It still stands, and is judged by the rights and rules of 2026-06-15 15:30.",
    "fa": "هنوز برجاست و با حق‌ها و قاعده‌های ۲۵ خرداد ۱۴۰۵، ۱۵:۳۰ سنجیده شده است.",
}
VERSION = {
    "en": "{name}, version 1, in the register since 2026-06-01; {accuracy}.",
    "fa": "{name}، نسخهٔ ۱، از ۱۱ خرداد ۱۴۰۵ در دفتر ثبت؛ {accuracy}.",
}
ACCURATE = {
    "en": ("accurate to 0.10 m (RMSE)", "how accurate it is, is not known"),
    "fa": ("با دقت ۰٫۱۰ متر (ریشهٔ میانگین مربع خطا)", "دقت آن نامعلوم است"),
}
NO_RIGHT = {
    "en": "No right of the occupant was found that covers it at that moment.",
    "fa": "هیچ حقی از متصرف یافت نشد که در آن زمان این‌جا را بپوشاند.",
}
EVENINGS = {
    "en": "Sa'di zone, version 1: vending on its spots (Every day 16:00–21:00);"
    " reference: مصوبه 17. Law: art. 55.",
    "fa": "محدوده سعدی، نسخهٔ ۱: فروش در جایگاه‌های آن (هر روز ۱۶:۰۰–۲۱:۰۰)؛ مستند:"
    " مصوبه ۱۷. قانون: مادهٔ ۵۵.",
}
PARCEL = {"en": ("Parcel 34/118",), "fa": ("قطعهٔ ۳۴/۱۱۸",)}
SPOT = {"en": ("Spot S-12",), "fa": ("جایگاه S-۱۲",)}

# kind: language: what is found; what stands there; on what; by which right and rule
KINDS = {
    "unlicensed_occupation": {
        "en": (
            "Building takes 3.0 m² of endowed land (waqf) without any right.",
            "Building",
            *PARCEL["en"],
            NO_RIGHT["en"],
            "Law: art. 100.",
        ),
        "fa": (
            "ساختمان بدون هیچ حقی ۳٫۰ مترمربع از زمین وقفی را گرفته است.",
            "ساختمان",
            *PARCEL["fa"],
            NO_RIGHT["fa"],
            "قانون: مادهٔ ۱۰۰.",
        ),
    },
    "way_obstruction": {
        "en": (
            "Stall takes 3.0 m² of Sa'di Street, {d} m deep, without a permit.",
            "Stall",
            "Sa'di Street",
            (
                "Who occupies it is not known; nobody's permit was found that covers"
                " it at"
                " that moment."
            ),
            "Law: art. 55.",
        ),
        "fa": (
            "بساط بدون مجوز ۳٫۰ مترمربع از خیابان سعدی را به عمق {d} متر گرفته است.",
            "بساط",
            "خیابان سعدی",
            (
                "متصرف شناخته نیست؛ مجوزی از هیچ‌کس یافت نشد که در آن زمان این‌جا را"
                " بپوشاند."
            ),
            "قانون: مادهٔ ۵۵.",
        ),
    },
    "spot_overrun": {
        "en": (
            "Stall reaches {d} m beyond its spot and takes 3.0 m² more.",
            "Stall",
            *SPOT["en"],
            (
                "Vending permit of رضا محمدی, version 1, since 2026-06-01 (at all"
                " hours)."
                " It covers the spot and nothing beyond it."
            ),
            EVENINGS["en"],
        ),
        "fa": (
            (
                "بساط به عمق {d} متر از جایگاه خود بیرون آمده و ۳٫۰ مترمربع بیشتر گرفته"
                " است."
            ),
            "بساط",
            *SPOT["fa"],
            (
                "مجوز فروش برای رضا محمدی، نسخهٔ ۱، از ۱۱ خرداد ۱۴۰۵ (در همهٔ ساعت‌ها)."
                " این حق جایگاه را در بر می‌گیرد و نه بیرون از آن را."
            ),
            EVENINGS["fa"],
        ),
    },
    "no_vending_zone": {
        "en": (
            "Goods on display: vending on 3.0 m² where it is not allowed.",
            "Goods on display",
            "Sa'di zone",
            NO_RIGHT["en"],
            (
                "Sa'di zone, version 1: no vending (Every day 08:00–12:00), since"
                " 2025-03-21; reference: مصوبه 17. Law: art. 55."
            ),
        ),
        "fa": (
            "کالای چیده‌شده: فروش در ۳٫۰ مترمربع از جایی که ممنوع است.",
            "کالای چیده‌شده",
            "محدوده سعدی",
            NO_RIGHT["fa"],
            (
                "محدوده سعدی، نسخهٔ ۱: فروش ممنوع (هر روز ۰۸:۰۰–۱۲:۰۰)، از ۱ فروردین"
                " ۱۴۰۴؛"
                " مستند: مصوبه ۱۷. قانون: مادهٔ ۵۵."
            ),
        ),
    },
    "wrong_time": {
        "en": (
            "Stall has a permit here, but not for the time it was seen (3.0 m²).",
            "Stall",
            *SPOT["en"],
            (
                "Vending permit of رضا محمدی, version 1, since 2026-03-21 (Every day"
                " 16:00–21:00). It does not hold on Monday 10:00."
            ),
            EVENINGS["en"],
        ),
        "fa": (
            "بساط این‌جا مجوز دارد، اما نه برای زمانی که دیده شد (۳٫۰ مترمربع).",
            "بساط",
            *SPOT["fa"],
            (
                "مجوز فروش برای رضا محمدی، نسخهٔ ۱، از ۱ فروردین ۱۴۰۵ (هر روز"
                " ۱۶:۰۰–۲۱:۰۰). در دوشنبه ۱۰:۰۰ برقرار نیست."
            ),
            EVENINGS["fa"],
        ),
    },
    "expired_right": {
        "en": (
            "Building had a right to these 3.0 m², which has ended.",
            "Building",
            *PARCEL["en"],
            (
                "Lease of رضا محمدی, version 1, from 2025-03-21 until 2026-03-20 (at"
                " all"
                " hours). It had ended."
            ),
            "Law: art. 55.",
        ),
        "fa": (
            "ساختمان به این ۳٫۰ مترمربع حقی داشت که پایان یافته است.",
            "ساختمان",
            *PARCEL["fa"],
            (
                "اجاره برای رضا محمدی، نسخهٔ ۱، از ۱ فروردین ۱۴۰۴ تا ۲۹ اسفند ۱۴۰۴"
                " (در همهٔ"
                " ساعت‌ها). پایان یافته بود."
            ),
            "قانون: مادهٔ ۵۵.",
        ),
    },
    "boundary_intrusion": {
        "en": (
            "Fence reaches {d} m across the boundary and takes 3.0 m².",
            "Fence",
            *PARCEL["en"],
            (
                "Whose it is, is not known: it is taken for a part of the parcel that"
                " holds"
                " most of it, whose holder has no right here."
            ),
            "Law: art. 100.",
        ),
        "fa": (
            "حصار به عمق {d} متر از مرز گذشته و ۳٫۰ مترمربع را گرفته است.",
            "حصار",
            *PARCEL["fa"],
            (
                "صاحب آن شناخته نیست: بخشی از قطعه‌ای دانسته شده که بیشترِ آن را در"
                " خود دارد"
                " و دارندهٔ آن قطعه این‌جا حقی ندارد."
            ),
            "قانون: مادهٔ ۱۰۰.",
        ),
    },
    "parcel_overlap": {
        "en": (
            "Two parcels claim the same 3.0 m²: the register contradicts itself.",
            "",
            *PARCEL["en"],
            "Nobody is accused, so no right was asked for.",
            "The same land belongs to one parcel: the register is to be put right.",
        ),
        "fa": (
            "دو قطعه همان ۳٫۰ مترمربع را ادعا می‌کنند: دفتر با خودش ناسازگار است.",
            "",
            *PARCEL["fa"],
            "کسی متهم نیست؛ پس حقی هم پرسیده نشد.",
            "هر زمین از آنِ یک قطعه است: دفتر ثبت باید اصلاح شود.",
        ),
    },
}
STANDING = ("unlicensed_occupation", "expired_right", "boundary_intrusion")
LABELS = {
    "en": {
        "moment": "Moment",
        "footprint": "Footprint",
        "right": "Right",
        "rule": "Rule",
        "sure": "How sure",
    },
    "fa": {
        "moment": "زمان داوری",
        "footprint": "سطح اشغال",
        "right": "حق",
        "rule": "قاعده",
        "sure": "میزان اطمینان",
    },
}
AND = {"en": " and ", "fa": " و "}
THE_FOOTPRINT = {"en": "the footprint", "fa": "سطح اشغال"}
OTHER = {"en": "Parcel 34/119", "fa": "قطعهٔ ۳۴/۱۱۹"}
AT = {
    "en": "Judged by the register as it was on 2026-06-15 15:30.",
    "fa": "با دفتر ثبت در وضع ۲۵ خرداد ۱۴۰۵، ۱۵:۳۰ سنجیده شده است.",
}
NUMBER = {"en": "{what} no. {n}", "fa": "{what} شمارهٔ {n}"}


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
