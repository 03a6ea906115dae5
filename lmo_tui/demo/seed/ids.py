"""Ids by the million: the same ones that schema.ids makes, looked up instead of computed."""

from typing import Final

from lmo_tui.demo.schema.ids import id18, record_id, suffix

_DIGITS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_CHECK: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
_PAIR: Final = 62**2
_FOUR: Final = 62**4
_FIVE: Final = 62**5

_PAIRS: Final = [a + b for a in _DIGITS for b in _DIGITS]
_PAIR_BITS: Final = [a.isupper() + 2 * b.isupper() for a in _DIGITS for b in _DIGITS]
_DIGIT_BITS: Final = [int(digit.isupper()) for digit in _DIGITS]

# 3**18 is prime to 62: a walk that meets every number once, in no order to be seen.
_SCATTER: Final = 3**18
_PODS: Final = ("5g", "7Q", "1t", "Hr", "aj", "2w", "8d", "fJ", "Kb", "0N")
_RESERVED_POD: Final = "Oz"
_LIVE_POD: Final = "4x"


class RecordIds:
    """The ids of one sObject's records by their number, counted from 1; below 916 million."""

    __slots__ = ("_check", "_head")

    def __init__(self, key_prefix: str, instance: str = "Hs") -> None:
        self._head = record_id(key_prefix, 0, instance)[:10]
        self._check = suffix(self._head + "00000")[:2]

    def __getitem__(self, number: int) -> str:
        first, rest = divmod(number, _FOUR)
        left, right = divmod(rest, _PAIR)
        bits = _DIGIT_BITS[first] | _PAIR_BITS[left] << 1 | _PAIR_BITS[right] << 3
        return f"{self._head}{_DIGITS[first]}{_PAIRS[left]}{_PAIRS[right]}{self._check}{_CHECK[bits]}"


def _scattered(number: int, salt: int) -> str:
    first, rest = divmod((number * _SCATTER + salt) % _FIVE, _FOUR)
    left, right = divmod(rest, _PAIR)
    return f"{_DIGITS[first]}{_PAIRS[left]}{_PAIRS[right]}"


def org_id(number: int, salt: int) -> str:
    """Give the 15-character id of subscriber org `number`: no two alike, and no order to be seen."""
    return f"00D{_PODS[number % len(_PODS)]}00000{_scattered(number, salt)}"


def fixed_org_id(tail: str) -> str:
    """Give a hand-written org id, on a pod where no generated one is; `tail` is its last five characters."""
    return f"00D{_RESERVED_POD}00000{tail}"


def live_org_id(number: int) -> str:
    """Give the id of an org that came while the demo LMO was running, on a pod where no seeded one is."""
    return f"00D{_LIVE_POD}00000{_scattered(number, 1)}"


def published_id(key_prefix: str, number: int) -> str:
    """Give the 18-character id of a thing in the ISV's packaging org: a package (033), a version (04t)."""
    return id18(f"{key_prefix}1t00000{_scattered(number, 7_919)}")
