"""Field types: one file each. Adding one is a file and a line in `FIELD_TYPES`.

A type speaks in nouns that targets know already (a widget, a format, a JSON Schema), so no
target changes when a type is added.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..authoring import one_of
from .base import Dimensions, FieldSpec, OptionsSpec, Traits
from .choice import Choice
from .choices import Choices
from .computed import Computed
from .decimal import Decimal
from .email import Email
from .integer import Integer
from .money import Money
from .paragraph import Paragraph
from .percent import Percent
from .phone import Phone
from .photo import Photo
from .printed import Printed
from .remarks import Remarks
from .roc_date import RocDay
from .school_code import SchoolCode
from .signature import Signature
from .text import Text
from .time import Time
from .url import Url
from .yes_no import YesNo

FIELD_TYPES: dict[str, type[FieldSpec]] = {
    "text": Text,
    "paragraph": Paragraph,
    "integer": Integer,
    "decimal": Decimal,
    "money": Money,
    "percent": Percent,
    "roc_date": RocDay,
    "time": Time,
    "choice": Choice,
    "choices": Choices,
    "yes_no": YesNo,
    "phone": Phone,
    "email": Email,
    "school_code": SchoolCode,
    "url": Url,
    "photo": Photo,
    "signature": Signature,
    "computed": Computed,
    "printed": Printed,
    "remarks": Remarks,
}

if TYPE_CHECKING:
    AnyField = FieldSpec
else:
    AnyField = one_of("type", FIELD_TYPES, default="printed")

__all__ = ["FIELD_TYPES", "AnyField", "Dimensions", "FieldSpec", "OptionsSpec", "Traits"]
