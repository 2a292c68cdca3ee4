"""Taiwan's conventions: ROC dates, 國字大寫, the numbering of official documents, typed numbers.

Everything here is a small pure function. What cannot be read raises `ValueError(message, hint)`,
both in Traditional Chinese and ready to be printed. `expr/runtime.js` mirrors `numbers` and
`numerals`: change both or neither.
"""

from .dates import (
    TypedWeekday,
    find_weekday,
    format_roc,
    format_roc_month,
    parse_roc,
    parse_roc_month,
    roc_year,
    typed_dates,
    typed_weekdays,
    weekday,
)
from .numbers import lines_of, normalise, parse_number, thousands, trimmed
from .numerals import amount_in_words, boxed, numeral
from .outline import Cite, format_annex, format_cite, outline_number, parse_annex, parse_cite
from .places import Place, places

__all__ = [
    "Cite",
    "Place",
    "TypedWeekday",
    "amount_in_words",
    "boxed",
    "find_weekday",
    "format_annex",
    "format_cite",
    "format_roc",
    "format_roc_month",
    "lines_of",
    "normalise",
    "numeral",
    "outline_number",
    "parse_annex",
    "parse_cite",
    "parse_number",
    "parse_roc",
    "parse_roc_month",
    "places",
    "roc_year",
    "thousands",
    "trimmed",
    "typed_dates",
    "typed_weekdays",
    "weekday",
]
