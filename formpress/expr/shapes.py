"""Whether a text has a shape: # a digit, @ a letter, ? any character, * any run, else itself.

Every character is looked at once for each sign of the shape, so no text takes long.
"""

from __future__ import annotations

LONGEST = 60


def fits(shape: str, text: str) -> bool:
    """The whole of `text` has `shape`; characters are UTF-16 units in every engine."""
    reached = _skip_runs({0}, shape)
    for character in _units(text):
        following = set()
        for at in reached:
            if at == len(shape):
                continue
            if shape[at] == "*":
                following.add(at)
            elif _one(shape[at], character):
                following.add(at + 1)
        reached = _skip_runs(following, shape)
    return len(shape) in reached


def _one(sign: str, character: str) -> bool:
    if sign == "#":
        return character in "0123456789"
    if sign == "@":
        return "a" <= character <= "z" or "A" <= character <= "Z"
    return sign in {"?", character}


def _skip_runs(places: set[int], shape: str) -> set[int]:
    """A run may be empty: where one begins, what follows it is reached too."""
    found = set(places)
    for at in sorted(places):
        place = at
        while place < len(shape) and shape[place] == "*":
            place += 1
            found.add(place)
    return found


def _units(text: str) -> list[str]:
    raw = text.encode("utf-16-le", "surrogatepass")
    return [raw[index : index + 2].decode("utf-16-le", "surrogatepass") for index in range(0, len(raw), 2)]
