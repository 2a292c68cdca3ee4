"""The JSON Schemas that editors use while an office writes: completion, hints, red underlines."""

from __future__ import annotations

import json

from pydantic import BaseModel

from .filled import FilledSpec
from .specs import EditionSpec, FormSpec, RulesSpec, SiteSpec

AUTHORED: dict[str, tuple[str, type[BaseModel]]] = {
    "site": ("所有計畫共用的設定（forms/site.yaml）", SiteSpec),
    "edition": ("一個計畫的一個年度（edition.yaml）", EditionSpec),
    "rules": ("參數與規則（rules.yaml）", RulesSpec),
    "form": ("一份附件表單", FormSpec),
    "filled": ("一份填好的範例（examples/*.json）", FilledSpec),
}


def authoring_schemas() -> dict[str, str]:
    """File name in schemas/ -> its text."""
    found = {}
    for name, (title, model) in AUTHORED.items():
        schema = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            **model.model_json_schema(by_alias=True),
            "title": title,
        }
        found[f"{name}.schema.json"] = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
    return found
