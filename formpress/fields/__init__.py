"""Field types: one file each. Adding one is a file and a line in `FIELD_TYPES`.

A type speaks in nouns that targets know already (a widget, a format, a JSON Schema), so no
target changes when a type is added.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..authoring import one_of
from .base import Dimensions, FieldSpec, Traits
from .choice import Choice
from .date import Date
from .integer import Integer
from .money import Money
from .paragraph import Paragraph
from .printed import Printed
from .remarks import Remarks
from .text import Text
from .time import Time

FIELD_TYPES: dict[str, type[FieldSpec]] = {
    "text": Text,
    "paragraph": Paragraph,
    "integer": Integer,
    "money": Money,
    "choice": Choice,
    "date": Date,
    "time": Time,
    "printed": Printed,
    "remarks": Remarks,
}

if TYPE_CHECKING:
    AnyField = FieldSpec
else:
    AnyField = one_of("type", FIELD_TYPES, default="printed")

__all__ = ["FIELD_TYPES", "AnyField", "Dimensions", "FieldSpec", "Traits"]
