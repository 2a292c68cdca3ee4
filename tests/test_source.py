"""Reading YAML: texts stay as typed, every value knows its place, every mistake is explained."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from formpress.problems import Problem, Report, Span, render
from formpress.source import Node, load, parse_text, read

SAMPLE = """\
# a form
title: 成果報告
period: {from: 115-09-01, to: 116-06-30}
rules:
  within_cap:
    kind: at_most   # one file per kind
    value: form.total
    limit: cap(form.group)
    label: '占總經費的 30%'
    says: "不得超過 \\"上限\\""
    examples:
      - {given: {form: {group: A, total: 8000}}, verdict: kept}
blocks:
  - notes:
      - 一、請先核章。
      - text: |
          第一行
            第二行

          第三行
      - text: >-
          接續的
          文字
      - 很長的
        一段話
  - signatures: [承辦人, 校長]
"""


def read_well(text: str) -> Node:
    """The nodes of a text that has no mistake."""
    report = Report()
    node = parse_text(text, "a.yaml", report)
    assert report.items == []
    assert node is not None
    return node


def mistakes(text: str) -> list[Problem]:
    """What is wrong with a text, in file order."""
    report = Report()
    assert parse_text(text, "a.yaml", report) is None
    assert report.failed
    return sorted(report.items, key=lambda problem: problem.span or Span("", 0, 0))


def marked(span: Span) -> str:
    """The characters that a place covers."""
    return span.text[span.column - 1 : span.column - 1 + span.width]


# ----- what is read -----


@pytest.mark.parametrize(
    "typed",
    ["011601", "12:30:00", "no", "112-09-01", "115.10", "null", "~", "1e3", "0x1F", "30%", "true", "-5"],
)
def test_a_value_stays_the_text_that_was_typed(typed: str) -> None:
    """Nothing is taken for a number, a time or a truth."""
    assert read_well(f"a: {typed}\n").data() == {"a": typed}


def test_a_file_becomes_lists_and_mappings_in_the_authors_order() -> None:
    """`data` is plain dict, list and str."""
    data = read_well(SAMPLE).data()

    assert list(data) == ["title", "period", "rules", "blocks"]
    assert data["period"] == {"from": "115-09-01", "to": "116-06-30"}
    assert data["rules"]["within_cap"]["says"] == '不得超過 "上限"'
    assert data["blocks"][0]["notes"] == [
        "一、請先核章。",
        {"text": "第一行\n  第二行\n\n第三行\n"},
        {"text": "接續的文字"},
        "很長的一段話",
    ]


def test_an_empty_value_is_an_empty_plain_text() -> None:
    """`a:` is not None, and stands behind its colon."""
    node = read_well("a:\nb: ''\n")

    empty, quoted = node.at("a"), node.at("b")
    assert (empty.value, empty.plain, empty.span.column) == ("", True, 3)
    assert (quoted.value, quoted.plain) == ("", False)


def test_both_parsers_read_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fast one only saves time."""
    fast = read_well(SAMPLE)
    monkeypatch.setattr(read, "_LOADER", yaml.BaseLoader)

    assert read_well(SAMPLE) == fast


@pytest.mark.parametrize(
    "text", [SAMPLE.replace("\n", "\r\n"), SAMPLE.replace("\n", "\r"), "\ufeff" + SAMPLE]
)
def test_line_ends_and_byte_order_marks_change_nothing(text: str) -> None:
    """Windows, an old Mac and Notepad write the same file."""
    assert read_well(text) == read_well(SAMPLE)


def test_a_blank_line_may_hold_blanks_and_tabs() -> None:
    """What nobody sees is no mistake where it means nothing."""
    assert read_well("a: 1\n \t \nb:\n  - x\n\t\n").data() == {"a": "1", "b": ["x"]}


