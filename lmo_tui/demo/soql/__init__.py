"""SOQL by its own grammar: tokens, recursive descent, and parametrised SQLite."""

from __future__ import annotations

from lmo_tui.demo.soql.context import Context
from lmo_tui.demo.soql.errors import SoqlError
from lmo_tui.demo.soql.query import Query, RecordQuery, compile_query

__all__ = ["Context", "Query", "RecordQuery", "SoqlError", "compile_query"]
