"""由人員判斷：沒有欄位記載所需資料的規則；一樣有編號和網址。"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from ..authoring import Label, Prose
from ..expr.tree import Open
from .base import Lowered, Reader, RuleSpec


class Narrative(RuleSpec):
    title: ClassVar[str] = "由人員判斷"
    example: ClassVar[str] = """\
list_attached:
  kind: narrative
  says: 採購圖書要附書籍清單。
  judged_by: 承辦人，審查時
  cite: 伍
"""
    kind: Literal["narrative"]
    says: Prose = Field(description="規則的一句話")
    judged_by: Label = Field(description="由誰判斷，何時判斷")

    @property
    def verdicts(self) -> tuple[str, ...]:
        return ()

    def lower(self, read: Reader) -> Lowered:
        return Lowered(test=Open(self.judged_by), statement=self.says, brief="", message=())