@pytest.mark.parametrize(
    "text",
    [
        "a: https://example.org/x?y=1\n",
        "a: 數位：社群\n",
        "a: 12:30 開始\n",
        "- 備註：免填\n".replace("- ", "a:\n  - "),
        "a: >= 5\n".replace(">= 5", "a >= 5 and b"),
        "a: x   # 註解\n",
        "a: x  ## 註解\n",
        "a: |\n  　　縮兩格的段落。\n  名稱：值\n",
        "a: [一、甲, 二、乙]\n",
        "a: {b: 1,}\n",
        "a: ['min(a, b)', c]\n",
        "{a: 1, b: {c: 2}}\n",
        "---\na: 1\n",
        "a: '它是 # 1'\n",
    ],
)
def test_a_usual_spelling_is_no_mistake(text: str) -> None:
    """Full-width colons in texts, addresses, times and comments are fine."""
    assert isinstance(read_well(text).value, dict)


# ----- places -----


def test_every_value_knows_its_place() -> None:
    """Line and column count from 1; the whole line is quoted."""
    node = read_well(SAMPLE).at("rules", "within_cap", "limit")

    assert node.span == Span("a.yaml", 8, 12, 15, "    limit: cap(form.group)")
    assert node.key_span == Span("a.yaml", 8, 5, 5, "    limit: cap(form.group)")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (("period",), "{from: 115-09-01, to: 116-06-30}"),
        (("rules", "within_cap"), "kind"),
        (("rules", "within_cap", "label"), "'占總經費的 30%'"),
        (("rules", "within_cap", "examples", 0, "given", "form", "total"), "8000"),
        (("blocks",), "-"),
        (("blocks", 0, "notes", 1, "text"), "|"),
        (("blocks", 1, "signatures", 1), "校長"),
    ],
)
def test_a_place_covers_the_value_on_its_first_line(path: tuple[str | int, ...], text: str) -> None:
    """Brackets whole when they stand on one line, else the first name or sign."""
    assert marked(read_well(SAMPLE).at(*path).span) == text


def test_a_path_leads_as_far_as_it_exists() -> None:
    """A missing key is placed at the mapping that lacks it."""
    node = read_well(SAMPLE)
    rule = node.at("rules", "within_cap")

    assert node.at("rules", "within_cap", "limt", 3) is rule
    assert node.at("blocks", 9) is node.at("blocks")
    assert node.at("title", 0) is node.at("title")
    assert rule.get("limit") is rule.at("limit")
    assert rule.get("limt") is None
    assert node.at("title").get("x") is None


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("a: cap(group) + x\n", "group"),
        ("a: 'cap(group) + x'\n", "group"),
        ("a: 'it''s a group'\n", "group"),
        ('a: "\\u4e00 \\"a\\" group"\n', "group"),
        ("a: |\n  first\n    group x\n", "group"),
        ("a: |-\n  group\n", "group"),
        ("a: >\n  first\n  second group\n\n  third\n", "group"),
        ("a: first\n  second group\n", "group"),
        ("a: 数𠀀位 group\n", "group"),
    ],
)
def test_a_part_of_a_text_has_its_own_place(text: str, part: str) -> None:
    """Unquoted, quoted with doubled or escaped quotes, and over several lines."""
    node = read_well(text).at("a")

    place = node.inner(str(node.value).index(part), len(part))
    assert marked(place) == part
    assert place.text == text.split("\n")[place.line - 1]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("甲校", "乙校"), "甲校乙校"),
        (("送件，", "PDF 檔"), "送件，PDF 檔"),
        (("上傳", "（含附件）"), "上傳（含附件）"),
        (("共 3", "次"), "共 3 次"),
        (("用 PDF", "檔"), "用 PDF 檔"),
        (("a +", "b"), "a + b"),
        (("甲 乙", "甲 乙"), "甲 乙甲 乙"),
    ],
)
@pytest.mark.parametrize("sign", ["", ">-", ">"])
def test_lines_of_chinese_meet_without_a_blank(sign: str, lines: tuple[str, str], text: str) -> None:
    """YAML folds lines as English is folded; a blank that somebody typed stays."""
    node = read_well(f"a: {sign}\n  {lines[0]}\n  {lines[1]}\n").at("a")

    assert str(node.value).rstrip("\n") == text
    assert marked(node.inner(text.rindex(lines[1]), len(lines[1]))) == lines[1]


