"""國字大寫: amounts in the numerals that cannot be altered with a pen."""

from __future__ import annotations

DIGITS = "零壹貳參肆伍陸柒捌玖"
SMALL = ("", "拾", "佰", "仟")
LARGE = ("", "萬", "億", "兆")

LIMIT = 10**16
"""The first amount that 兆 with four digits cannot say."""


def numeral(n: int) -> str:
    """`n` in words, without a unit: 10010 is 壹萬零壹拾.

    One 零 stands for the zeros before a digit, unless they end a group of four:
    101,000 is 壹拾萬壹仟. Raises ValueError below 0 and from 10^16.
    """
    if n < 0:
        raise ValueError("負數不能寫成國字大寫", "請先確認金額。")
    if n >= LIMIT:
        raise ValueError("金額超過 9,999 兆，寫不成國字大寫", "請先確認金額。")
    words = ""
    zero = False
    for power in range(15, -1, -1):
        digit = n // 10**power % 10
        if digit:
            words += (DIGITS[0] if zero and words else "") + DIGITS[digit] + SMALL[power % 4]
        zero = digit == 0
        if power % 4 == 0 and n // 10**power % 10000:
            words += LARGE[power // 4]
            zero = False
    return words or DIGITS[0]


def amount_in_words(n: int) -> str:
    """`n` 元 as receipts want it: 12000 is 壹萬貳仟元整 and 0 is 零元整."""
    return numeral(n) + "元整"


def boxed(n: int, top: int = 4) -> tuple[str, ...]:
    """One numeral per printed box, from 10^top down to 元: 7000 is 零 柒 零 零 零.

    The top box holds all that is larger, in words: 120000 begins with 壹拾貳 (萬).
    """
    rest = tuple(DIGITS[n // 10**power % 10] for power in range(top - 1, -1, -1))
    return (numeral(n // 10**top), *rest) if top else (numeral(n),)
