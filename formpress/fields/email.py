"""電子郵件：一個信箱。"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from .base import Dimensions, FieldSpec, Traits, shaped

PATTERN = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"


class Email(FieldSpec):
    title: ClassVar[str] = "電子郵件"
    example: ClassVar[str] = """\
- {id: mailbox, type: email, label: 學校信箱, required: true, span: 2}
- {id: office_mailbox, type: email, label: 總務處信箱, max: 20}
"""
    type: Literal["email"]
    max: Annotated[int, Field(ge=1, le=80)] = Field(40, description="最多幾個字")

    def traits(self, dimensions: Dimensions) -> Traits:
        return shaped(PATTERN, "電子郵件，例如 name@example.edu.tw", self.max)