def test_a_part_beyond_a_line_is_marked_up_to_its_end() -> None:
    """No place lies outside of what was written."""
    lines = read_well("a: |\n  first\n  second\nb: short\nc: [x]\nd: 'q'\n")

    assert marked(lines.at("a").inner(3, 100)) == "st"
    assert marked(lines.at("a").inner(100, 1)) == "second"
    assert marked(lines.at("b").inner(2, 100)) == "ort"
    assert lines.at("b").inner(100, 1).column == 9
    assert marked(lines.at("c").inner(0, 1)) == "[x]"
    assert marked(lines.at("d").inner(0, 100)) == "q"


# ----- mistakes -----


def said(text: str) -> list[tuple[int, str, str]]:
    """(line, marked characters, message) of every mistake."""
    return [(p.span.line, marked(p.span), p.message) for p in mistakes(text) if p.span]


def test_a_mistake_is_printed_with_place_and_hint() -> None:
    """The whole message, as the author sees it."""
    (problem,) = mistakes("title：數位社群\nyear: 115\n")

    assert render(problem) == (
        "錯誤：「title」後面用了全形冒號「：」\n"
        " --> a.yaml:1:6\n"
        "1 | title：數位社群\n"
        "  |      ^^\n"
        "  = 提示：名稱後面用半形冒號，再空一格：「title: 」；若是文字，請加引號。"
    )


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("a: 1\n標題：數位\n", (2, "："), "「標題」後面用了全形冒號「：」"),
        ("a:\n  標題：數位\n  b: 1\n", (2, "："), "「標題」後面用了全形冒號「：」"),
        ("a:\n  title：數位\n", (2, "："), "「title」後面用了全形冒號「：」"),
        ("a: {id：x, type: text}\n", (1, "："), "「id」後面用了全形冒號「：」"),
        ("a: {id: x，type: text}\n", (1, "，"), "括號裡用了全形逗號「，」"),
        ("title:數位\nb: 1\n", (1, ":"), "「title」的冒號後面少了一個空白"),
        ("a:\n  標題:數位\n  b: 1\n", (2, ":"), "「標題」的冒號後面少了一個空白"),
        ("a: {id:x, type: text}\n", (1, ":"), "「id」的冒號後面少了一個空白"),
        ("title:\u3000x\nb: 1\n", (1, "\u3000"), "「title」的冒號後面是全形空白"),
        ("title: \u3000x\n", (1, "\u3000"), "值的前面是全形空白"),
        ("a:\n\u3000\u3000b: 1\n", (2, "\u3000\u3000"), "縮排用了全形空白"),
        ("a:\n\u00a0 b: 1\n", (2, "\u00a0"), "縮排用了全形空白"),
        ("a:\n  - x\n  -\u3000y\n", (3, "\u3000"), "「-」後面是全形空白"),
        ("a:\n  - x\n  -y\n", (3, "-"), "「-」後面少了一個空白"),
        ("a:\n  - x\n  － y\n", (3, "－"), "清單的「-」用了全形"),
    ],
)
def test_a_slip_of_the_hand_is_named(text: str, place: tuple[int, str], message: str) -> None:
    """Full-width signs and missing spaces, wherever YAML would stumble or silently go on."""
    assert said(text) == [(*place, message)]


