"""SOSL by its own grammar: words and operators in braces, an index of words, and SOQL's clauses for what comes back."""

from __future__ import annotations

from lmo_tui.demo.sosl.errors import SearchStatement
from lmo_tui.demo.sosl.search import Search, compile_search

__all__ = ["Search", "SearchStatement", "compile_search"]
