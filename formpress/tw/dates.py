"""ROC dates: 112-09-15 in a specification, 112年9月15日（星期五） in print."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from .numbers import normalise

EPOCH = 1911
"""Years between the common era and 民國."""

WEEKDAYS = "一二三四五六日"

_EXAMPLE = "日期請寫成民國年-月-日，例如 115-03-05。"
_LONGEST = 30
_YEAR = r"(0[1-9]|[1-9][0-9]{1,2})"
_DAY = re.compile(rf"{_YEAR}-([0-9]{{2}})-([0-9]{{2}})")
_MONTH = re.compile(rf"{_YEAR}-([0-9]{{2}})")
_BARE = r"(?:星期|週|周|禮拜)?\s*[一二三四五六日天]"
_LOOSE = re.compile(
    r"(?:中華民國|民國)?\s*(?P<y>[0-9]{1,4})\s*[-–./年]\s*(?P<m>[0-9]{1,2})\s*[-–./月]\s*(?P<d>[0-9]{1,2})\s*日?"
    rf"\s*(?P<weekday>\({_BARE}\)|{_BARE})?"
)
_COMPACT = re.compile(r"(?P<y>[0-9]{3}|[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})")
_TYPED = re.compile(
    r"(?<![0-9.])(?:(?P<y>[0-9]{2,4})\s*[-./年]\s*(?P<m>[0-9]{1,2})\s*[-./月]\s*(?P<d>[0-9]{1,2})"
    r"|[0-9]{1,2}\s*[/月]\s*[0-9]{1,2})\s*日?\s*"
    rf"(?P<weekday>[(（]\s*{_BARE}\s*[)）]|(?:星期|週|周|禮拜)\s*[一二三四五六日天])"
)
_WHOLE = re.compile(
    r"(?<![0-9.])(?P<y>[0-9]{2,4})\s*[-./年]\s*(?P<m>[0-9]{1,2})\s*[-./月]\s*(?P<d>[0-9]{1,2})(?![0-9])"
)


@dataclass(frozen=True, slots=True)
class TypedWeekday:
    """A weekday that somebody typed beside a date: `text[start:end]`.

    `date` is None where the date has no year or does not exist; then nobody knows what is right.
    """

    text: str
    start: int
    end: int
    typed: str
    date: datetime.date | None

    @property
    def right(self) -> bool | None:
        """Whether the calendar agrees, None where the day is unknown."""
        return None if self.date is None else weekday(self.date) == self.typed


def parse_roc(text: str) -> datetime.date:
    """`112-09-15`, nothing else. ValueError(message, hint) says what is wrong and how to write it."""
    match = _DAY.fullmatch(text)
    if match:
        return _date(int(match[1]), int(match[2]), int(match[3]))
    plain = normalise(text)
    loose = (_LOOSE.fullmatch(plain) or _COMPACT.fullmatch(plain)) if len(plain) <= _LONGEST else None
    if loose is None:
        raise ValueError(f"「{text[:_LONGEST]}」不是日期", _EXAMPLE)
    year, month, day = (int(loose[part]) for part in "ymd")
    western = year > EPOCH
    date = _date(year - EPOCH if western else year, month, day)
    spelling = f"請寫成「{roc_year(date):02}-{date:%m-%d}」。"
    if western:
        raise ValueError(f"「{text}」是西元年，這裡用民國年", spelling)
    if loose.groupdict().get("weekday"):
        raise ValueError(f"「{text}」裡的星期不要自己打，星期由日期算出來", spelling)
    raise ValueError(f"日期「{text}」的寫法不對", spelling)


def parse_roc_month(text: str) -> datetime.date:
    """`113-06` as the first day of that month. ValueError(message, hint) for anything else."""
    match = _MONTH.fullmatch(text)
    if match is None:
        raise ValueError(f"「{text[:_LONGEST]}」不是月份", "月份請寫成民國年-月，例如 115-03。")
    return _date(int(match[1]), int(match[2]), 1)


def format_roc(date: datetime.date, *, with_weekday: bool = True) -> str:
    """112年9月15日（星期五）."""
    day = f"{roc_year(date)}年{date.month}月{date.day}日"
    return f"{day}（星期{weekday(date)}）" if with_weekday else day


def format_roc_month(date: datetime.date) -> str:
    """113年6月."""
    return f"{roc_year(date)}年{date.month}月"


def roc_year(date: datetime.date) -> int:
    return date.year - EPOCH


def weekday(date: datetime.date) -> str:
    """One of 一二三四五六日."""
    return WEEKDAYS[date.weekday()]


def typed_weekdays(text: str) -> tuple[TypedWeekday, ...]:
    """Every weekday that directly follows a date: 112.09.08(五), 9 月 15日（星期五）.

    A weekday alone (每週五) or a number in brackets （一） is none.
    """
    return tuple(
        TypedWeekday(
            text=match["weekday"],
            start=match.start("weekday"),
            end=match.end("weekday"),
            typed=match["weekday"].rstrip(" )）")[-1].replace("天", "日"),
            date=_known_date(match),
        )
        for match in _TYPED.finditer(text)
    )


def typed_dates(text: str) -> tuple[datetime.date, ...]:
    """Every whole date in a text, as anybody writes it: 112.09.08, 112 年 9 月 15 日."""
    found = (_known_date(match) for match in _WHOLE.finditer(normalise(text)))
    return tuple(date for date in found if date is not None)


def find_weekday(text: str) -> str | None:
    """The first weekday typed beside a date, as it stands, or None."""
    found = typed_weekdays(text)
    return found[0].text if found else None


def _known_date(match: re.Match[str]) -> datetime.date | None:
    if not match["y"]:
        return None
    year = int(match["y"])
    try:
        return _date(year - EPOCH if year > EPOCH else year, int(match["m"]), int(match["d"]))
    except ValueError:
        return None


def _date(year: int, month: int, day: int) -> datetime.date:
    """The day, or a ValueError that names the part which does not exist."""
    if not 1 <= year <= 999:
        raise ValueError(f"沒有民國{year}年", _EXAMPLE)
    if not 1 <= month <= 12:
        raise ValueError(f"沒有{month}月", "月份從 01 到 12。")
    try:
        return datetime.date(year + EPOCH, month, day)
    except ValueError:
        pass
    last = (datetime.date(year + EPOCH + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)).day
    raise ValueError(f"{year}年{month}月沒有{day}日", f"這個月只到{last}日。")
