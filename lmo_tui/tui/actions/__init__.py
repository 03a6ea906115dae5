"""What commands do, by subject; a screen puts together those it needs."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

Actions: TypeAlias = Mapping[str, Callable[[str], None]]
"""By the id of a command, what it does with the words that followed it."""
