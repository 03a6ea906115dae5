"""Keys of one's own: what of them can be used, and the commands with them. Loads no Textual."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from lmo_tui.domain.nearest import nearest
from lmo_tui.domain.settings import KEYS, Keys, Problem
from lmo_tui.tui.commands.catalog import COMMANDS
from lmo_tui.tui.commands.command import Command, Where
from lmo_tui.tui.commands.names import NAMES, sign_name

TAKEN: Final = {"ctrl+c": "always leads out", "ctrl+m": "is Enter", "ctrl+j": "is Enter", "ctrl+i": "is Tab"}
"""Keys that nothing else can have, and why."""

_ALIASES: Final = {
    **{name.casefold(): key for key, name in NAMES.items()},
    **{"esc": "escape", "return": "enter", "del": "delete", "ins": "insert", "pgup": "pageup", "pgdn": "pagedown"},
}
_NAMED: Final = (
    *("enter", "tab", "shift+tab", "escape", "backspace", "space", "delete", "insert"),
    *("up", "down", "left", "right", "home", "end", "pageup", "pagedown"),
    *(f"ctrl+{letter}" for letter in "abdefghklnopqrstuvwxyz"),
    *(f"f{number}" for number in range(1, 13)),
)


def usable(keys: Keys) -> tuple[Keys, Sequence[Problem]]:
    """Those that can be used, in Textual's names, and what is wrong with the others: these keep their usual keys."""
    good: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    for command, written in keys.items():
        wrong, names = _read(command, written)
        if wrong:
            problems.append(Problem(wrong, command, table=KEYS))
        else:
            good[command] = names
    while clash := _clash(rekeyed(COMMANDS, good), good):
        problems.append(clash)
        del good[clash.key]
    return good, problems


def rekeyed(commands: Mapping[str, Command], keys: Keys) -> dict[str, Command]:
    """The commands with these keys in the place of their own."""
    return {id_: replace(each, keys=keys[id_]) if id_ in keys else each for id_, each in commands.items()}


def key_named(written: str) -> str:
    """Textual's name of a key as a person writes it; empty where there is none."""
    if len(written) == 1 and written.isprintable():
        return sign_name(written)
    name = _ALIASES.get(written.casefold(), written.casefold())
    return name if name in _NAMED or name in TAKEN or name in NAMES else ""


def spelled(key: str) -> str:
    """A key of Textual's as a person may write it."""
    return NAMES.get(key, key)


def _read(command: str, written: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """What is wrong, or the names."""
    if command not in COMMANDS:
        return f"There is no command “{command}”. {nearest(command, COMMANDS)}".strip(), ()
    names = tuple(map(key_named, written))
    for one, name in zip(written, names, strict=True):
        if not name:
            return f"“{one}” is no key. {nearest(one.casefold(), (*_ALIASES, *_NAMED))}".strip(), ()
        if name in TAKEN:
            return f"{one} {TAKEN[name]}: {command} cannot have it.", ()
    if command == "quit" and not names:
        return "quit needs a key: how would one leave?", ()
    return "", names


def _clash(commands: Mapping[str, Command], own: Keys) -> Problem | None:
    """The last of one's own keys that another command has on the same screen."""
    for id_ in reversed(list(own)):
        one = commands[id_]
        for other in commands.values():
            shared = sorted(one.where & other.where)
            both = [key for key in one.keys if key in other.keys]
            if other.id != id_ and shared and both:
                free = _free(both[0], commands.values(), one.where)
                advice = f" {free} is free." if free else ""
                told = f"{spelled(both[0])} is the key of {other.id} on the screen {shared[0]} already."
                return Problem(f"{told}{advice} {id_} keeps {_usual(id_)}.", id_, table=KEYS)
    return None


def _free(key: str, commands: Iterable[Command], where: Iterable[Where]) -> str:
    """The nearest key that no command has there: the letter in its other case, or else the next letter."""
    taken = {each for command in commands if command.where & set(where) for each in command.keys}
    letters = "abcdefghijklmnopqrstuvwxyz"
    place = letters.find(key.casefold())
    following = letters[place + 1 :] + letters[: place + 1] if place >= 0 else letters
    return next(
        (each for each in (key.swapcase(), *following, *following.upper()) if len(each) == 1 and each not in taken), ""
    )


def _usual(command: str) -> str:
    return " ".join(map(spelled, COMMANDS[command].keys)) or "none"
