"""Python and the generated script agree on random forms: verdicts, boxes and lines of the panel."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from formpress.expr import build
from formpress.expr.evaluate import run
from formpress.expr.javascript import page_script
from formpress.expr.program import Input, Outcome, Output, Program
from formpress.expr.quantity import DAYS, ON_A_DAY
from formpress.expr.tree import Field, Number, Quantity
from formpress.model import Edition
from tests.editions import COMPLETE, MINIMAL, site
from tests.test_bounds import HOSTILE
from tests.test_bounds import PROGRAM as BOUNDED
from tests.test_reading import TOLD
from tests.value_sets import PROGRAMS, programs, value_sets
from tests.viewers.engines import Judge, in_page
from tests.viewers.quickjs import QuickJs

pytestmark = pytest.mark.browser
_SMALL = {edition.folder for root in (COMPLETE, MINIMAL) for edition in site(root).editions}
INVENTED = [one for one in programs() if one[1].folder in _SMALL]
"""The programs in which everything occurs, and which are small: what differs shows here first."""

MANY, SOME = 1_200, 200
"""Value sets for an invented and for a real program; together more than 10,000."""

GLANCES = (50, 300, MANY)
"""A fault mostly shows at once; what hides is looked for longer. A mutation is not proof of agreement."""


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    yield page
    page.close()


_EXPECTED: dict[int, tuple[list[dict[str, str]], list[Outcome]]] = {}


def expected_of(edition: Edition, program: Program) -> tuple[list[dict[str, str]], list[Outcome]]:
    """Filled forms and what Python makes of them, worked out once for all engines and mutations."""
    key = id(program)
    if key not in _EXPECTED:
        sets = value_sets(edition, program, MANY if edition.folder in _SMALL else SOME)
        _EXPECTED[key] = (sets, [run(program, given) for given in sets])
    return _EXPECTED[key]


def disagreement(edition: Edition, program: Program, judge: Judge, count: int = MANY) -> str:
    """The first difference between Python and another engine in `count` sets, or nothing."""
    sets, outcomes = expected_of(edition, program)
    for given, found, expected in zip(sets[:count], judge(sets[:count]), outcomes[:count], strict=True):
        if found["verdicts"] != expected.verdicts:
            return f"verdicts for {given}: {found['verdicts']} {expected.verdicts}"
        if found["shown"] != expected.shown:
            return f"boxes for {given}: {found['shown']} {expected.shown}"
        if tuple(found["messages"]) != expected.messages:
            return f"messages for {given}: {found['messages']} {expected.messages}"
    return ""


@pytest.mark.parametrize(("edition", "program"), PROGRAMS)
def test_the_script_agrees_with_python(page: Page, edition: Edition, program: Program) -> None:
    """Zero disagreements in verdict, value and message."""
    assert disagreement(edition, program, in_page(page, page_script(program))) == ""


@pytest.mark.parametrize(("edition", "program"), PROGRAMS)
def test_the_script_agrees_in_quickjs(quickjs: QuickJs, edition: Edition, program: Program) -> None:
    """The engine of PDF.js, the one that runs in Firefox, agrees too."""
    assert disagreement(edition, program, quickjs.judge(page_script(program))) == ""


def test_what_is_told_of_ticks_is_the_same(page: Page, quickjs: QuickJs) -> None:
    """Labels in the order of the options, with what people wrote behind 其他."""
    script = page_script(TOLD)
    edition = site(COMPLETE).editions[0]

    assert disagreement(edition, TOLD, in_page(page, script)) == ""
    assert disagreement(edition, TOLD, quickjs.judge(script)) == ""
    for right, wrong in (("told[j][0] === input.code ?", "false ?"), ("= unasked(", '= "" && (')):
        broken = script.replace(right, wrong, 1)
        assert broken != script
        assert disagreement(edition, TOLD, in_page(page, broken)) != ""


def test_months_after_days_of_antiquity_are_the_same(page: Page, quickjs: QuickJs) -> None:
    """A slip of the pen may reckon back to the first century; JavaScript's own calendar would not."""
    start = Number(datetime.date(1, 1, 31).toordinal(), ON_A_DAY)
    days = Field("f.days", Quantity(DAYS), "天數", 0, 99_999)
    later = build.add_months(build.add((start, days)), build.number("1"))
    program = Program(
        (Input("f.days", "days", "天數", "number", 0, 0, 99_999),), (Output("later", later),), (), None
    )
    sets = [{"days": str(count)} for count in (0, 1, 28, 365, 30_000, 36_140, 36_160, 36_200, 40_000)]
    expected = [run(program, given).shown for given in sets]
    script = page_script(program)

    assert expected[0] == {"later": "1/2/28"}
    assert [one["shown"] for one in in_page(page, script)(sets)] == expected
    assert [one["shown"] for one in quickjs.judge(script)(sets)] == expected
    counted = "day.setUTCFullYear(year, month - year * 12, 1);"
    assert counted in script
    broken = script.replace(counted, "day = new Date(Date.UTC(year, month - year * 12, 1));")
    assert [one["shown"] for one in in_page(page, broken)(sets)] != expected


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_entries_get_the_same_answer(page: Page, quickjs: QuickJs, name: str) -> None:
    """A million digits or a text made for backtracking: one answer, soon, in every engine."""
    expected = run(BOUNDED, HOSTILE[name]).verdicts
    script = page_script(BOUNDED)

    assert in_page(page, script)([HOSTILE[name]])[0]["verdicts"] == expected
    assert quickjs.judge(script)([HOSTILE[name]])[0]["verdicts"] == expected


