"""Package versions as numbers: 3.10 is above 3.9, and 3.2 is 3.2.0."""

import re
from functools import lru_cache
from typing import Final

_VERSION: Final = re.compile(r"v?([0-9]{1,60}(?:\.[0-9]{1,60})*)", re.ASCII | re.IGNORECASE)


def parts(version: str) -> tuple[int, ...]:
    """The numbers that a version begins with, none where it begins with none; zeros at the end say nothing."""
    found = _VERSION.match(version)
    numbers = [int(part) for part in found[1].split(".")] if found else []
    while len(numbers) > 1 and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


@lru_cache(maxsize=4_096)  # Many licenses, few versions.
def version_key(version: str) -> str:
    """Text that sorts as the version does; empty where there is none."""
    return ".".join(f"{len(str(part)):02}{part}" for part in parts(version))


def is_version(text: str) -> bool:
    """Whether it is numbers and points, as one types a version."""
    return bool(_VERSION.fullmatch(text))


@lru_cache(maxsize=4_096)
def covers(wanted: str, version: str) -> bool:
    """Whether a version is the wanted one or one below it: 3.2 covers 3.2, 3.2.0 and 3.2.7, not 3.20."""
    has = parts(version)
    if not has:
        return False
    # Here zeros do say something: whoever types 3.0 does not mean 3.1.
    asked = tuple(int(part) for part in wanted.casefold().removeprefix("v").split("."))
    return (has + (0,) * len(asked))[: len(asked)] == asked
