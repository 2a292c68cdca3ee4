"""The sheet that the rivals get: the same data as Typst's template, written as one page of HTML.

Every label, row and box comes from the JSON of `targets.pdf.layout`, so that both sheets hold the
same. Where the two engines could not draw alike, the simpler way is taken, to their advantage: the
boxes of a table have one height, and no row is measured.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from formpress.model import Field, Form

Json = dict[str, Any]
Fields = Mapping[str, Field]

FOOTER = "footer-text"
"""The id of the element whose text differs from run to run."""

STYLE = """\
@page { size: A4; margin: 15mm 17mm 17mm }
* { box-sizing: border-box; margin: 0 }
body { font: 9.5pt/1.3 text; color: #1b1f24 }
h1, header small, .label, .head, .strong, footer, caption { font-family: head; font-weight: normal }
h1 { font-size: 18pt; display: inline }
header { display: table; width: 100%; border-bottom: .9pt solid; padding-bottom: 3pt; margin-bottom: 8pt }
header > * { display: table-cell; vertical-align: bottom }
header > :last-child { text-align: right }
.above { font: 9pt head; color: #4a525d }
h2 { font: 11pt head; margin: 6pt 0 4pt }
.label { font-size: 9pt } .head { font-size: 8.5pt } .strong { font-size: 10.5pt }
.hint, .notes { font-size: 8.5pt; color: #545d69 }
.across { display: table; width: 100%; margin-bottom: 6pt }
.across > * { display: table-cell; vertical-align: middle; padding-left: 7pt }
.across > :first-child { padding-left: 0 }
.across > .fit { width: 1pt; white-space: nowrap }
input, select, textarea {
  height: 18pt; padding: 0 2pt; border: 0; border-bottom: .6pt solid TINT; border-radius: 0;
  background: #f8fafb; font: 10pt head; color: #000; white-space: nowrap; width: 100%
}
textarea { display: block; resize: none; white-space: pre-wrap }
.box { display: inline-block; height: 14.5pt; margin: 0 2pt; vertical-align: -4pt }
.box > * { height: 14.5pt }
input[type=radio], input[type=checkbox] {
  display: inline-block; width: 10pt; height: 10pt; border: .6pt solid; vertical-align: -1.8pt
}
input[type=radio] { border-radius: 5pt }
.mark { margin-right: 9pt }
table { width: 100%; table-layout: fixed; border-collapse: collapse; margin: 5pt 0 }
table { border-top: .7pt solid; border-bottom: .7pt solid }
tr { height: 22pt; border-top: .4pt solid #8a94a0 }
thead tr { height: auto }
th, td { padding: 3pt 4pt; font-size: 8.5pt; line-height: 1.25; font-weight: normal }
.body { font-size: 9.5pt }
.only { padding: 1.5pt 2pt }
.tinted { background: #e6ecef }
.panel { border: .4pt solid #8a94a0; border-radius: 2pt; padding: 7pt; margin: 8pt 0 }
.panel > div { margin-top: 3pt }
.notes ol { padding-left: 24pt }
.signatures { display: table; width: 100%; margin-top: 4pt; border-spacing: 9pt 0 }
.signatures > div { display: table-cell; height: 32pt; border-top: .7pt solid; padding-top: 5pt }
footer { position: fixed; bottom: 0; width: 100%; display: table; border-top: .4pt solid #8a94a0 }
footer > * { display: table-cell; font-size: 7.5pt; color: #545d69 }
footer > :last-child { text-align: right }
"""

SHEET = """\
<!DOCTYPE html>
<html lang="zh-TW">
<head><meta charset="utf-8"><title>{heading}</title><style>{style}</style></head>
<body><form>
<p class="above">{programme}</p>
<header>
<div><small>{annex}</small> <h1>{title}</h1></div>
<div class="hint">{remark}</div>
</header>
{content}
<footer><div id="{footer_id}">{footer}</div><div>第 1 頁，共 1 頁</div></footer>
</form></body>
</html>
"""


def font_style(text: Path, head: Path) -> str:
    """The style sheet that names the two faces, the same files that Typst reads."""
    return "".join(
        f'@font-face {{ font-family: {family}; src: url("{file.resolve().as_uri()}") }}\n'
        for family, file in (("text", text), ("head", head))
    )


def sheet(page: Json, form: Form, fonts: str) -> str:
    """The whole document. `fonts` is the style sheet of the faces, empty where the engine has it."""
    fields = {field.name: field for field in form.fields}
    texts = {key: escape(value) for key, value in page.items() if isinstance(value, str)}
    return SHEET.format(
        **texts,
        style=fonts + STYLE.replace("TINT", page["tint"]),
        content="\n".join(
            _block(block, fields) for section in page["sections"] for block in section["blocks"]
        ),
        footer_id=FOOTER,
    )


def _block(block: Json, fields: Fields) -> str:
    match block["kind"]:
        case "pairs":
            return _pairs(block, fields)
        case "table":
            return _table(block, fields)
        case "row":
            return _across(block["pieces"], fields)
        case "panel":
            lines = "".join(f"<div>{_across(line, fields)}</div>" for line in block["lines"])
            return f'<div class="panel"><p class="label">{escape(block["title"])}</p>{lines}</div>'
        case "notes":
            items = "".join(f"<li>{escape(item)}</li>" for item in block["items"])
            return f'<div class="notes">{escape(block["title"])}<ol>{items}</ol></div>'
        case "signatures":
            roles = "".join(f'<div class="label">{escape(role)}</div>' for role in block["roles"])
            return f'<div class="signatures">{roles}</div>'
        case unknown:
            raise ValueError(f"the rivals' sheet has no drawing for the block {unknown!r}")


def _pairs(block: Json, fields: Fields) -> str:
    """A grid of labels and boxes: each pair takes a label's cell and the rest of the columns it spans."""
    rows: list[list[str]] = []
    room = 0
    for pair in block["pairs"]:
        if pair["span"] > room:
            rows.append([])
            room = block["columns"]
        room -= pair["span"]
        label = f'<td class="label tinted">{escape(pair["label"])}</td>'
        spans = f'colspan="{2 * pair["span"] - 1}"'
        rows[-1].append(f"{label}<td {spans}>{_lines(pair['lines'], fields)}</td>")
    widths = f'<col style="width: {block["label"]}pt"><col>' * block["columns"]
    lines = "".join(f"<tr>{''.join(row)}</tr>" for row in rows)
    return f"{_title(block)}<table><colgroup>{widths}</colgroup>{lines}</table>"


def _title(block: Json) -> str:
    return f"<h2>{escape(block['title'])}</h2>" if block["title"] else ""


def _lines(lines: Sequence[Sequence[Json]], fields: Fields) -> str:
    return "<br>".join(_inline(line, fields) for line in lines)


def _across(pieces: Sequence[Json], fields: Fields) -> str:
    """Pieces beside each other; a box without a width takes what is left."""
    if len(pieces) == 1 or not any(_stretches(piece) for piece in pieces):
        return _inline(pieces, fields)
    names = ("rest" if _stretches(piece) else "fit" for piece in pieces)
    cells = (
        f'<div class="{name}">{_piece(piece, fields)}</div>'
        for name, piece in zip(names, pieces, strict=True)
    )
    return f'<div class="across">{"".join(cells)}</div>'


def _table(block: Json, fields: Fields) -> str:
    total = sum(block["widths"])
    columns = "".join(f'<col style="width: {share / total:.4%}">' for share in block["widths"])
    head = "".join(_row(cells, fields, "th") for cells in block["head"])
    rows = "\n".join(_row(cells, fields, "td") for cells in block["rows"])
    body = f"<thead>{head}</thead><tbody>\n{rows}\n</tbody>"
    return f"{_title(block)}<table><colgroup>{columns}</colgroup>{body}</table>"


def _row(cells: Sequence[Json], fields: Fields, tag: str) -> str:
    return f"<tr>{''.join(_cell(cell, fields, tag) for cell in cells)}</tr>"


def _cell(cell: Json, fields: Fields, tag: str) -> str:
    lines = _lines(cell["lines"], fields)
    scope = ' scope="col"' if tag == "th" else ""
    names = ["only"] * _only_box(cell) + ["tinted"] * cell["tinted"]
    spans = f'rowspan="{cell["rows"]}" colspan="{cell["columns"]}"{scope}'
    style = f'class="{" ".join(names)}" style="text-align: {cell["align"]}"'
    return f"<{tag} {spans} {style}>{lines}</{tag}>"


def _only_box(cell: Json) -> bool:
    return [len(line) for line in cell["lines"]] == [1] and _stretches(cell["lines"][0][0])


def _stretches(piece: Json) -> bool:
    """Whether a box takes the room there is: alone in its cell, or on a line of its own in the panel."""
    return bool(piece["kind"] == "box" and piece["fills"])


def _inline(pieces: Sequence[Json], fields: Fields) -> str:
    return "".join(_piece(piece, fields) for piece in pieces)


def _piece(piece: Json, fields: Fields) -> str:
    match piece["kind"]:
        case "text":
            return f'<span class="{piece["style"]}">{escape(piece["text"])}</span>'
        case "mark":
            return _mark(piece, fields[piece["field"]])
        case "box" if not _stretches(piece):
            inner = _box(piece, fields[piece["field"]])
            return f'<span class="box" style="width: {piece["width"]}pt">{inner}</span>'
        case "box":
            return _box(piece, fields[piece["field"]])
        case unknown:
            raise ValueError(f"the rivals' sheet has no drawing for the piece {unknown!r}")


def _mark(piece: Json, field: Field) -> str:
    checked = " checked" if field.start == piece["option"] else ""
    named = f'name="{field.name}" value="{piece["option"]}" title="{escape(piece["label"])}"'
    box = f'<input type="{piece["shape"]}" {named}{checked}>'
    return f'<label class="mark label">{box} {escape(piece["label"])}</label>'


def _box(piece: Json, field: Field) -> str:
    named = f'name="{field.name}" title="{escape(field.question)}"'
    if field.widget == "dropdown":
        options = "".join(
            f'<option value="{option.value}"{" selected" if option.value == field.start else ""}>'
            f"{escape(option.label)}</option>"
            for option in field.options
        )
        blank = "" if field.start else "<option></option>"
        return f"<select {named}>{blank}{options}</select>"
    if field.widget == "paragraph":
        height = f"height: {piece['lines'] * 13.5 + 6}pt"
        return f'<textarea {named} style="{height}">{escape(field.start)}</textarea>'
    return f'<input {named} value="{escape(field.start)}" style="text-align: {field.align}">'
