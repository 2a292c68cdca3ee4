"""個人資料告知：個人資料保護法第 8 條要求告知的事項，有個人資料欄位的表單要有。"""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from ..authoring import Label
from ..authoring import Prose as ProseText
from ..page import Notes as DrawnNotes
from .base import BlockSpec, Drawing, Place


class Privacy(BlockSpec):
    title: ClassVar[str] = "個人資料告知"
    example: ClassVar[str] = """\
- privacy:
    collector: 海濱市教育處
    purpose: 社團補助的審查與聯絡
    categories: 聯絡人的姓名、電話
    period: 計畫結束後 2 年
    users: 本處與審查委員
    contact: 終身教育科
    refusal: 無法受理申請
"""
    label: Label = Field("個人資料蒐集告知（個人資料保護法第 8 條）", description="標題")
    collector: Label = Field(description="蒐集的機關")
    purpose: ProseText = Field(description="蒐集的目的")
    categories: ProseText = Field(description="蒐集哪些個人資料")
    period: ProseText = Field(description="利用到什麼時候")
    area: Label = Field("臺灣地區", description="利用的地區")
    users: ProseText = Field(description="誰會利用")
    manner: ProseText = Field("以電子或紙本方式，在上述目的內利用", description="怎麼利用")
    contact: ProseText = Field(description="行使權利找誰")
    refusal: ProseText = Field(description="不提供會怎樣")

    def draw(self, drawing: Drawing, place: Place) -> tuple[DrawnNotes]:
        def said(key: str) -> str:
            return drawing.text(getattr(self, key), (*place, key)).rstrip("。")

        items = (
            f"蒐集機關：{said('collector')}。",
            f"蒐集目的：{said('purpose')}。",
            f"資料類別：{said('categories')}。",
            f"利用期間：{said('period')}；地區：{said('area')}；對象：{said('users')}；方式：{said('manner')}。",
            "當事人可以請求查詢、閱覽、複製、補充、更正、停止蒐集、處理、利用或刪除自己的資料"
            f"（個人資料保護法第 3 條）：{said('contact')}。",
            f"不提供的影響：{said('refusal')}。",
        )
        return (DrawnNotes(said("label"), items, framed=True),)
