"""Draws what stands for vendors' photos in the demo city: plainly drawings."""

from __future__ import annotations

import io
import random

from PIL import Image, ImageDraw

SIZE = (600, 800)
SCALE = 2
WALLS = ("#d6dee0", "#e2dccf", "#d3dccf", "#dcd3d6")
SKINS = ("#e0b48f", "#d3a17b", "#c48f6a", "#e8c3a2")
HAIR = ("#2b2420", "#3a2d24", "#6d6660", "#a9a39b")
CLOTHES = ("#34566b", "#6b4a3a", "#4c5f45", "#5a4a6b", "#7a3b3b", "#3f4a55")
SCARVES = ("#3d5a6b", "#6b3f55", "#4f6b4a", "#8a6b47", "#2f2f38")


def drawn(number: int, *, scarf: bool) -> bytes:
    """A face from the front as JPEG; the same number, the same face."""
    chance = random.Random(number)  # noqa: S311 — a picture, no secret
    wide, tall = SIZE[0] * SCALE, SIZE[1] * SCALE
    picture = Image.new("RGB", (wide, tall), chance.choice(WALLS))
    draw = ImageDraw.Draw(picture)
    middle, eyes = wide // 2, int(tall * 0.42)
    half = chance.randint(205, 240)
    skin, hair = chance.choice(SKINS), chance.choice(HAIR)
    _shoulders(draw, chance, middle, tall)
    if scarf:
        _scarf(draw, chance, middle, eyes, half)
    else:
        _hair(draw, hair, middle, eyes, half)
    if not scarf:
        draw.rectangle((middle - 95, eyes + 180, middle + 95, tall - 405), fill=skin)
    draw.ellipse(_box(middle, eyes + 30, half, 290), fill=skin)
    if not scarf:
        _beard(draw, chance, hair, (middle, eyes, half))
    _features(draw, chance, hair, (middle, eyes, half))
    out = io.BytesIO()
    picture.resize(SIZE, Image.Resampling.LANCZOS).save(out, "JPEG", quality=84)
    return out.getvalue()


def _box(x: int, y: int, half: int, tall: int) -> tuple[int, int, int, int]:
    return (x - half, y - tall, x + half, y + tall)


def _shoulders(
    draw: ImageDraw.ImageDraw, chance: random.Random, middle: int, tall: int
) -> None:
    colour = chance.choice(CLOTHES)
    draw.rounded_rectangle(
        (middle - 470, tall - 430, middle + 470, tall + 300), 240, fill=colour
    )
    draw.polygon(
        [
            (middle - 110, tall - 440),
            (middle + 110, tall - 440),
            (middle, tall - 300),
        ],
        fill="#f3ede0",
    )


def _scarf(
    draw: ImageDraw.ImageDraw,
    chance: random.Random,
    middle: int,
    eyes: int,
    half: int,
) -> None:
    colour = chance.choice(SCARVES)
    draw.ellipse(_box(middle, eyes + 10, half + 95, 410), fill=colour)
    draw.polygon(
        [
            (middle - half - 92, eyes + 60),
            (middle + half + 92, eyes + 60),
            (middle + 430, eyes + 620),
            (middle + 250, eyes + 930),
            (middle - 250, eyes + 930),
            (middle - 430, eyes + 620),
        ],
        fill=colour,
    )


def _hair(
    draw: ImageDraw.ImageDraw, hair: str, middle: int, eyes: int, half: int
) -> None:
    draw.ellipse(_box(middle, eyes - 60, half + 24, 300), fill=hair)


def _beard(
    draw: ImageDraw.ImageDraw,
    chance: random.Random,
    hair: str,
    at: tuple[int, int, int],
) -> None:
    middle, eyes, half = at
    draw.pieslice(_box(middle, eyes - 70, half, 215), 180, 360, fill=hair)
    kind = chance.random()
    if kind < 0.35:
        draw.chord(_box(middle, eyes + 70, half - 6, 262), 20, 160, fill=hair)
    elif kind < 0.7:
        draw.rounded_rectangle(
            (middle - 84, eyes + 132, middle + 84, eyes + 164), 16, fill=hair
        )


def _features(
    draw: ImageDraw.ImageDraw,
    chance: random.Random,
    hair: str,
    at: tuple[int, int, int],
) -> None:
    middle, eyes, half = at
    apart, glasses = int(half * 0.44), chance.random() < 0.25
    if glasses:
        draw.line((middle - 40, eyes, middle + 40, eyes), fill="#3a3a3a", width=8)
    for side in (-1, 1):
        x = middle + side * apart
        draw.ellipse(_box(x, eyes, 34, 20), fill="#fbf8f2")
        draw.ellipse(_box(x, eyes, 17, 18), fill="#2c2320")
        draw.arc(_box(x, eyes - 22, 58, 40), 205, 335, fill=hair, width=13)
        if glasses:
            draw.ellipse(_box(x, eyes, 68, 60), outline="#3a3a3a", width=8)
    draw.arc((middle - 34, eyes + 30, middle + 34, eyes + 112), 20, 160, "#a9765a", 10)
    draw.arc((middle - 74, eyes + 130, middle + 74, eyes + 214), 25, 155, "#8f4a43", 13)
