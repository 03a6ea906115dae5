"""The Ids of all licenses in spans that can be read side by side."""

from typing import Final

from lmo_tui.domain.ids import long_id
from lmo_tui.domain.loads import Span

_DIGITS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_VALUES: Final = {digit: value for value, digit in enumerate(_DIGITS)}


def cut(first: str, last: str, pieces: int) -> tuple[Span, ...]:
    """So many spans that hold every Id there is, of about the same width between the first and the last one.

    Where Ids are bunched some spans hold much and some nothing: that costs time, and no license. Nor does it when one
    is made meanwhile, for the ends are open.
    """
    low, high = _value(first), _value(last)
    bounds = [low + (high - low) * piece // pieces for piece in range(1, pieces)]
    names = [_name(bound) for bound in sorted(set(bounds)) if low < bound < high]
    return tuple(Span(after, until) for after, until in zip(["", *names], [*names, ""], strict=True))


def _value(record_id: str) -> int:
    value = 0
    for digit in record_id[:15]:
        value = value * len(_DIGITS) + _VALUES[digit]
    return value


def _name(value: int) -> str:
    digits: list[str] = []
    for _ in range(15):
        value, digit = divmod(value, len(_DIGITS))
        digits.append(_DIGITS[digit])
    return long_id("".join(reversed(digits)))