def test_a_bracket_right_behind_a_colon_is_read_or_named() -> None:
    """The one spelling that the two parsers judge differently, and neither of them wrongly."""
    report = Report()
    node = parse_text("a: {given:{b: 1}}\n", "a.yaml", report)

    assert node is None or node.data() == {"a": {"given": {"b": "1"}}}
    assert [p.message for p in report.items] == ([] if node else ["「given」的冒號後面少了一個空白"])


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("a:\n\tb: 1\n", (2, "\t"), "縮排用了 Tab 鍵"),
        ("a: 1\n  b: 2\n", (2, "b"), "這一行的縮排和上面對不上"),
        ("a:\n  b: 1\n c: 2\n", (3, "c"), "這一行的縮排和上面對不上"),
        ("  a: 1\nb: 2\n", (2, "b"), "這一行的縮排和上面對不上"),
        ("a: 1\n- b\n", (2, "-"), "這一行的縮排和上面對不上"),
        ("a: 1\nb\nc: 2\n", (2, "b"), "這一行少了冒號"),
        ("a:\n  - fields\n      - {id: x}\n", (2, "fields"), "這一行少了冒號，下面的清單被接成同一段文字"),
        ("grou {A: 甲, B: 乙}\n", (1, "{"), "「{」前面少了冒號"),
        ("a: - b\n", (1, "-"), "「-」不能接在冒號後面"),
        (": x\n", (1, ":"), "冒號前面少了名稱"),
        ("a: {: x}\n", (1, ":"), "冒號前面少了名稱"),
    ],
)
def test_a_wrong_structure_is_named(text: str, place: tuple[int, str], message: str) -> None:
    """Indentation, colons and dashes."""
    assert said(text) == [(*place, message)]


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("a: '甲\nb: 1\n", (1, "'甲"), "這個引號沒有關上"),
        ('a: "甲\nb: "乙"\nc: 1\n', (1, '"甲'), "這個引號到第 2 行才關上"),
        ('a: "甲\n  乙"\nc: 1\n', (1, '"甲'), "這個引號到第 2 行才關上"),
        ('a: "甲" 乙\n', (1, "乙"), "引號關上以後還有文字"),
        ("a: 'it's'\n", (1, "s'"), "引號關上以後還有文字"),
        ("a: [1, 2\nb: 3\n", (1, "["), "「[」沒有關上"),
        ("a: {x: 1\nb: 3\n", (1, "{"), "「{」沒有關上"),
        ("a:\n  - b: {x: y\n    c: d\n", (2, "{"), "「{」沒有關上"),
        ("a: {b: [c,\n", (1, "["), "「[」沒有關上"),
        ("a: [{b: 1}, {c: 2]\n", (1, "]"), "「{」要用「}」關上"),
        ("a: ~A: 甲, B: 乙}\n", (1, "~A: 甲, B: 乙}"), "有「}」卻沒有「{」"),
        ("a: [x], y\n", (1, ", y"), "括號關上以後還有文字"),
        ("a: }\n", (1, "}"), "多了一個「}」"),
        ("a: {b: 1, , c: 2}\n", (1, ","), "括號裡的這個地方讀不懂"),
        ('a: "C:\\data"\n', (1, "\\d"), "雙引號裡的「\\」有特別的意思"),
        ('a: "\\UFFFFFFFF"\n', (1, "\\U"), "雙引號裡的「\\」有特別的意思"),
        ('a: "C:\\temp"\n', (1, '"C:\\temp"'), "引號裡的「\\」寫出了看不見的字元（U+0009）"),
    ],
)
def test_an_open_quote_or_bracket_is_named(text: str, place: tuple[int, str], message: str) -> None:
    """At the place where it was opened, not where the file ends."""
    assert said(text) == [(*place, message)]


@pytest.mark.parametrize(
    ("value", "cut", "message"),
    [
        (">= 5", ">= 5", "「>」開頭的值要加引號"),
        ("> 5", "> 5", "「>」開頭的值要加引號"),
        (">5", ">5", "「>」開頭的值要加引號"),
        ("%5", "%5", "「%」開頭的值要加引號"),
        ("@x", "@x", "「@」開頭的值要加引號"),
        ("`x`", "`x`", "「`」開頭的值要加引號"),
        ("* 3", "* 3", "「*」開頭的值要加引號"),
        ("*x", "*x", "「*」開頭的值要加引號"),
        ("&x 3", "&x 3", "「&」開頭的值要加引號"),
        ("!x 3", "!x 3", "「!」開頭的值要加引號"),
        ("!= 3  # 註", "!= 3", "「!」開頭的值要加引號"),
        ("? x", "? x", "「?」開頭的值要加引號"),
        ("注意: 核章", "注意: 核章", "值裡面又有冒號"),
        ("{x: 注意: 核章}", "注意: 核章", "值裡面又有冒號"),
        ("{total}", "{total}", "大括號裡少了冒號"),
        ("{total} 元", "{total} 元", "大括號裡少了冒號"),
        ("{c: min(a, b)}", "min(a, b)", "「min(a, b)」被逗號切開了"),
        ("{c: min(a, b, c), d: 1}", "min(a, b, c)", "「min(a, b, c)」被逗號切開了"),
        ("[c, min(a, b), d]", "min(a, b)", "「min(a, b)」被逗號切開了"),
    ],
)
def test_a_value_that_yaml_would_cut_is_answered_with_its_quoted_spelling(
    value: str, cut: str, message: str
) -> None:
    """「請加引號」, with the text to paste; and what is to be pasted reads well."""
    (problem,) = mistakes(f"a: {value}\nb: 1\n")

    assert problem.span
    assert (marked(problem.span), problem.message) in [(cut, message), (cut[:1], message)]
    assert problem.hint.endswith(f'請加引號："{cut}"')
    assert read_well(f'a: "{cut}"\nb: 1\n').at("a").value == cut


