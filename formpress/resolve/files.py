"""What the reference says of each file, and of each group of keys inside one, with an example."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ..blocks.base import NoteSpec
from ..blocks.table import RowSpec, TotalSpec
from ..parse import FilledSpec, specs
from ..parse.parameters import BracketSpec, ParameterSpec, StepSpec
from ..parse.schedule import DiscrepancySpec, EventSpec, PeriodSpec, PlaceSpec
from ..rules.base import ExampleSpec, ExceptionSpec, TermSpec


@dataclass(frozen=True, slots=True)
class FileDoc:
    id: str
    title: str
    model: type[BaseModel]
    says: str
    example: str = ""

    @property
    def fields(self) -> dict[str, FieldInfo]:
        return self.model.model_fields


FILES = (
    FileDoc(
        "edition",
        "edition.yaml",
        specs.EditionSpec,
        "一個計畫的一個年度：名稱、期程、時程、有哪些表單。",
        """\
format: 1
title: 閱讀角落補助計畫
issuer: 教育局
year: 114學年度
period: {from: 114-08-01, to: 115-07-31}
dimensions:
  size: {label: 學校規模, options: {small: 小型學校, large: 大型學校}}
  class_count: {label: 班級數, unit: 班}
forms: [grant]
schedule:
  apply_by: {date: 114-09-20, label: 申請截止, cite: 參}
""",
    ),
    FileDoc(
        "dimension", "dimensions 的一項", specs.DimensionSpec, "參數依什麼而不同：選項，或可以分級的數量。"
    ),
    FileDoc(
        "list",
        "lists 的一項",
        specs.ListSpec,
        "幾份表單共用的選項；欄位以 options: 代號 使用。",
    ),
    FileDoc("period", "period", PeriodSpec, "實施期程；還不知道是哪一天的一邊，寫 from_event 或 to_event。"),
    FileDoc(
        "event",
        "schedule 的一項",
        EventSpec,
        "一天、一個月、一段期間、到時才知道的日子，或另一項之後多久；星期由系統計算。"
        "算式裡的 schedule.代號 是它的最後一天（月份是月底），期間另有 schedule.代號.from 和 .to；"
        "還不知道是哪一天的不能用在算式。",
        """\
schedule:
  announced: {event: 計畫公告日, label: 計畫公告, cite: 參}
  apply_by:
    date: 114-09-20
    label: 申請截止
    cite: 參
    who: 申請學校
    how: 核章後郵寄
    postmark: true
    missed: 逾時不受理
  result_on: {month: 114-10, kind: announcement, label: 審查結果公告, cite: 參}
  correct_by: {after: result_on, days: 5, label: 補正, cite: 參}
  held: {from: 114-11-01, to: 115-06-30, label: 辦理活動, cite: 參}
  report_by: {after: held, months: 2, no_later_than: 115-08-15, label: 結報, cite: 參}
""",
    ),
    FileDoc(
        "discrepancy",
        "discrepancies 的一項",
        DiscrepancySpec,
        "原文前後不一或誤植，本站採用的讀法。follows 那一處的日期或數字，要和時程或參數相同。",
        """\
discrepancies:
  - about: apply_by
    places:
      - {cite: 參, source: 114 年 9 月 20 日前送件}
      - {cite: 伍, source: 114.09.15 報名截止}
    follows: 參
    reading: 「申請」寫明送件方法，以此為準。
  - about: cap
    places:
      - {cite: 貳, source: 補助上限 9000 人, value: 9000}
    reading: 「人」是「元」的誤植。
""",
    ),
    FileDoc("place", "places 的一處", PlaceSpec, "原文的一處；星期和日期不合時，寫 wrong_weekday: true。"),
    FileDoc(
        "parameter",
        "parameters 的一項",
        ParameterSpec,
        "公告裡的一個數字，或依選項、依數量分級的表。",
        """\
share: {label: 書架占總額上限, unit: '%', value: 40, cite: 貳一}
sampled: {label: 抽樣校數占總校數下限, unit: 比, value: 1/6, cite: 貳}
last_day: {label: 最晚辦理日, unit: 日期, value: 115-06-30, cite: 貳}
cap: {label: 補助上限, unit: 元, by: size, values: {small: 5000, large: 9000}, cite: 貳}
quota:
  label: 可申請群數
  unit: 群
  by: class_count
  brackets: [{up_to: 12, value: 1}, {up_to: 25, value: 2}, {value: 3}]
  cite: 貳
