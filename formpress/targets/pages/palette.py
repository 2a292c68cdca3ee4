"""The colours of the site, all from the office's one tint, each checked for contrast.

WCAG 2.2 (1.4.3) asks for 4.5:1; what people read gets there however pale the tint is.
"""

from __future__ import annotations

from ...model import Artifact, Settings

Colour = tuple[float, float, float]
"""Red, green and blue from 0 to 1."""

WHITE: Colour = (1, 1, 1)
BLACK: Colour = (0, 0, 0)


def render(settings: Settings) -> Artifact:
    """assets/tint.css: custom properties that site.css paints with."""
    named = colours(settings.tint).items()
    lines = "".join(f"  --fp-{name}: {hexadecimal(colour)};\n" for name, colour in named)
    return Artifact("assets/tint.css", f":root {{\n{lines}}}\n".encode())


def colours(tint: str) -> dict[str, Colour]:
    """The named colours for a tint written as #rrggbb."""
    base = parse(tint)
    soft = mix(base, WHITE, 0.06)
    strong = _dark_enough(base, soft, 6)
    return {
        "tint": base,
        "soft": soft,
        "line": mix(base, WHITE, 0.22),
        "accent": strong,
        "deep": mix(strong, BLACK, 0.72),
        "ink": mix(strong, (0.08, 0.09, 0.1), 0.12),
        "quiet": _dark_enough(mix(base, (0.38, 0.41, 0.44), 0.15), soft, 5),
    }


def parse(tint: str) -> Colour:
    red, green, blue = (int(tint[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return red, green, blue


def hexadecimal(colour: Colour) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """`share` of the first colour, the rest of the other."""
    red, green, blue = (share * a + (1 - share) * b for a, b in zip(one, other, strict=True))
    return red, green, blue


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of WCAG, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _dark_enough(colour: Colour, ground: Colour, ratio: float) -> Colour:
    """The colour, darkened in small steps until it stands out from its ground by `ratio`."""
    share = 1.0
    while contrast(mix(colour, BLACK, share), ground) < ratio:
        share -= 0.02
    return mix(colour, BLACK, share)
