"""What one may type in the filter line."""

from lmo_tui.domain.filters.examples import EXAMPLES, field_words
from lmo_tui.domain.filters.fields import FlagName
from lmo_tui.tui.dialogs.message import MessageDialog
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import Line, Span, fit_text


def filter_help() -> MessageDialog:
    """The language by example, its fields and its flags."""
    dialog = MessageDialog(
        "Filters: terms side by side must all hold",
        *(_example(typed, meaning) for typed, meaning in EXAMPLES),
        _words("Fields", field_words()),
        _words("Flags", tuple(FlagName)),
    )
    dialog.add_class("-wide")
    return dialog


def _example(typed: str, meaning: str) -> Line:
    return Span(f"{fit_text(typed, 24)} ", Role.KEY), Span(meaning, Role.DIM)


def _words(title: str, words: tuple[str, ...]) -> Line:
    return Span(f"{title}  ", Role.STRONG), Span(" ".join(words))
