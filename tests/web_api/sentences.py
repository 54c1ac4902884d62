"""The sentences that findings are told in, in both languages."""

from __future__ import annotations

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
