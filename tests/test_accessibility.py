"""Every form for those who do not see it: order, headings, tables, and what is said at each box."""

from __future__ import annotations

import re
from itertools import groupby
from operator import attrgetter
from pathlib import Path

import pytest

from formpress.model import Edition, Field, Form
from formpress.page import Pairs, Photos, Prose, Table
from tests.editions import pdf_of
from tests.produced import every_form, every_pdf, is_hidden, opened, produced, top_fields
from tests.structure import Box, elements, follows_the_eye, in_sight, stops

pytestmark = pytest.mark.slow

DOUBLED = re.compile(r"[，：；。、]{2}|　{2}")


# ----- the order -----


@every_pdf()
def test_boxes_are_read_in_the_order_in_which_they_are_seen(root: Path, path: str) -> None:
    """From page to page, and on each from above to below and from left to right."""
    with opened(produced(root, path)) as pdf:
        found = stops(pdf)

    assert [stop.page for stop in found] == sorted(stop.page for stop in found)
    for page, boxes in groupby(found, key=attrgetter("page")):
        order = list(boxes)
        assert in_sight(order), (page, [(stop.name, stop.box) for stop in order])


@every_pdf()
def test_tab_goes_where_reading_goes(root: Path, path: str) -> None:
    """Viewers that know no structure follow the page's list of boxes: it has the same order."""
    with opened(produced(root, path)) as pdf:
        read = [stop.name for stop in stops(pdf)]
        listed = [
            str((widget if "/T" in widget else widget.Parent).T)
            for page in pdf.pages
            for widget in page.get("/Annots", [])
            if widget.Subtype == "/Widget" and not is_hidden(widget)
        ]
        fields = [name for name in top_fields(pdf) if not name.startswith("formpress")]

    assert listed == read
    assert fields == list(dict.fromkeys(read))


SQUARE = {"a": (0, 10, 10, 20), "b": (10, 10, 20, 20), "c": (0, 0, 10, 10), "d": (10, 0, 20, 10)}


@pytest.mark.parametrize(
    ("order", "right"), [("abcd", True), ("acbd", True), ("abdc", False), ("badc", False), ("cabd", False)]
)
def test_rows_and_columns_are_in_order_and_jumps_back_are_not(order: str, right: bool) -> None:
    """Of four boxes in a square, ab above cd."""
    assert follows_the_eye([SQUARE[name] for name in order]) is right


def test_boxes_that_interlock_have_an_order_only_by_their_table() -> None:
    """Four boxes around a middle cannot be cut apart, so nobody can say which is read first."""
    wheel: list[Box] = [(0, 20, 20, 30), (20, 10, 30, 30), (10, 0, 30, 10), (0, 0, 10, 20)]

    assert not follows_the_eye(wheel)


# ----- what is said -----


@every_form()
def test_what_is_said_at_a_box_is_the_same_for_all(root: Path, edition: Edition, form: Form) -> None:
    """The tooltip is the field's question; the structure says it too, at a button its option."""
    with opened(pdf_of(root, edition, form)) as pdf:
        tooltips = {name: str(field.TU) for name, field in top_fields(pdf).items()}
        said: dict[str, list[str]] = {}
        for stop in stops(pdf):
            said.setdefault(stop.name, []).append(stop.spoken)

    for field in form.fields:
        assert tooltips[field.name] == field.question
        radio = field.widget == "radio"
        assert said[field.name] == ([one.label for one in field.options] if radio else [field.question])


@every_form()
def test_a_question_is_a_whole_sentence(root: Path, edition: Edition, form: Form) -> None:
    """Which box it is, what goes there, in what unit, whether it must: in one sentence with a full stop."""
    for field in form.fields:
        spoken = field.question
        assert spoken.startswith(field.label + "，"), spoken
        assert spoken.endswith("。"), spoken
        assert spoken.count("。") == 1
        assert not DOUBLED.search(spoken), spoken
        assert (spoken.removesuffix("。").endswith("必填")) is field.required, spoken
        assert field.unit in spoken
        for said in _asked(field):
            assert said in spoken, (said, spoken)


def _asked(field: Field) -> tuple[str, ...]:
    """What people must be told to fill in a box."""
    if field.computed:
        return ("由表單計算",)
    match field.widget:
        case "radio" | "dropdown":
            return ("請擇一",)
        case "checkbox":
            return ("請勾選",)
        case _:
            return "請填", field.format_label


@every_form()
def test_no_two_boxes_are_told_alike(root: Path, edition: Edition, form: Form) -> None:
    """Who hears a question knows which box it is: a label names its row too."""
    labels = [field.label for field in form.fields]

    assert [label for label in labels if labels.count(label) > 1] == []


# ----- headings and tables -----


@every_pdf()
def test_there_is_one_title_and_what_stands_below_it(root: Path, path: str) -> None:
    with opened(produced(root, path)) as pdf:
        levels = [element.kind for element in elements(pdf) if re.fullmatch(r"H[1-6]?", element.kind)]

    assert levels[0] == "H1"
    assert set(levels[1:]) <= {"H2"}


@every_form()
def test_every_heading_that_is_seen_is_a_heading(root: Path, edition: Edition, form: Form) -> None:
    """The title of the form is H1, that of a block H2, in their order."""
    titles = [block.title for block in form.blocks if isinstance(block, Pairs | Table | Prose | Photos)]
    with opened(pdf_of(root, edition, form)) as pdf:
        told = [element.title for element in elements(pdf) if element.kind in {"H1", "H2"}]

    assert told == [form.title, *filter(None, titles)]


@every_form()
def test_every_table_says_what_its_columns_are(root: Path, edition: Edition, form: Form) -> None:
    """A heading for each column, and every cell knows under which it stands."""
    drawn = [block for block in form.blocks if isinstance(block, Table)]
    with opened(pdf_of(root, edition, form)) as pdf:
        found = list(elements(pdf))
        tables = [element for element in found if element.kind == "Table"]
        heads = [element for element in found if element.kind == "TH"]
        cells = [element for element in found if element.kind == "TD"]
        attributes = [[one for one in element.node.A if "/Headers" in one] for element in cells]

    assert len(tables) == len(drawn)
    assert len(heads) == sum(len(row) for block in drawn for row in block.head)
    assert all(row and row[0].Headers for row in attributes)


@every_form()
def test_nothing_but_a_table_is_told_as_one(root: Path, edition: Edition, form: Form) -> None:
    """Rows stand in tables and cells in rows, so that a reader can say where it is."""
    with opened(pdf_of(root, edition, form)) as pdf:
        for element in elements(pdf):
            if element.kind == "TR":
                assert element.above[-1] in {"THead", "TBody", "TFoot", "Table"}
            if element.kind in {"TH", "TD"}:
                assert element.above[-1] == "TR"
