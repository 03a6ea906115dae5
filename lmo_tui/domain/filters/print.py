"""A filter as one would type it."""

from datetime import date

from lmo_tui.domain.errors import LmoError
from lmo_tui.domain.filters.language import parse
from lmo_tui.domain.filters.parameters import WORD
from lmo_tui.domain.filters.terms import Comparison, Filter, Flag, Holding, Not, Offset, Regex, Term, Value, Word


def spelled(filter_: Filter) -> str:
    """The text that is parsed to this filter."""
    return " ".join(_term(term) for term in filter_)


def _term(term: Term) -> str:
    match term:
        case Not(inner):
            return f"!{_term(inner)}"
        case Flag(name):
            return name.value
        case Word(text):
            return text if _says(text, term) and _says(f"!{text}", Not(term)) else quoted(text)
        case Holding(parameter, op, held):
            return f"{WORD}:{parameter}{op.value}{_value(held)}"
        case Comparison(field, op, value):
            start = f"{field.value}{op.value}"
            plain = f"{start}{_value(value)}"
            return plain if _says(plain, term) else f"{start}{quoted(str(value))}"


def quoted(text: str) -> str:
    """A text between quotes, in which it means only itself."""
    return '"{}"'.format(text.replace("\\", "\\\\").replace('"', '\\"'))


def _value(value: Value) -> str:
    match value:
        case Offset(0, _):
            return "today"
        case Offset(amount, unit):
            return f"{amount}{unit}"
        case Regex(pattern):
            return f"/{pattern}/"
        case date():
            return value.isoformat()
    return str(value)


def _says(text: str, term: Term) -> bool:
    try:
        return parse(text) == (term,)
    except LmoError:
        return False
