"""Builds SOSL: what means something to a search is escaped (SOQL and SOSL Reference, FIND {SearchQuery})."""

import re
from collections.abc import Sequence
from typing import Final

from lmo_tui.salesforce.soql import is_name

SHORTEST: Final = 2
"""Characters that a search term needs."""

_RESERVED: Final = re.compile(r"""[?&|!{}\[\]()^~*:\\"'+-]""")
_SPACES: Final = re.compile(r"\s+")


def phrase(text: str) -> str:
    """The words of a text, one after the other and nothing else, as a search term."""
    return '"{}"'.format(_RESERVED.sub(lambda found: f"\\{found[0]}", _SPACES.sub(" ", text).strip()))


def find(texts: Sequence[str], objects: Sequence[str], most: int) -> str:
    """A search for records of these objects that hold one of the texts; it answers their ids."""
    if not all(is_name(each) for each in objects):
        raise ValueError("not an API name")
    sought = " OR ".join(phrase(text) for text in texts if len(text.strip()) >= SHORTEST)
    returning = ", ".join(f"{each}(Id LIMIT {most})" for each in objects)
    return " ".join(("FIND", "".join(("{", sought, "}")), "IN ALL FIELDS RETURNING", returning))
