"""The small types that specifications are written in: names, labels, expressions, dates.

Every authored model inherits `Spec`: unknown keys are refused, everything is frozen, and a
type says in Chinese what it expects. `parse` turns its errors into messages with a place.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from . import tw

IDENTIFIER = r"[a-z][a-z0-9_]*"


class Spec(BaseModel):
    """Base of all authored models."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, populate_by_name=False)


@dataclass(frozen=True, slots=True)
class Called:
    """What the reference pages call a type."""

    word: str


def complaint(message: str, hint: str = "") -> PydanticCustomError:
    """An error that `parse` prints as it stands."""
    return PydanticCustomError("authored", "{message}", {"message": message, "hint": hint})


def _identifier(text: str) -> str:
    if not re.fullmatch(IDENTIFIER, text) or "__" in text:
        raise complaint(
            f"代號「{text}」不合規定", "代號用小寫英文字母開頭，只含小寫英文字母、數字和單一底線。"
        )
    return text


def _roc_date(text: Any) -> Any:
    if isinstance(text, str):
        try:
            return tw.parse_roc(text)
        except ValueError as error:
            raise complaint(*_split(error)) from None
    return text


def _roc_month(text: Any) -> Any:
    if isinstance(text, str):
        try:
            return tw.parse_roc_month(text)
        except ValueError as error:
            raise complaint(*_split(error)) from None
    return text


def _cite(text: str) -> str:
    try:
        tw.parse_cite(text)
    except ValueError as error:
        raise complaint(*_split(error)) from None
    return text


def _annex(text: str) -> str:
    try:
        tw.parse_annex(text)
    except ValueError as error:
        raise complaint(*_split(error)) from None
    return text


def _one_line(text: str) -> str:
    if "\n" in (whole := text.strip("\n")):
        raise complaint("這裡只能寫一行", "請寫在同一行；字太多的話，請寫短一點。")
    return whole


def _no_weekday(text: str) -> str:
    if found := tw.find_weekday(text):
        raise complaint(f"星期「{found}」不要自己打", "星期由日期算出來；只寫日期即可。")
    return text


def _split(error: ValueError) -> tuple[str, str]:
    """(message, hint) of a ValueError raised with one or two arguments."""
    words = [str(word) for word in error.args]
    return (words[0], words[1] if len(words) > 1 else "")


def one_of(key: str, models: Mapping[str, type[Spec]], default: str = "") -> Any:
    """The type "one of `models`, named by the author under `key`", for use in an annotation.

    Only the named model is validated, so a message never speaks of the others.
    """

    def named(value: Any) -> str | None:
        if isinstance(value, dict):
            word = value.get(key, default)
            return word if isinstance(word, str) else None
        return next((name for name, model in models.items() if type(value) is model), None)

    choices = [Annotated[model, Tag(name)] for name, model in models.items()]
    return Annotated[reduce(or_, choices), Discriminator(named)]


Identifier = Annotated[str, AfterValidator(_identifier), Called("代號")]
OptionCode = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")]
"""One answer of a choice, in the files: it never changes, its label may."""

Label = Annotated[
    str,
    Field(min_length=1, max_length=120),
    AfterValidator(_one_line),
    AfterValidator(_no_weekday),
]
"""A few words on one line: they stand in headings, in tables and beside boxes."""
Prose = Annotated[str, Field(min_length=1, max_length=2000), AfterValidator(_no_weekday)]
Source = Annotated[str, Field(min_length=1, max_length=500)]
"""Words of the source document, quoted as they stand."""
SCALAR = WithJsonSchema({"type": ["string", "number"]})
"""For editors: what we read as text may look like a number to them."""

Expression = Annotated[str, Field(min_length=1, max_length=1000, description="算式"), SCALAR, Called("算式")]
Cite = Annotated[str, Field(min_length=1), AfterValidator(_cite), Called("出處")]
Annex = Annotated[str, Field(min_length=1), AfterValidator(_annex)]
RocDate = Annotated[
    datetime.date,
    BeforeValidator(_roc_date),
    WithJsonSchema(
        {"type": "string", "pattern": r"^\d{2,3}-\d{2}-\d{2}$", "description": "民國日期 112-09-15"}
    ),
]
RocMonth = Annotated[
    datetime.date,
    BeforeValidator(_roc_month),
    WithJsonSchema({"type": "string", "pattern": r"^\d{2,3}-\d{2}$", "description": "民國年月 113-06"}),
]
"""A month, as its first day."""
