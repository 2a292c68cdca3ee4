"""What a returned form of ours still wants, as far as the file tells it without its source."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pikepdf import FormFieldFlag, Object

from .returned import inherited
from .scripts import VERDICTS

IN_ROSTER = re.compile(r"(.+__\d+)__.+")
"""A cell of a roster: its rows are named by their number, those of a table by a word."""

PART = re.compile(r"(.+)__[ymdhn]")
"""The year, month or day of a date, the hour or minute of a time: by one letter."""


def wanting(fields: Mapping[str, Object], values: Mapping[str, str]) -> str:
    """In words: required boxes that are blank, checks that failed or never ran; "" for a whole form.

    `fields` are the fields of the form by name, `values` what they hold, without those that are blank.
    """
    blank = _blank(fields, values)
    broken = values.get(VERDICTS, "").count("b")
    told = [f"有 {blank} 個必填欄位空白"] if blank else []
    told += [f"有 {broken} 項檢核不符合"] if broken else []
    if VERDICTS in fields and VERDICTS not in values:
        told.append("檢核未執行（填寫的軟體不會檢核，或存檔前沒有填）")
    return "；".join(told)


def _blank(fields: Mapping[str, Object], values: Mapping[str, str]) -> int:
    """Required questions without an answer: of boxes to tick one is enough, of a day all count as
    one; a row of a roster that nobody began wants nothing.
    """
    begun = {
        row[1]
        for name in values
        if name in fields and not _has(fields[name], FormFieldFlag.read_only)
        if (row := IN_ROSTER.fullmatch(name))
    }
    answered: dict[str, bool] = {}
    for name, field in fields.items():
        row = IN_ROSTER.fullmatch(name)
        if not _has(field, FormFieldFlag.required) or (row and row[1] not in begun):
            continue
        if inherited(field, "/FT") == "/Btn" and not _has(field, FormFieldFlag.btn_radio):
            key = name.rpartition("__")[0]
            answered[key] = answered.get(key, False) or name in values
        else:
            part = PART.fullmatch(name)
            key = part[1] if part else name
            answered[key] = answered.get(key, True) and name in values
    return sum(not found for found in answered.values())


def _has(field: Object, flag: FormFieldFlag) -> bool:
    return bool(FormFieldFlag(int(inherited(field, "/Ff") or 0)) & flag)
