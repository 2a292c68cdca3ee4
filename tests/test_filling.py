"""A form filled by us looks as its viewer would show it, computes what it computes, and stays a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import page as page_validation
import pytest
from pikepdf import Object, Pdf

from formpress.expr.evaluate import run
from formpress.expr.panel import NOT_RUN
from formpress.model import Edition, Form
from formpress.targets.pdf import returned
from formpress.targets.pdf.fieldfont import FieldFont, field_font
from formpress.targets.pdf.filling import Filled, fill
from formpress.targets.pdf.scripts import VERDICTS
from tests.editions import CACHE, MINIMAL, all_forms, pdf_of, site
from tests.viewers.reading import drawn, values

GIVEN = {
    "school": "海濱市立堤岸國民小學",
    "size": "small",
    "plan": "窗邊放兩個書架，鋪軟墊。\n讓學生自己選書。",
    "items__books__quantity": "1,200",
    "items__shelf__price": "400",
}


@pytest.fixture(scope="module")
def font() -> FieldFont:
    return field_font("Noto Sans TC", CACHE)


def the_form() -> tuple[Edition, Form]:
    (edition,) = site(MINIMAL).editions
    return edition, edition.forms[0]


def blank() -> bytes:
    return pdf_of(MINIMAL, *the_form())


def filled(font: FieldFont, given: Mapping[str, str], *, finished: bool = True) -> Filled:
    return fill(blank(), the_form()[1], given, font, finished=finished)


def field(pdf: Pdf, name: str) -> Object:
    return returned.fields(pdf)[name]


def test_what_is_given_stands_in_the_file_and_on_the_page(font: FieldFont) -> None:
    """Text, several lines, a marked option; numbers are stored plain and drawn with separators."""
    content = filled(font, GIVEN).content
    held, seen = values(content), drawn(content)

    assert held["school"] == seen["school"] == "海濱市立堤岸國民小學"
    assert held["plan"] == GIVEN["plan"]
    assert "".join(seen["plan"].split()) == GIVEN["plan"].replace("\n", "")
    assert held["size"] == "small"
    assert (held["items__books__quantity"], seen["items__books__quantity"]) == ("1200", "1,200")


def test_what_the_form_computes_is_filled_in_too(font: FieldFont) -> None:
    """Amounts, total, 國字大寫, the panel and the letters of the verdicts, without any script."""
    content = filled(font, GIVEN).content
    held, seen = values(content), drawn(content)
    form = the_form()[1]
    outcome = run(form.program, GIVEN)

    assert held["total"] == seen["total"] == "240,400"
    assert {name: held[name] for name in outcome.shown} == outcome.shown
    assert held[VERDICTS] == "".join(outcome.verdicts[check.id][0] for check in form.program.checks)


def test_a_form_to_go_on_with_does_not_say_that_it_was_checked(font: FieldFont) -> None:
    """Its sums are right, and its checks still say that they have not run."""
    held = values(filled(font, GIVEN, finished=False).content)

    assert held["total"] == "240,400"
    assert held["checks__summary"] == NOT_RUN
    assert held["checks__messages"] == held[VERDICTS] == ""


def test_a_marked_button_is_seen_to_be_marked(font: FieldFont) -> None:
    with Pdf.open(BytesIO(filled(font, GIVEN).content)) as pdf:
        group = field(pdf, "size")
        assert str(group.V) == "/small"
        assert [str(button.AS) for button in group.Kids] == ["/small", "/Off"]


def test_a_blank_value_clears_the_box(font: FieldFont) -> None:
    """A filled file can be filled again: what is not mentioned stays, "" leaves nothing behind."""
    form = the_form()[1]
    again = fill(filled(font, GIVEN).content, form, {"school": "", "size": ""}, font).content
    with Pdf.open(BytesIO(again)) as pdf:
        assert "/V" not in field(pdf, "school")
        assert "/V" not in field(pdf, "size")
        assert [str(button.AS) for button in field(pdf, "size").Kids] == ["/Off", "/Off"]

    assert drawn(again)["school"] == ""
    assert values(again)["plan"] == GIVEN["plan"]
    assert values(again)["total"] == "240,400"


def test_too_long_a_text_is_drawn_smaller_and_stays_whole(font: FieldFont) -> None:
    """A text that the box was not made for is still seen to its end."""
    long = "山巔水湄" * 6
    content = filled(font, {"school": long}).content

    assert drawn(content)["school"].replace("\n", "") == long


def test_a_rare_character_is_kept_drawn_and_named(font: FieldFont) -> None:
    """堃 is drawn by a subset of the face; of 𠮷, which no face has, 〓 is drawn and the value kept."""
    found = filled(font, {"school": "堃𠮷小學"})

    assert (found.rare, found.unknown) == ("堃𠮷", "𠮷")
    assert values(found.content)["school"] == "堃𠮷小學"
    assert drawn(found.content)["school"] == "堃〓小學"


def test_the_font_of_fields_is_not_embedded_twice(font: FieldFont) -> None:
    assert len(filled(font, GIVEN).content) < len(blank()) + 10_000


def test_a_form_made_with_another_font_is_drawn_all_the_same(font: FieldFont) -> None:
    """Whoever fills a form may have another font than whoever made it: nothing is mixed up."""
    other = field_font("Noto Serif TC", CACHE)

    assert drawn(fill(blank(), the_form()[1], GIVEN, other).content)["school"] == GIVEN["school"]


def test_the_scripts_stay(font: FieldFont) -> None:
    with Pdf.open(BytesIO(blank())) as before, Pdf.open(BytesIO(filled(font, GIVEN).content)) as after:
        assert str(before.Root.Names.JavaScript.Names[1].JS) == str(after.Root.Names.JavaScript.Names[1].JS)
        assert [str(one.T) for one in after.Root.AcroForm.CO] == [
            str(one.T) for one in before.Root.AcroForm.CO
        ]


def test_same_values_same_bytes(font: FieldFont) -> None:
    assert filled(font, GIVEN).content == filled(font, GIVEN).content


def test_another_or_an_older_form_is_refused(font: FieldFont) -> None:
    older = replace(the_form()[1], identity=the_form()[1].identity + "0")

    with pytest.raises(returned.Refused, match="改版"):
        fill(blank(), older, GIVEN, font)


def test_a_name_that_the_form_does_not_have_is_an_error_of_the_caller(font: FieldFont) -> None:
    with pytest.raises(ValueError, match="no field called nobody"):
        filled(font, {"nobody": "1"})


FORMS = [(root, edition, form) for root, edition, form in all_forms() if form.examples]


@pytest.mark.slow
@pytest.mark.parametrize(("root", "edition", "form"), FORMS, ids=lambda part: getattr(part, "id", ""))
def test_a_worked_example_shows_what_it_must(
    root: Path, edition: Edition, form: Form, font: FieldFont, tmp_path: Path
) -> None:
    """Whatever the form: the file holds what was given and what follows, and stays accessible."""
    given = {field.name: field.start for field in form.fields} | dict(form.examples[0].given)
    content = fill(pdf_of(root, edition, form), form, given, font).content
    file = tmp_path / "example.pdf"
    file.write_bytes(content)
    held = values(content)
    shown = run(form.program, given).shown

    assert {name: held[name] for name in shown} == shown
    assert form.examples[0].shows.items() <= shown.items()
    assert page_validation.validate_pdf(file, profile="ua1").failures == []


def test_there_are_examples_to_try() -> None:
    assert FORMS
