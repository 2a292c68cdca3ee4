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
    """assets/tint.css: custom properties that site.css paints with. Paper is always light."""
    light, dark = _block(colours(settings.tint)), _block(dark_colours(settings.tint))
    asked = f"@media screen and (prefers-color-scheme: dark) {{\n:root {{ color-scheme: dark; }}\n{dark}}}\n"
    return Artifact("assets/tint.css", f"{light}\n{asked}".encode())


def _block(named: dict[str, Colour]) -> str:
    lines = "".join(f"  --fp-{name}: {hexadecimal(colour)};\n" for name, colour in named.items())
    return f":root {{\n{lines}}}\n"


def colours(tint: str) -> dict[str, Colour]:
    """The named colours for a tint written as #rrggbb, on white."""
    base = parse(tint)
    soft = mix(base, WHITE, 0.06)
    strong = _apart(base, soft, 6, BLACK)
    return {
        "paper": WHITE,
        "tint": base,
        "soft": soft,
        "line": mix(base, WHITE, 0.22),
        "accent": strong,
        "deep": mix(strong, BLACK, 0.72),
        "ink": mix(strong, (0.08, 0.09, 0.1), 0.12),
        "quiet": _apart(mix(base, (0.38, 0.41, 0.44), 0.15), soft, 5, BLACK),
    }


def dark_colours(tint: str) -> dict[str, Colour]:
    """The same names, for a screen whose owner asked for dark."""
    base = parse(tint)
    paper = mix(base, (0.07, 0.075, 0.08), 0.06)
    soft = mix(base, (0.1, 0.105, 0.11), 0.12)
    strong = _apart(base, soft, 7, WHITE)
    return {
        "paper": paper,
        "tint": base,
        "soft": soft,
        "line": mix(base, (0.22, 0.23, 0.24), 0.25),
        "accent": strong,
        "deep": mix(strong, WHITE, 0.72),
        "ink": mix(strong, (0.92, 0.93, 0.94), 0.12),
        "quiet": _apart(mix(base, (0.62, 0.65, 0.68), 0.15), soft, 5.5, WHITE),
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


def _apart(colour: Colour, ground: Colour, ratio: float, end: Colour) -> Colour:
    """The colour, moved to black or white in small steps until it stands out from its ground by `ratio`."""
    share = 1.0
    while contrast(mix(colour, end, share), ground) < ratio:
        share -= 0.02
    return mix(colour, end, share)
