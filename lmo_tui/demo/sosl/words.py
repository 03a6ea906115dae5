"""What counts as a word, the same for the records that are indexed and for the terms that are sought."""

from __future__ import annotations

import re
from typing import Final

# Languages without spaces are cut into characters, so that a phrase of some finds them within a longer run.
_UNSPACED: Final = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_WORD: Final = re.compile(r"[^\W_*?]+(?:[*?]+[^\W_*?]*)*|[*?]+[^\W_*?]+(?:[*?]+[^\W_*?]*)*")


def prepared(text: str | None) -> str | None:
    """Fold and space a text so that the index's tokenizer finds its words; it does ASCII well by itself."""
    if text is None or text.isascii():
        return text
    return _UNSPACED.sub(r" \g<0> ", text.casefold())


def words(term: str) -> tuple[str, ...]:
    """Split a term into its words, folded, with their wildcards."""
    return tuple(_WORD.findall((prepared(term) or "").casefold()))
