"""An edition of as many forms as one likes, that nobody has to write: each a page of 30 fields."""

from __future__ import annotations

from pathlib import Path

PROGRAMME, YEAR = "many-forms", "113"

SITE = """\
title: 量測用的公告
office: 量測用的教育處
"""

EDITION = """\
format: 1
title: 很多表單的計畫
issuer: 量測用的教育處
year: 113學年度
period: {{from: 113-08-01, to: 114-07-31}}
forms: [{forms}]
"""

RULES = """\
parameters:
  cap: {label: 補助上限, unit: 元, value: 50000, cite: 壹}
rules:
"""

RULE = """\
  cap_of_{form}:
    kind: at_most
    value: {form}.items.r1.amount
    limit: cap
    cite: 壹
    examples:
      - {{given: {{{form}: {{items: {{r1: {{price: '50000', quantity: '1'}}}}}}}}, verdict: kept}}
      - {{given: {{{form}: {{items: {{r1: {{price: '50001', quantity: '1'}}}}}}}}, verdict: broken}}
"""

FORM = """\
annex: 附件{number}
title: 第 {number} 種經費表
blocks:
  - fields:
      items:
        - {{id: school, type: text, label: 學校, required: true}}
        - {{id: helpers, type: integer, label: 志工人數, unit: 人}}
        - {{id: plan, type: paragraph, label: 構想, max: 60, lines: 2}}
  - table:
      id: items
      columns:
        - {{id: item, label: 項目}}
        - {{id: price, type: money, label: 單價, max: 99999}}
        - {{id: quantity, type: integer, label: 數量, max: 99}}
        - {{id: amount, type: money, label: 總價, compute: price * quantity, max: 99999999}}
      rows:
{rows}
      totals:
        - {{id: total, label: 合計, under: amount, compute: sum(items.amount)}}
  - amount_in_words: {{of: total}}
  - checks: {{lines: 3}}
  - signatures: {{roles: [承辦人, 校長]}}
"""

ROWS = 8

PROSE = """\
## 壹、補助基準

每案至多 {{ cap }}。
"""


def write(root: Path, count: int) -> str:
    """A project of `count` forms under `root`; returns the folder of its edition."""
    names = [f"form{number}" for number in range(1, count + 1)]
    folder, prose = root / "forms" / PROGRAMME / YEAR, root / "content" / PROGRAMME / YEAR
    folder.mkdir(parents=True)
    prose.mkdir(parents=True)
    rows = "\n".join(f"        r{row}: {{item: 第 {row} 項}}" for row in range(1, ROWS + 1))
    files = {
        root / "forms" / "site.yaml": SITE,
        folder / "edition.yaml": EDITION.format(forms=", ".join(names)),
        folder / "rules.yaml": RULES + "".join(RULE.format(form=name) for name in names),
        prose / "index.md": PROSE,
    }
    for number, name in enumerate(names, 1):
        files[folder / f"{name}.yaml"] = FORM.format(number=number, rows=rows)
    for file, text in files.items():
        file.write_text(text, encoding="utf-8")
    return f"{PROGRAMME}/{YEAR}"
