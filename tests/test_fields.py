"""Field types: what each takes, and where options and figures come from."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from formpress.expr.evaluate import run
from formpress.fields import FIELD_TYPES
from formpress.fields.email import PATTERN as EMAIL
from formpress.fields.phone import PATTERN as PHONE
from formpress.fields.url import PATTERN as URL
from formpress.model import Field
from formpress.targets import schema
from tests.editions import COMPLETE, site

(EDITION,) = site(COMPLETE).editions
PROFILE = next(form for form in EDITION.forms if form.id == "profile")


def field(name: str) -> Field:
    return PROFILE.field(name)


def properties(form: str) -> dict[str, Any]:
    (found,) = [one for one in schema.render(site(COMPLETE)) if one.path.endswith(f"/{form}.schema.json")]
    content: dict[str, Any] = json.loads(found.content)["properties"]
    return content


@pytest.mark.parametrize(
    ("pattern", "good", "bad"),
    [
        (
            PHONE,
            ["07-1234567", "(07)123-4567#12", "0912-345-678", "07-1234567 轉 12", "+886 7 1234567"],
            ["12", "電話", "07-1234567 08-1234567 09-1234567", "07-1234567#1234567", "a7-1234567"],
        ),
        (EMAIL, ["a.b+c@d-e.edu.tw"], ["a@b", "a@@b.tw", "a b@c.tw", "a@b.tw,", "a@.tw"]),
        (
            URL,
            ["https://a.tw", "http://a.tw:80/路?x=1#y"],
            ["a.tw", "ftp://a.tw", "https://a", "https://a.tw/x y"],
        ),
    ],
)
def test_a_shape_takes_what_people_write(pattern: str, good: list[str], bad: list[str]) -> None:
    """The usual ways of writing, and nothing that nobody could dial or open."""
    assert [text for text in good if not re.fullmatch(pattern, text)] == []
    assert [text for text in bad if re.fullmatch(pattern, text)] == []


@pytest.mark.parametrize("pattern", [PHONE, EMAIL, URL])
def test_no_text_makes_a_shape_slow(pattern: str) -> None:
    """What makes an expression try again and again ends at once; 60 characters would last for years."""
    for text in ("0" * 60 + "x", "a@" + "a." * 30, "https://" + "a-." * 20, "a" * 60, "0 " * 30 + "#"):
        re.fullmatch(pattern, text)


def test_a_code_keeps_its_zeros() -> None:
    """Six cells for six digits, and a text for every engine."""
    code = next(item for item in PROFILE.program.inputs if item.name == "code")
    assert (field("code").widget, field("code").longest, code.kind) == ("comb", 6, "text")
    assert (
        run(PROFILE.program, {"code": "012345"}).messages == run(PROFILE.program, {"code": "912345"}).messages
    )
    assert "※「六碼代碼」請填六位數字的學校代碼。" in run(PROFILE.program, {"code": "12345"}).messages


def test_a_percentage_is_typed_as_it_is_read() -> None:
    """12.5 means 12.5%: arithmetic has the ratio, the box the percentage."""
    assert run(PROFILE.program, {"own": "12.5"}).shown["rest"] == "87.5"
    assert "※「自籌百分比」不可大於 100.0。" in run(PROFILE.program, {"own": "100.1"}).messages


def test_a_percentage_in_a_message_is_no_ratio() -> None:
    """Whoever typed 14.9 reads 85.1%."""
    (line,) = [line for line in run(PROFILE.program, {"own": "14.9"}).messages if "補助百分比" in line]
    assert "補助百分比 85.1%" in line
    assert "85%" in line


def test_options_may_be_the_figures_of_a_parameter() -> None:
    """The label carries the figure, the rule still looks it up by the option."""
    assert [option.label for option in field("tier").options] == [
        "國小（補助上限 5,000 元）",
        "國中（補助上限 9,000 元）",
    ]
    boxes = {"insured": "yes", "tier": "elementary", "fee": "5001"}
    assert run(PROFILE.program, boxes).verdicts["fee_within_tier"] == "broken"


def test_options_may_be_a_named_list() -> None:
    """Several forms offer the same, written once."""
    assert [option.value for option in field("source").options] == ["grant", "own", "other"]


def test_yes_and_no_may_have_other_words() -> None:
    """The codes stay, so that a rule can be written before the words are settled."""
    assert [(one.value, one.label) for one in field("insured").options] == [("yes", "有"), ("no", "無")]


def test_what_is_ticked_has_a_box_each() -> None:
    """Each box knows its own option, and says which question it answers."""
    boxes = [one for one in PROFILE.fields if one.name.startswith("topics__")]
    assert [one.name for one in boxes] == [
        "topics__design", "topics__reading", "topics__teamwork", "topics__other", "topics__other_text",
    ]  # fmt: skip
    assert [len(one.options) for one in boxes] == [1, 1, 1, 1, 0]
    assert boxes[0].question.startswith("推動主軸：課程設計，")
    assert "可複選（至少 2 項，最多 3 項）" in boxes[0].question


def test_a_frame_is_no_field() -> None:
    """Nothing is filled into a photo or under a stamp."""
    names = {one.name for one in PROFILE.fields}
    assert not names & {"picture", "signed", "told"}
    assert not {name for name in names if name.startswith(("picture", "signed", "told"))}


class TestSchema:
    def test_ticks_are_a_list_of_codes(self) -> None:
        """With the limits that the form sets."""
        topics = properties("profile")["topics"]
        assert [one["const"] for one in topics["items"]["oneOf"]] == [
            "design",
            "reading",
            "teamwork",
            "other",
        ]
        assert (topics["minItems"], topics["maxItems"], topics["uniqueItems"]) == (2, 3, True)
        assert properties("profile")["topics__other_text"]["maxLength"] == 20

    def test_rows_of_a_roster_are_known_by_number(self) -> None:
        """A row that is not there has no entry; one that is has what it must have."""
        members = properties("profile")["members"]
        assert members["propertyNames"] == {"enum": ["1", "2", "3", "4"]}
        assert members["additionalProperties"]["required"] == ["name", "hours"]
        assert "oneOf" in members["additionalProperties"]["properties"]["does"]["items"]

    def test_shapes_and_decimals_are_told(self) -> None:
        """Whoever reads returned forms can check them the same way."""
        assert properties("profile")["code"]["pattern"] == "^(?:[0-9]{6})$"
        assert properties("profile")["hours"]["multipleOf"] == 0.1


def test_the_complete_edition_uses_every_type() -> None:
    """What no edition uses would not be proven."""
    folder = COMPLETE / "forms" / EDITION.programme / EDITION.id
    text = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.yaml"))
    used = set(re.findall(r"type: (\w+)", text))

    assert set(FIELD_TYPES) - used == {"remarks"}


def test_limits_are_compared_as_they_are_written() -> None:
    """0.25 has more decimals than a field of one place takes."""
    with pytest.raises(ValueError, match="小數超過 1 位"):
        FIELD_TYPES["decimal"].model_validate({"type": "decimal", "id": "x", "label": "x", "min": "0.25"})