@pytest.mark.parametrize(("name", "edition", "program"), INVENTED, ids=[name for name, _, _ in INVENTED])
def test_the_random_sets_reach_every_verdict(name: str, edition: Edition, program: Program) -> None:
    """Each verdict that a rule's examples show also comes up at random, so agreement means something."""
    checked = {check.id for check in program.checks}
    rules = [rule for rule in edition.rules if rule.id in checked]
    examples = [(rule.id, example.verdict) for rule in rules for example in rule.examples]
    at_random = expected_of(edition, program)[1][len(examples) :]

    assert set(examples) <= {pair for outcome in at_random for pair in outcome.verdicts.items()}


def test_there_are_ten_thousand_sets() -> None:
    """The promise of the parity proof."""
    assert MANY * len(INVENTED) + SOME * (len(PROGRAMS) - len(INVENTED)) >= 10_000


MUTATIONS = (
    ("year < 1 || year > 999", "year > 999"),
    ("time.getUTCMonth() !== month - 1", "false"),
    ("b.getUTCDate() < a.getUTCDate() ? 1 : 0", "0"),
    ("Math.min(number - weeks * 7, 5)", "number - weeks * 7"),
    ("- upTo(holidays, number)", ""),
    ("firstOf(month) + day.getUTCDate() - 1", "firstOf(month) + day.getUTCDate()"),
    ('if (sign === "*") { add(following, at); }', 'if (sign === "*") { add(following, at + 1); }'),
    ("code >= 48 && code <= 57", "code > 48 && code <= 57"),
    ("value > bounds[i]", "value >= bounds[i]"),
    ('return a === "" || b === "" ? MAYBE', "return false ? MAYBE"),
    ("text.length, text.length", "0, text.length"),
    ("truths.length - tally(truths, NO)", "truths.length"),
    ("rest * 2 === bottom", "false"),
    ("a[1] <= b[0] ? YES", "a[1] < b[0] ? YES"),
    ("a[0] > b[1] ? NO", "a[0] >= b[1] ? NO"),
    ("if (a === 0 || b === 0) { return 0; }", ""),
    ("!skipBlank && filled < terms.length", "filled < terms.length"),
    ("minimum === null ? -Infinity : minimum, Infinity", "0, 0"),
    ("return open ? MAYBE : 3 - deciding;", "return 3 - deciding;"),
    ('text.normalize("NFKC")', "text"),
    ("lines[i].text.length / box.columns", "lines[i].text.length"),
    ('shown.push("\\u203b" + (i ? ', 'shown.push("\\u203b" + (true ? '),
    ("section.owners.indexOf(lines[i].owner) >= 0", "true"),
    ("say(faults[i].name, ", 'say("", '),
    ('say("rule " + check.id, ', "say(check.id, "),
    ("if (digit) {", "if (digit > 1) {"),
    ("decimals.length > places", "decimals.length > 9"),
    ('truths[i] === YES && keys[i] === wanted && wanted !== ""', 'keys[i] === wanted && wanted !== ""'),
    ('keys[i] === "" || wanted === ""', "false"),
    ("if (open) { found += 1; }", ""),
    ("truths[i] === NO || (truths[i] === MAYBE && !open)", "truths[i] === NO"),
    ("begun[roster].any && !begun", "!begun"),
    ("return E.absent(roster, row) === YES ? undefined : value;", "return value;"),
    ("begun[at.roster].any ? ", "false ? "),
    ("rows.length > 3", "rows.length > 4"),
    ('if (parts[i] === "") {', "if (false) {"),
    ('reading.fault !== "" || ', ""),
    ("codes.length > input.maximum", "codes.length >= input.maximum"),
    ("codes.length < input.minimum", "codes.length <= input.minimum"),
    ("known < marked.length", "false"),
    ("MAYBE : hasCode(text, code)", "NO : hasCode(text, code)"),
    ('"," + code + ","', "code"),
    ("!(input.chosen && hasCode(readings[input.chosen].text, input.code))", "!input.chosen"),
    ('"^(?:" + input.pattern + ")$"', "input.pattern"),
    ("replace(/\\r\\n?/g", "replace(/\\r/g"),
    ("Math.max(1, Math.ceil(width / (10 * columns)))", "Math.ceil(width / (10 * columns))"),
    ('"MWmw@%&".indexOf(sign) >= 0', "false"),
    ("linesOf(text, input.columns) > input.lines", "linesOf(text, input.columns) >= input.lines"),
)


@pytest.mark.parametrize(("before", "after"), MUTATIONS)
def test_a_mutated_script_is_caught(page: Page, before: str, after: str) -> None:
    """A script that is wrong in one place disagrees somewhere; else agreement would prove little."""
    for count in GLANCES:
        for _, edition, program in INVENTED:
            script = page_script(program)
            assert before in script
            if disagreement(edition, program, in_page(page, script.replace(before, after, 1)), count):
                return
    pytest.fail(f"nobody noticed {after!r}")
