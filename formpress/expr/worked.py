"""The arithmetic of a filled form, written out for people: 2,400 ÷ 8,000 = 30%，未超過 30%.

A verdict says whether a rule holds; this says why, in figures that a reader can check by hand.
Nothing is rounded on the way: a ratio that does not end is cut off with … where it already
differs from the limit.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from fractions import Fraction
from typing import assert_never

from . import tree
from .algebra import MAYBE, NO, YES, Interval, Judged
from .build import ASIDE, unit_text
from .chinese import condition, say
from .evaluate import Walk
from .tree import Numeric, Truth
from .written import (
    OPPOSITE,
    RELATIONS,
    RELATIONS_OF_DAYS,
    Written,
    bare,
    decimal,
    is_one,
    parts_of,
    percent,
    tidy,
)

_ROUNDED = {"half_up": "四捨五入", "floor": "無條件捨去", "ceil": "無條件進位"}
_MOMENTS = {tree.DATE, tree.TIME}

SEVERAL = 3
"""Blank boxes that are named; more are counted."""


def worked(test: Truth, judged: Walk[Interval], labels: Mapping[str, str]) -> tuple[str, ...]:
    """Why `test` holds, does not hold or is still open: sentences without 句號, steps first.

    `judged` knows what was entered; `labels` go by address, and are what people call a box.
    """
    return tuple(dict.fromkeys(_Teller(judged, labels).lines(test)))


class _Teller:
    """Tells truths and writes numbers; a blank is the interval of all it can become."""

    def __init__(self, judged: Walk[Interval], labels: Mapping[str, str]) -> None:
        self.readings = judged.readings
        self.labels = labels
        self.interval, self.truth = judged.number, judged.truth

    def known(self, value: Numeric) -> bool:
        low, high = self.interval(value)
        return low == high

    def exact(self, value: Numeric) -> Fraction:
        """A known number without its scale."""
        return Fraction(int(self.interval(value)[0]), 10**value.type.places * value.type.over)

    def chosen(self, value: Numeric) -> Numeric:
        """The branch of a look-up that the entries lead to, or the look-up while they do not."""
        match value:
            case tree.Scale():
                return self.chosen(value.value)
            case tree.Choose():
                code = self.readings[value.address].text
                return next((self.chosen(case) for option, case in value.cases if option == code), value)
            case tree.Bracket() if self.known(value.value):
                at = self.interval(value.value)[0]
                return next(self.chosen(one) for bound, one in value.steps if bound is None or at <= bound)
            case tree.When() if (truth := self.truth(value.test)) != MAYBE:
                return self.chosen(value.then if truth == YES else value.otherwise)
        return value

    def digits(self, value: Numeric, bounds: Interval | None = None) -> str:
        """8,000; 30%; 至少 9,000; 112年9月15日. Decimals that say nothing are left out."""
        chosen = self.chosen(value)
        if isinstance(chosen, tree.Number) and chosen.shown:
            return chosen.shown
        low, high = bounds or self.interval(value)
        if value.type.over > 1 and low == high:
            return decimal(Fraction(int(low), 10**value.type.places * value.type.over))
        low, high = (bound if math.isinf(bound) else bound // value.type.over for bound in (low, high))
        places = value.type.places - (2 if value.type.percent else 0)
        while places and all(math.isinf(bound) or bound % 10 == 0 for bound in (low, high)):
            low, high = (bound if math.isinf(bound) else bound // 10 for bound in (low, high))
            places -= 1
        return Judged().text((low, high), places, tree.form_of(value.type)) + "%" * value.type.percent

    def figure(self, value: Numeric, bounds: Interval | None = None) -> str:
        """The same with its unit: 8,000 元."""
        unit = unit_text(tuple((word, power) for word, power in value.type.unit if power > 0))
        if isinstance(nothing := self.chosen(value), tree.Nothing):
            return nothing.word
        return self.digits(value, bounds) + (f" {unit}" if unit and value.type.unit not in _MOMENTS else "")

    def called(self, value: Numeric) -> str:
        """What people call a number; nothing for arithmetic without a name."""
        if isinstance(value, tree.TextLength):
            return say(value)
        if isinstance(value, tree.Count):
            return value.label or "符合的項數"
        box = self.labels.get(value.address, "") if isinstance(value, tree.Field) else ""
        return box or str(getattr(value, "label", ""))

    def named(self, value: Numeric, text: str, otherwise: str = "") -> str:
        """合計 9,000 元; 合計至少 9,000 元."""
        gap = "" if text.startswith(("至", "不")) else " "
        return f"{self.called(bare(value)) or otherwise}{gap}{text}".strip()

    def equation(self, value: Numeric, written: Written) -> str:
        """8,000 ＋ 1,000 = 9,000 元: of a sum with blanks, what is filled already."""
        if written.plain:
            return self.figure(value)
        filled = self.interval(value)[0]
        return f"{written.text}{written.equals}{self.figure(value, (filled, filled))}"

    def write(self, value: Numeric) -> Written:
        """The arithmetic of `value`; what has a name of its own is worked out in a step before."""
        if not self.known(value) and not isinstance(bare(value), tree.Add | tree.Computed | tree.Named):
            return self._plain(value)
        match value:
            case tree.Number() | tree.Field() | tree.TextLength() | tree.Count():
                return self._plain(value)
            case tree.Distinct() | tree.Alike() | tree.Nothing():
                return self._plain(value)
            case tree.Computed(formula=inner) | tree.Scale(value=inner) | tree.Named(value=inner):
                return self.write(inner)
            case tree.Add():
                return self._sum(value)
            case tree.Multiply():
                return self._product(value)
            case tree.Negate():
                return self._joined("−{}", value.value)
            case tree.Divide():
                return self._quotient(value)
            case tree.Extreme():
                return self._extreme(value)
            case tree.Choose() | tree.Bracket() | tree.When():
                return self._plain(value) if (one := self.chosen(value)) is value else self.write(one)
            case tree.Months() | tree.WorkDays():
                word = "足月數" if isinstance(value, tree.Months) else "工作天數"
                return self._joined(f"{{}} 到 {{}} 的{word}", value.start, value.end)
            case tree.AddMonths():
                return self._joined(f"{{}} 後 {value.months} 個月", value.date)
            case _:
                assert_never(value)

    def operand(self, value: Numeric) -> Written:
        """A number as a part of other arithmetic: by its figure where it has a name of its own."""
        written, inner = self.write(value), bare(value)
        if written.plain:
            return written
        if isinstance(inner, tree.Add) and not inner.label and len(terms := self._filled(inner)) == 1:
            return self.operand(terms[0])
        named = isinstance(inner, tree.Computed | tree.Add | tree.Named) and inner.label
        if not named and written.equals == " = ":
            return replace(written, text=f"（{written.text}）") if written.loose else written
        step = tidy(f"{self.called(inner)} {self.equation(inner, written)}".strip())
        return Written(self.digits(inner), (*written.steps, step), plain=True)

    def _plain(self, value: Numeric) -> Written:
        return Written(self.digits(value), plain=True)

    def _joined(self, template: str, *values: Numeric) -> Written:
        parts = [self.operand(value) for value in values]
        text = template.format(*(part.text for part in parts))
        return Written(tidy(text), tuple(step for part in parts for step in part.steps))

    def _filled(self, value: tree.Add) -> list[Numeric]:
        """The terms of a sum, and of the nameless sums in it, that are filled and not 0; none where a
        blank could take something away.
        """
        terms = [term for part in value.terms for term in parts_of(part, tree.Add)]
        if any(low not in {0, high} for low, high in map(self.interval, terms)):
            return []
        return [term for term in terms if self.interval(term)[0] != 0]

    def _sum(self, value: tree.Add) -> Written:
        """What is filled and not 0; a sum of one term is that term."""
        terms = self._filled(value)
        if len(terms) < 2:
            return self.write(terms[0]) if terms else self._plain(value)
        template = "".join(" − {}" if isinstance(term, tree.Negate) else " ＋ {}" for term in terms)
        parts = (bare(term.value) if isinstance(term, tree.Negate) else term for term in terms)
        return replace(self._joined(template.removeprefix(" ＋ ").strip(), *parts), loose=True)

    def _extreme(self, value: tree.Extreme) -> Written:
        """Of all that count: what stands aside is not told."""
        terms = [term for term in value.terms if not self._aside(term)]
        if not terms or not all(map(self.known, terms)):
            return self._plain(value)
        if value.bound:
            return self._bounded(value, terms)
        if len(terms) == 1:
            return self.write(terms[0])
        word = "最小者" if value.direction == "min" else "最大者"
        return self._joined("、".join(["{}"] * len(terms)) + f" 之{word}", *terms)

    def _bounded(self, value: tree.Extreme, terms: list[Numeric]) -> Written:
        """A number with its limit, which is told where it bites."""
        (number,) = (one for one in terms if not isinstance(bare(one), tree.Number))
        if self.interval(number) == self.interval(value):
            return self.write(number)
        written, word = self.write(number), "以上限" if value.direction == "min" else "以下限"
        if written.plain or value.direction == "max":
            return self._plain(value)
        step = tidy(f"{self.equation(number, written)}，{word} {self.figure(value)}計")
        return Written(self.digits(value), (*written.steps, step), plain=True)

    def _aside(self, term: Numeric) -> bool:
        chosen = self.chosen(term)
        return isinstance(chosen, tree.Number) and chosen.shown == ASIDE

    def _product(self, value: tree.Multiply) -> Written:
        factors = [factor for factor in parts_of(value, tree.Multiply) if not is_one(factor)]
        if not factors or self.interval(value) == (0, 0):
            return self._plain(value)
        if len(factors) == 1:
            return self.write(factors[0])
        return self._joined(" × ".join(["{}"] * len(factors)), *factors)

    def _quotient(self, value: tree.Divide) -> Written:
        over, under = self.interval(value.numerator)[0], self.interval(value.denominator)[0]
        equals = " = " if over % under == 0 else f"，{_ROUNDED[value.rounding]}為 "
        if is_one(bare(value.denominator)):
            return replace(self.write(value.numerator), plain=False, equals=equals)
        return replace(self._joined("{} ÷ {}", value.numerator, value.denominator), equals=equals)

    def blank(self, address: str) -> bool:
        return self.readings[address].number is None and not self.readings[address].text

    def lines(self, test: Truth, positive: bool = True) -> list[str]:
        """Why `test`, or where not `positive` its opposite, is what it is."""
        match test:
            case tree.Not():
                return self.lines(test.test, not positive)
            case tree.Any(tests=(tree.Not(test=when), then)) if positive:
                return self._conditional(when, then)
            case tree.Any(tests=(tree.Absent() as absent, then)) if positive:
                gone = self.truth(absent) == YES
                return [f"{condition(absent)}，不適用"] if gone else self.lines(then)
            case tree.All() | tree.Any():
                return [line for part in self._deciding(test) for line in self.lines(part, positive)]
            case tree.Absent():
                return []
            case tree.Compare():
                operator = test.operator if positive else OPPOSITE[test.operator]
                return self._compare(tree.Compare(operator, test.left, test.right))
            case tree.Is() | tree.Ticked() | tree.Contains() | tree.Matches() | tree.SameText():
                return [self._entry(test)]
            case tree.BlankText() | tree.BlankNumber():
                label = self.labels.get(getattr(test, "address", ""), test.label)
                return [label + ("未填" if self.truth(test) == YES else "已填")]
            case tree.Known() | tree.Open():
                return [condition(test)]
            case _:
                assert_never(test)

    def _deciding(self, test: tree.All | tree.Any) -> list[Truth]:
        """The parts that have the truth of the whole: they alone decide it."""
        whole = self.truth(test)
        return [part for part in test.tests if self.truth(part) == whole]

    def _conditional(self, when: Truth, then: Truth) -> list[str]:
        """A rule with a condition: whether it applies, and if so the rule."""
        applies, facts = self.truth(when), "、".join(self._facts(when))
        if applies == NO:
            return [f"{facts}，不適用"]
        if applies == YES:
            return [f"{facts}，適用", *self.lines(then)]
        return self.lines(then) if self.truth(then) == YES else [f"{facts}，不知是否適用", *self.lines(then)]

    def _facts(self, test: Truth) -> Iterator[str]:
        """What the parts that decide a condition look at: 餐盒 數量 0."""
        match test:
            case tree.Not():
                yield from self._facts(test.test)
            case tree.All() | tree.Any():
                for part in self._deciding(test):
                    yield from self._facts(part)
            case tree.Compare(left=left, right=tree.Number()) if self.known(left):
                yield self.named(left, self.figure(left), say(left))
            case _:
                yield from self.lines(test)

    def _said(self, address: str, label: str) -> str:
        """What stands in one box."""
        label, reading = self.labels.get(address, label), self.readings[address]
        if self.blank(address):
            return reading.fault or f"{label}尚未填"
        return f"{label}為「{reading.label or reading.text}」"

    def _entry(self, test: tree.Is | tree.Ticked | tree.Contains | tree.Matches | tree.SameText) -> str:
        """The same sentence tells the opposite: it says what is, not what should be."""
        holds, truth = self.truth(test) == YES, self.truth(test)
        if isinstance(test, tree.SameText):
            told = (self._said(test.first, test.first_label), self._said(test.second, test.second_label))
            return "，".join(told) + ("" if truth == MAYBE else "，相同" if holds else "，不同")
        said = self._said(test.address, test.label)
        if truth == MAYBE:
            return said
        match test:
            case tree.Is():
                wanted = "」或「".join(shown for _, shown in test.values)
                return said if holds else f"{said}，不是「{wanted}」"
            case tree.Ticked():
                return said if holds else f"{said}，沒有勾「{test.option}」"
            case tree.Contains():
                return f"{said}，{'含有' if holds else '沒有'}「{test.piece}」"
            case tree.Matches():
                return f"{said}，{'符合' if holds else '不符合'}格式「{test.pattern}」"

    def _compare(self, test: tree.Compare) -> list[str]:
        if (truth := self.truth(test)) == MAYBE:
            return [self._open(test)]
        relations = RELATIONS_OF_DAYS if test.left.type.unit in _MOMENTS else RELATIONS
        relation = relations[test.operator][truth == NO]
        if share := self._share(test, relation):
            return share
        left, right = self.write(test.left), self.write(test.right)
        start = self.equation(test.left, left)
        start = self.named(test.left, start) if left.plain else start
        rest = "" if self.known(test.left) and self.known(test.right) else "；其餘尚未填，不影響結果"
        line = f"{start}，{relation} {self.equation(test.right, right)}{rest}"
        return list(dict.fromkeys((*left.steps, *right.steps, tidy(line))))

    def _share(self, test: tree.Compare, relation: str) -> list[str]:
        """A part against a percentage of a whole: as the ratio that people compute."""
        found, part = self._percentage(test.right), bare(test.left)
        if found is None or not self.known(part) or not self.known(found[1]):
            return []
        limit, base = found
        if self.exact(base) <= 0 or self.exact(part) < 0:
            return []
        over, under = self.operand(part), self.operand(base)
        write = percent if limit.shown.endswith("%") else decimal
        ratio = write(self.exact(part) / self.exact(base), self.exact(limit))
        line = tidy(f"{over.text} ÷ {under.text} = {ratio}，{relation} {self.figure(limit)}")
        return list(dict.fromkeys((*over.steps, *under.steps, line)))

    def _percentage(self, value: Numeric) -> tuple[tree.Number, Numeric] | None:
        """30% × whole as its two factors."""
        product = bare(value)
        if isinstance(product, tree.Multiply):
            for one, other in ((product.left, product.right), (product.right, product.left)):
                limit = self.chosen(one)
                if isinstance(limit, tree.Number) and limit.shown.endswith(("%", f"/{limit.type.over}")):
                    return limit, bare(other)
        return None

    def _open(self, test: tree.Compare) -> str:
        """What is known so far of both sides, and what is still blank."""
        share, told = self._percentage(test.right), []
        for side in (bare(test.left), share[1] if share else bare(test.right)):
            low, high = self.interval(side)
            chosen = self.chosen(side)
            if isinstance(chosen, tree.Nothing) or (
                not isinstance(chosen, tree.Number) and (low > 0 or not math.isinf(high))
            ):
                told.append(self.named(side, self.figure(side), say(side)))
        blank = dict.fromkeys(self._blanks((test.left, test.right)))
        told += [self.readings[address].fault for address in blank if self.readings[address].fault]
        names = [self.labels.get(at, at) for at in blank if not self.readings[at].fault]
        if len(names) > SEVERAL:
            names = [f"{'、'.join(names[: SEVERAL - 1])}等 {len(names)} 欄"]
        told += [f"{'、'.join(names)}尚未填"] if names else []
        return "；".join(told) or f"{condition(test)}，尚無法判定"

    def _blanks(self, node: object) -> Iterator[str]:
        """The addresses that keep a number open, in order."""
        if isinstance(node, tree.Entry) and self.truth(node.test) == NO:
            return
        if isinstance(node, Numeric):
            if self.known(node):
                return
            node = self.chosen(node)
        address = "" if isinstance(node, tree.Computed) else getattr(node, "address", "")
        if address and self.blank(address):
            yield address
        if is_dataclass(node):
            node = tuple(getattr(node, item.name) for item in fields(node))
        for part in node if isinstance(node, tuple) else ():
            yield from self._blanks(part)
