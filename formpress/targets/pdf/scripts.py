"""The scripts of one form, as the widgets need them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scripts:
    """What a form computes and checks in the viewer, all of it ASCII.

    `document` runs when the file is opened. `actions` gives a field one-line calls by trigger:
    V (a value is committed), F (it is shown), C (anything changed). `order` names the computed
    fields so that each stands behind those it reads. `hidden` are read-only fields nobody sees.
    """

    document: str
    actions: Mapping[str, Mapping[str, str]]
    order: tuple[str, ...]
    hidden: Mapping[str, str]
