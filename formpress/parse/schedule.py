"""What an office writes about time: the period, the schedule, and what its document says twice."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from ..authoring import SCALAR, Cite, Identifier, Label, Prose, RocDate, RocMonth, Source, Spec, complaint

Count = Annotated[int, Field(ge=1, le=400)]
_BY_HAND = (
    "擇一：date 一天；month 一個月；from、to 一段期間；event 到時才知道的日子；"
    "after 加 days、workdays 或 months。"
)


class SpanSpec(Spec):
    """From one day to another; either side may be the day of something that is not known yet."""

    from_: RocDate | None = Field(None, alias="from", description="開始日")
    from_event: Label | None = Field(None, description="開始日還不知道時，寫那件事，例如 計畫公告日")
    to: RocDate | None = Field(None, description="結束日")
    to_event: Label | None = Field(None, description="結束日還不知道時，寫那件事")

    def check_span(self) -> None:
        """Exactly one beginning and one end, in order."""
        for day, event, key, word in (
            (self.from_, self.from_event, "from", "開始"),
            (self.to, self.to_event, "to", "結束"),
        ):
            if (day is None) == (event is None):
                raise complaint(f"期間的{word}要剛好寫一個", f"寫 {key}（日期）或 {key}_event（一件事）。")
        if self.from_ and self.to and self.to < self.from_:
            raise complaint("期程的結束早於開始", "請檢查 from 與 to。")


class PeriodSpec(SpanSpec):
    """When the programme runs."""

    @model_validator(mode="after")
    def _in_order(self) -> PeriodSpec:
        self.check_span()
        return self


class EventSpec(SpanSpec):
    """One entry of the schedule: a day, a month, a period, an event, or so long after another entry."""

    label: Label = Field(description="什麼事，例如 申請截止")
    cite: Cite = Field(description="出處")
    source: Source | None = Field(None, description="原文字句；裡面的日期會和這一項核對")
    kind: Literal["deadline", "period", "meeting", "announcement", "task"] | None = Field(
        None,
        description="期限、期間、會議、公告或工作；不寫的話，from、to 是 period，event 是 announcement，"
        "其餘是 deadline。日期最早的 deadline 就是申請截止",
    )
    date: RocDate | None = Field(None, description="一天；星期由系統計算")
    month: RocMonth | None = Field(None, description="一個月，例如 113-06；期限算到月底")
    event: Label | None = Field(None, description="到時才知道的日子，例如 計畫公告日")
    after: Identifier | None = Field(None, description="在哪一項之後（schedule 的代號）")
    days: Count | None = Field(None, description="之後幾日內")
    workdays: Count | None = Field(None, description="之後幾個工作天內")
    months: Count | None = Field(None, description="之後幾個月內")
    no_later_than: RocDate | None = Field(None, description="但不得晚於這一天；和 after 一起寫")
    who: Label | None = Field(None, description="誰做，例如 申請學校")
    how: Prose | None = Field(None, description="怎麼做，例如 上傳、郵寄")
    missed: Prose | None = Field(None, description="逾期的後果")
    postmark: bool = Field(False, description="以郵戳為憑")

    @model_validator(mode="after")
    def _one_shape(self) -> EventSpec:
        spans = any((self.from_, self.from_event, self.to, self.to_event))
        shapes = (self.date, self.month, self.event, self.after, spans or None)
        if sum(shape is not None for shape in shapes) != 1:
            raise complaint(f"「{self.label}」的日期要剛好寫一種", _BY_HAND)
        lengths = sum(length is not None for length in (self.days, self.workdays, self.months))
        if self.after is not None and lengths != 1:
            raise complaint(f"「{self.label}」沒有寫多久之內", "after 要配 days、workdays 或 months 之一。")
        if self.after is None and (lengths or self.no_later_than):
            message = f"「{self.label}」少了 after"
            raise complaint(message, "days、workdays、months 和 no_later_than 要配 after：在哪一項之後。")
        if spans:
            self.check_span()
        return self


class PlaceSpec(Spec):
    """What the document says in one place."""

    cite: Cite = Field(description="在哪裡")
    source: Source = Field(description="原文字句，照抄")
    date: RocDate | None = Field(None, description="那裡寫的日期；原文寫了完整日期就不用寫")
    value: Annotated[str, Field(min_length=1, max_length=16), SCALAR] | None = Field(
        None, description="那裡寫的數字，不寫單位；關於參數時寫"
    )
    wrong_weekday: bool = Field(False, description="原文的星期和日期不合")


class DiscrepancySpec(Spec):
    """What the source document says twice or mistypes, and which reading this edition follows."""

    about: Identifier = Field(description="參數、規則、時程或表單的代號")
    places: tuple[PlaceSpec, ...] = Field(min_length=1, description="原文的每一處；誤植只有一處")
    follows: Cite | None = Field(None, description="本站依哪一處；是其中一處的 cite")
    reading: Prose = Field(description="本站採用的讀法和理由")

    @model_validator(mode="after")
    def _follows_a_place(self) -> DiscrepancySpec:
        cites = [place.cite for place in self.places]
        if self.follows is not None and self.follows not in cites:
            raise complaint(f"places 裡沒有「{self.follows}」", f"follows 要是其中一處：{'、'.join(cites)}。")
        return self

    def followed(self) -> PlaceSpec | None:
        return next((place for place in self.places if place.cite == self.follows), None)
