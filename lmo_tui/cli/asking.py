"""Questions that a person answers line by line, and may leave."""

from collections.abc import Callable
from typing import TypeVar

import click

from lmo_tui.cli.narration import tell
from lmo_tui.domain.errors import BadEntryError

T = TypeVar("T")


class Back(Exception):
    """The person left a step."""


def asked(question: str, usual: str, checked: Callable[[str], T]) -> T:
    """The answer, as soon as it is one; raises Back for q."""
    while True:
        said = said_to(question, usual)
        if said.casefold() == "q":
            raise Back
        try:
            return checked(said)
        except BadEntryError as error:
            tell(error)


def said_to(question: str, usual: str) -> str:
    """What is typed; the usual answer for nothing. Ctrl+C and Ctrl+D lead back to the question, and there out."""
    try:
        return str(click.prompt(question, default=usual or None, err=True)).strip()
    except click.Abort:
        raise KeyboardInterrupt from None