@pytest.mark.parametrize(
    ("text", "place", "message", "hint"),
    [
        (
            "a: {label: 講師費, 交通費}\n",
            "交通費",
            "「交通費」後面少了冒號",
            "每個名稱後面要有冒號和值；若「講師費, 交通費」是一段文字，請加引號。",
        ),
        ("a: {{ total }}\n", "{", "括號裡的內容不能當名稱", "若是文字，請把整個值加上引號。"),
        ("a: {{ total }} 元\n", "{", "括號裡的內容不能當名稱", "若是文字，請把整個值加上引號。"),
        (
            "a: 編號 #1\n",
            "#1",
            "「#」以後的文字不會被讀到",
            "若「#」是文字，請把整個值加上引號；若是註解，「#」後面請空一格。",
        ),
        (
            "a: 編號（第 # 號）\n",
            "# 號）",
            "「#」以後的文字不會被讀到",
            "若「#」是文字，請把整個值加上引號；若是註解，「#」後面請空一格。",
        ),
        ("a: >\nb: 1\n", ">", "「>」後面沒有文字", "文字從下一行寫起並往內縮；若「>」本身是值，請加引號。"),
        ("a: |2\n   x\n", "|", "「|」後面多了一個數字", "請刪除數字；若整個是文字，請加引號。"),
    ],
)
def test_a_value_that_yaml_would_lose_is_refused(text: str, place: str, message: str, hint: str) -> None:
    """Valid YAML, yet not what was meant."""
    (problem,) = mistakes(text)

    assert problem.span
    assert (marked(problem.span), problem.message, problem.hint) == (place, message, hint)


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("a: 1\nb: 1\na: 2\na: 3\n", ["「a」重複了，第 1 行已經有一個"] * 2),
        (
            "a: {b: 1, b: 2}\nc: 1\n'c': 2\n",
            ["「b」重複了，第 1 行已經有一個", "「c」重複了，第 2 行已經有一個"],
        ),
        ("a: &x {b: 1}\nc: *x\n", ["「&」開頭的值要加引號", "「*」開頭的值要加引號"]),
        ("a:\n  <<: b\n", ["這裡不能用「<<」"]),
        ("*x : 1\n", ["「*」開頭的值要加引號"]),
        ("a: !!int 3\n", ["「!」開頭的值要加引號"]),
        ("%YAML 1.1\n---\na: 1\n", ["「%」開頭的值要加引號"]),
        ("a: 1\n---\nb: 2\n", ["這裡又開始了另一份資料"]),
        ("? [a]\n: b\n", ["括號裡的內容不能當名稱"]),
        ("? |\n  a\n: b\n", ["名稱要寫在同一行"]),
        ("- a\n", ["檔案的最外層是一份清單"]),
        ("一段話\n", ["檔案的最外層是一段文字"]),
        ("", ["檔案是空的"]),
        ("# 只有註解\n", ["檔案是空的"]),
        ("---\n", ["檔案的最外層是空的"]),
    ],
)
def test_what_a_specification_has_no_use_for_is_refused(text: str, messages: list[str]) -> None:
    """Duplicate names all at once, anchors, tags, merges, several documents, no mapping."""
    assert [problem.message for problem in mistakes(text)] == messages


def test_all_slips_of_one_kind_are_told_at_once() -> None:
    """Whoever types full-width colons types many."""
    text = "title：a\nb: 1\nyear：115\nnotes: |\n  email：x\nc：2\n"

    assert [line for line, _, _ in said(text)] == [1, 3, 6]


