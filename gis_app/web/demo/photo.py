"""Draws what stands for an officer's photo in the demo city: plainly a drawing."""

from __future__ import annotations

import io
import random

from PIL import Image, ImageDraw

SIZE = (960, 720)
AWNINGS = ("#b5472f", "#2f6f8f", "#3e7d4f", "#b0822c", "#6d4a86")


def drawn(number: int) -> bytes:
    """A pavement with something on it, as JPEG; the same number, the same picture."""
    chance = random.Random(number)  # noqa: S311 — a picture, no secret
    picture = Image.new("RGB", SIZE, "#cfd8da")
    draw = ImageDraw.Draw(picture)
    _street(draw, chance)
    left = chance.randint(220, 420)
    (_stall, _wall, _boxes)[number % 3](draw, chance, left)
    picture = picture.resize((640, 480))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=82)
    return out.getvalue()


def _street(draw: ImageDraw.ImageDraw, chance: random.Random) -> None:
    """A row of houses, the pavement's slabs and the kerb."""
    x = 0
    while x < SIZE[0]:
        wide = chance.randint(130, 240)
        shade = chance.choice(("#d9c7ad", "#cdbfae", "#e2d5bf", "#c9b79d"))
        draw.rectangle((x, chance.randint(30, 110), x + wide, 420), fill=shade)
        for window in range(x + 24, x + wide - 40, 62):
            draw.rectangle((window, 170, window + 34, 235), fill="#7f95a0")
        x += wide
    draw.polygon([(0, 420), (960, 420), (960, 610), (0, 610)], fill="#b9b3a6")
    for n in range(-6, 18):
        draw.line(
            (480 + (n * 90 - 480) * 0.7, 420, n * 90, 610), fill="#a29c8f", width=3
        )
    for y in (455, 500, 552):
        draw.line((0, y, 960, y), fill="#a29c8f", width=3)
    draw.rectangle((0, 610, 960, 632), fill="#8d897f")
    draw.rectangle((0, 632, 960, 720), fill="#5c5f61")


def _stall(draw: ImageDraw.ImageDraw, chance: random.Random, left: int) -> None:
    """A vendor's table under an awning."""
    colour = chance.choice(AWNINGS)
    for n in range(8):
        stripe = colour if n % 2 else "#f3ede0"
        x = left + n * 42
        draw.polygon(
            [(x + 20, 330), (x + 62, 330), (x + 42, 392), (x, 392)], fill=stripe
        )
    draw.rectangle((left + 8, 392, left + 16, 585), fill="#57493b")
    draw.rectangle((left + 322, 392, left + 330, 585), fill="#57493b")
    draw.rectangle((left, 495, left + 340, 560), fill="#8a6b47")
    for n in range(13):
        fruit = chance.choice(("#d98a1f", "#b8332b", "#7aa23a", "#e0b83a"))
        x, y = left + 8 + n * 25, 478 + chance.randint(-6, 4)
        draw.ellipse((x, y, x + 26, y + 24), fill=fruit)


def _wall(draw: ImageDraw.ImageDraw, chance: random.Random, left: int) -> None:
    """Fresh brickwork out into the pavement."""
    tall = chance.randint(190, 250)
    draw.rectangle((left, 575 - tall, left + 360, 575), fill="#a4553a")
    for row, y in enumerate(range(575 - tall, 575, 22)):
        draw.line((left, y, left + 360, y), fill="#d6b9a4", width=3)
        for x in range(left + (row % 2) * 24, left + 360, 48):
            draw.line((x, y, x, min(y + 22, 575)), fill="#d6b9a4", width=3)


def _boxes(draw: ImageDraw.ImageDraw, chance: random.Random, left: int) -> None:
    """Goods and sacks in front of a shop."""
    for n in range(5):
        x, tall = left + n * 82, chance.randint(60, 150)
        draw.rectangle(
            (x, 580 - tall, x + 74, 580),
            fill=chance.choice(("#9c7a4d", "#7d6a55", "#a98f63", "#c8b48a")),
            outline="#54452f",
            width=3,
        )
        draw.line((x, 580 - tall / 2, x + 74, 580 - tall / 2), fill="#54452f", width=3)