trip: {label: 參訪補助, unit: 元, by: size, values: {small: none, large: 3000}, cite: 貳}
office_cost:
  label: 運作費
  unit: 元
  by: class_count
  graduated: [{up_to: 20, value: 6000}, {plus: 250}]
  at_most: 10000
  cite: 貳
""",
    ),
    FileDoc(
        "bracket",
        "brackets 的一級",
        BracketSpec,
        "up_to 是到多少為止（含），最後一級不寫；數字寫 value，或寫 across 各選項的代號。",
    ),
    FileDoc(
        "step",
        "graduated 的一段",
        StepSpec,
        "數量落在這一段的部分怎麼加：固定的數、每增加幾個加多少，或百分比；算法是各段相加，再看上限。",
    ),
    FileDoc(
        "term",
        "terms 或 let 的一項",
        TermSpec,
        "有名字的算式：長的算式寫一次，句子、訊息和算式說明都用它的名稱。",
        """\
terms:
  talks: {label: 講座次數, unit: 次, value: 'count(plan.sessions.kind == "talk")'}
""",
    ),
    FileDoc(
        "example",
        "規則 examples 的一項",
        ExampleSpec,
        "一份填好的表單和應有的判斷；given 只寫填的欄位。",
        """\
examples:
  - title: 剛好到上限
    given: {grant: {size: small, items: {books: {quantity: 25}}}}
    rest: 0
    verdict: kept
""",
    ),
    FileDoc(
        "exception",
        "規則 exceptions 的一項",
        ExceptionSpec,
        "對某些對象不同的規定；另寫要改的欄目。",
        """\
exceptions:
  - {label: 偏遠學校, when: 'plan.remote == "yes"', limit: cap(plan.level) + 1000}
""",
    ),
    FileDoc(
        "form",
        "表單檔",
        specs.FormSpec,
        "一份附件：由上而下的區塊。",
        """\
annex: 附件一
title: 經費申請表
blocks:
  - fields:
      items:
        - {id: school, type: text, label: 學校, required: true}
  - table:
      id: items
      columns:
        - {id: item, label: 項目}
        - {id: price, type: money, label: 單價}
        - {id: quantity, type: integer, label: 數量}
        - {id: amount, type: money, label: 總價, compute: price * quantity}
      rows:
        books: {item: 圖書, price: 200}
        shelf: {item: 書架, quantity: 1}
      totals:
        - {id: total, label: 合計, under: amount, compute: sum(items.amount)}
  - amount_in_words: {of: total}
  - checks: {lines: 4}
  - signatures: {roles: [承辦人, 校長]}
""",
    ),
    FileDoc(
        "row",
        "表格的一列",
        RowSpec,
        "欄位代號後面寫印好的內容；沒寫的欄就是要填的格。",
        """\
printing:
  item: 印刷費
  unit: 份
  remarks:
    - fill: '{people} 人 × {sessions} 場'
    - rule: printing_per_person
""",
    ),
    FileDoc("total", "表格的合計", TotalSpec, "放在哪一欄下面、怎麼算。"),
    FileDoc(
        "note",
        "備註與附註的一條",
        NoteSpec,
        "text 是文字，rule 印出規則的短句和編號，fill 夾有填寫格；三種擇一。",
    ),
    FileDoc(
        "form_example", "表單 examples 的一項", specs.FormExampleSpec, "填了什麼，計算出來應該顯示什麼。"
    ),
    FileDoc(
        "filled",
        "examples/表單代號-….json",
        FilledSpec,
        "一份填好的表單：產生網站時會檢核，印在表單頁；第一份全部符合的，另做成填好的 PDF。"
        "名冊寫成清單，或用列號；可以勾幾項的寫成代號的清單；日期、時間和代號照 YAML 的寫法。",
        """\
{
  "title": "範例國小（虛構）",
  "form": "grant",
  "given": {
    "school": "範例國小",
    "size": "small",
    "items": {"books": {"quantity": 3}, "shelf": {"price": 400}},
    "members": [{"name": "甲"}, {"name": "乙"}]
  },
  "breaks": []
}
""",
    ),
    FileDoc("site", "forms/site.yaml", specs.SiteSpec, "所有計畫共用：網站名稱、單位、顏色、字型。"),
)
