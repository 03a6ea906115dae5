"""Finding a command by what somebody types of it."""

from collections.abc import Iterable, Sequence

from lmo_tui.tui.commands.command import Command


def ranked(commands: Iterable[Command], query: str) -> Sequence[Command]:
    """The commands that hold every word typed, those that begin with it first; without a word all, in their order."""
    words = query.casefold().split()
    if not words:
        return tuple(commands)
    scored = [(score, place, command) for place, command in enumerate(commands) if (score := _score(command, words))]
    return tuple(command for _, _, command in sorted(scored, key=lambda each: (-each[0], each[1])))


def named(commands: Iterable[Command], word: str) -> Command | None:
    """The command whose id this is, or the only one whose id begins so."""
    word = word.casefold()
    known = tuple(commands)
    exact = next((command for command in known if command.id == word), None)
    if exact or not word:
        return exact
    begun = [command for command in known if command.id.startswith(word)]
    return begun[0] if len(begun) == 1 else None


def _score(command: Command, words: Sequence[str]) -> int:
    scores = [_word_score(command, word) for word in words]
    return sum(scores) if all(scores) else 0


def _word_score(command: Command, word: str) -> int:
    title = command.title.casefold()
    if word in {command.id, title} or word in {key.casefold() for key in command.key_names}:
        return 8
    if command.id.startswith(word) or title.startswith(word):
        return 5
    if any(part.startswith(word) for part in title.split()):
        return 4
    if word in title or word in command.id:
        return 2
    return 1 if word in f"{command.help} {command.group}".casefold() else 0