def test_a_forest_of_mistakes_is_cut_short() -> None:
    """Fifty are named, then an end is made."""
    problems = mistakes("a: 1\n" * 200)

    assert len(problems) == 51
    assert problems[-1].message == "這個檔案的問題很多，先列出前 50 個"


# ----- characters and limits -----


@pytest.mark.parametrize(
    ("character", "message"),
    [
        ("\u200b", "這裡有一個看不見的字元（U+200B）"),
        ("\x00", "這裡有一個看不見的字元（U+0000）"),
        ("\x85", "這裡有一個看不見的字元（U+0085）"),
        ("\u2028", "這裡有一個看不見的字元（U+2028）"),
        ("\u202e", "這裡有一個看不見的字元（U+202E）"),
        ("\ud800", "這裡有一個看不見的字元（U+D800）"),
        ("\ufffd", "這裡有一個轉檔時壞掉的字（�）"),
        ("\t", "這裡有一個 Tab 字元"),
    ],
)
def test_a_character_that_nobody_sees_is_named(character: str, message: str) -> None:
    """Wherever it stands, and together with all others."""
    text = f"a: 甲{character}乙\n# {character}\n"

    assert [(line, m) for line, _, m in said(text)] == [(1, message), (2, message)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: " + "字" * 400_000, "檔案超過 1 MB"),
        ("a: " + "x" * 20_000, "這一行有 20,003 個字，超過 20,000 個字"),
        ("a: |\n" + "  0123456789\n" * 2000, "這個值有 22,000 個字，超過 20,000 個字"),
        ("a: " + "[" * 5000, "一層包一層，超過 30 層"),
        ("".join("  " * depth + "a:\n" for depth in range(40)), "一層包一層，超過 30 層"),
        ("a:\n" + "- x\n" * 60_000, "檔案裡的項目超過 50,000 個"),
        ("a: &a [x, x]\nb: &b [*a, *a]\n" + "c: [*b, *b]\n" * 100, "「&」開頭的值要加引號"),
    ],
)
def test_a_file_beyond_all_measure_is_answered_at_once(text: str, message: str) -> None:
    """Size, length of a line and of a value, depth, number of items; nothing multiplies itself."""
    assert mistakes(text)[0].message == message


def test_thirty_levels_are_read() -> None:
    """The limit is far from any form."""
    assert read_well("a: " + "[" * 28 + "x" + "]" * 28)


# ----- files -----


def load_bytes(folder: Path, data: bytes) -> tuple[Node | None, list[Problem]]:
    path = folder / "form.yaml"
    path.write_bytes(data)
    report = Report()
    return load(path, "forms/form.yaml", report), report.items


def test_a_file_is_read_from_disk(tmp_path: Path) -> None:
    """With or without the byte order mark of Notepad."""
    for data in (SAMPLE.encode(), SAMPLE.encode("utf-8-sig")):
        node, problems = load_bytes(tmp_path, data)

        assert problems == []
        assert node
        assert node.at("title").span.path == "forms/form.yaml"


@pytest.mark.parametrize(
    ("data", "message", "place"),
    [
        (
            "年度: 1\n".encode() + "標題: 中\n".encode("cp950"),
            "檔案的編碼不是 UTF-8：第 2 行第 1 個位元組讀不出來",
            (2, 1),
        ),
        (
            "title: 數位\n".encode("cp950"),
            "檔案的編碼看起來是 Big5（ANSI），不是 UTF-8：第 1 行第 8 個位元組讀不出來",
            (1, 8),
        ),
        ("a: 1\n".encode("utf-16"), "檔案的編碼是 UTF-16，不是 UTF-8：第 1 行第 1 個位元組讀不出來", (1, 1)),
        (
            b"\xef\xbb\xbfa: 1\r\nb: \xe4\xb8\x80\xff\r\n",
            "檔案的編碼不是 UTF-8：第 2 行第 7 個位元組讀不出來",
            (2, 5),
        ),
        ("甲: 1\nb: 乙".encode()[:-1], "檔案的編碼不是 UTF-8：第 2 行第 4 個位元組讀不出來", (2, 4)),
    ],
)
def test_another_encoding_is_recognised(
    tmp_path: Path, data: bytes, message: str, place: tuple[int, int]
) -> None:
    """The answer names the byte and says how to save the file."""
    node, (problem,) = load_bytes(tmp_path, data)

    assert node is None
    assert problem.span
    assert problem.message == message
    assert (problem.span.line, problem.span.column) == place
    assert "UTF-8" in problem.hint


