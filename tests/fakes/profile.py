"""How property tests run here: never judged by the speed of the machine, and only as often as a person waits for."""

import os
from typing import Final

from hypothesis import HealthCheck, settings

LONG: Final = os.environ.get("LMO_TUI_LONG_TESTS", "") not in {"", "0"}
"""Whether time does not matter (`make test-long`)."""

_USUAL: Final = 100


def many(examples: int) -> int:
    """How many examples are tried in place of so many: two in five, where a person or a change waits for the end."""
    return examples if LONG else max(examples * 2 // 5, 1)


def steady() -> None:
    """Take the deadlines off the property tests that are collected from now on."""
    settings.register_profile(
        "steady", deadline=None, max_examples=many(_USUAL), suppress_health_check=[HealthCheck.too_slow]
    )
    settings.load_profile("steady")
