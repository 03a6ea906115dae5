"""Text for tickets: Markdown in which foreign words are words, whatever they look like."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from lmo_tui.domain.handover import OF_SIBLINGS, Handover, said_of
from lmo_tui.domain.past import event_words, label_of_attribute, timeline_note
from lmo_tui.domain.timeline import Event, What

_ACTS: Final = re.compile(r"[\\`*_{}\[\]#|~^$!]")
_HTML: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_LINKS: Final = re.compile(r"(?i)(?<=[a-z]):(?=//)|(?<=\bwww)\.|(?<!\w)@(?=\w)")
"""What GitHub and others make a link or a mention of without being asked."""


def escaped(text: str) -> str:
    """A text of others that shows as it is: no link, no picture, no mention, no tag, and no end of a table's cell."""
    text = "".join(_HTML.get(each, each) for each in " ".join(text.split()))
    text = _LINKS.sub(lambda found: f"&#{ord(found[0])};", text.replace("&#", "&amp;#"))
    return _ACTS.sub(lambda found: found[0] if _is_entity(text, found) else f"\\{found[0]}", text)


def row(cells: Iterable[str]) -> str:
    """One row of a table."""
    return f"| {' | '.join(escaped(cell) or '—' for cell in cells)} |"


def handover_page(handover: Handover) -> str:
    """The hand-over as one page."""
    return "\n".join(_lines(handover)) + "\n"


def _lines(handover: Handover) -> Iterator[str]:
    yield f"# Hand-over of {escaped(handover.title)}"
    yield ""
    where = f" · {handover.url}" if handover.url else ""
    yield f"{handover.at:%Y-%m-%d %H:%M %Z} · {escaped(handover.org)}{where}"
    yield ""
    if handover.masked:
        yield "Names, mail addresses and ids are replaced, each by the same word wherever it stands."
        yield ""
    yield f"**{escaped(handover.verdict.sentence)}** {escaped(handover.because)}"
    for title, facts in handover.facts():
        yield from _table(title, ("Field", "Value"), facts)
    yield from _table("Timeline", ("When", "Change", "Who", "Told by", "Reason"), map(_event, handover.told.events))
    if note := timeline_note(handover.told):
        yield from ("", escaped(note))
    siblings = [[said_of(each, name) for name in OF_SIBLINGS] for each in handover.siblings]
    if siblings:
        yield from _table("Other licenses of this org", [label_of_attribute(name) for name in OF_SIBLINGS], siblings)


def _table(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield from ("", f"## {title}", "", row(head), f"|{' --- |' * len(head)}", *map(row, rows))


def _event(event: Event) -> Sequence[str]:
    when = f"{event.at:%Y-%m-%d}" if event.what is What.INSTALLED else f"{event.at:%Y-%m-%d %H:%M %Z}"
    return when, event_words(event), event.who, " and ".join(event.sources), event.reason


def _is_entity(text: str, found: "re.Match[str]") -> bool:
    """Whether it is the number sign of an entity of ours."""
    return found[0] == "#" and text[found.start() - 1 : found.start()] == "&"