def test_a_line_in_big5_is_shown_as_it_was_meant(tmp_path: Path) -> None:
    """The author recognises the line."""
    _, (problem,) = load_bytes(tmp_path, "title: 數位社群\n".encode("cp950"))

    assert problem.span
    assert problem.span.text == "title: 數位社群"


def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    """A missing file, with the nearest name, and a folder."""
    (tmp_path / "budget.yaml").write_text("a: 1\n")
    report = Report()

    assert load(tmp_path / "budgt.yaml", "forms/budgt.yaml", report) is None
    assert load(tmp_path, "forms", report) is None
    assert load(tmp_path / "no" / "x.yaml", "no/x.yaml", report) is None
    assert [(problem.message, problem.hint) for problem in report.items] == [
        ("找不到檔案「forms/budgt.yaml」", "是不是「budget.yaml」？"),
        ("「forms」是資料夾，不是檔案", ""),
        ("找不到檔案「no/x.yaml」", ""),
    ]


def test_a_huge_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    """One byte more than allowed is enough to know."""
    node, (problem,) = load_bytes(tmp_path, b"#" * 1_000_001)

    assert node is None
    assert problem.message == "檔案超過 1 MB"


# ----- whatever is typed -----

PIECES = [
    *" \n\t:-{}[]\"'#&*!|>%@`?,.<：　，ab1數\\~（)(",
    "\u200b",
    "\ud800",
    "- ",
    ": ",
    "---\n",
    "...\n",
    "<<: ",
    '"\\U',
]


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """The sample after a few slips: characters and lines deleted, inserted, replaced, moved."""
    text = SAMPLE
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from(["delete", "insert", "replace", "drop", "repeat", "indent"]))
        lines = text.split("\n")
        line = draw(st.integers(0, len(lines) - 1))
        at = draw(st.integers(0, len(text)))
        piece = draw(st.sampled_from(PIECES))
        if kind in {"delete", "insert", "replace"}:
            kept = at if kind == "insert" else at + draw(st.integers(1, 3))
            text = text[:at] + ("" if kind == "delete" else piece) + text[kept:]
            continue
        if kind == "drop":
            lines.pop(line)
        elif kind == "repeat":
            lines.insert(line, lines[draw(st.integers(0, len(lines) - 1))])
        else:
            lines[line] = " " * draw(st.integers(1, 3)) + lines[line]
        text = "\n".join(lines)
    return text


def assert_answered(text: str) -> None:
    """Either nodes or problems, each with a place inside the text and in the author's language."""
    report = Report()
    node = parse_text(text, "a.yaml", report)

    assert (node is None) == bool(report.items)
    for problem in report.items:
        assert problem.span
        assert 1 <= problem.span.line <= len(re.split("\r\n|\r|\n", text))
        assert 1 <= problem.span.column <= len(problem.span.text) + 1
        assert not re.search("expected|found|while|scann|pars", problem.message + problem.hint.split("：")[0])
        assert render(problem)


@given(damaged())
def test_every_damaged_file_is_read_or_answered(text: str) -> None:
    """No slip of the hand ends in a traceback or in silence."""
    assert_answered(text)


@given(damaged())
def test_the_pure_parser_answers_as_well(text: str) -> None:
    """The same holds on a machine without libyaml."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(read, "_LOADER", yaml.BaseLoader)
        assert_answered(text)


@given(st.text(st.sampled_from(PIECES).map(lambda piece: piece[0])) | st.text())
def test_any_text_at_all_is_read_or_answered(text: str) -> None:
    """Not only what resembles a form."""
    assert_answered(text)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_answered(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    """A picture under the name of a form is a mistake like any other."""
    node, problems = load_bytes(tmp_path_factory.getbasetemp(), data)

    assert (node is None) == bool(problems)
    assert all(problem.span for problem in problems)
