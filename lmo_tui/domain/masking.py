"""A hand-over without names, mail addresses and ids: the same one is replaced by the same word wherever it stands.

Values are replaced, not text: a customer who is called “Status” is masked, and the label Status stays. What people
typed freely (reasons, the ISV's own fields) may hold anything, and is left out.
"""

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from lmo_tui.domain.edits import Value
from lmo_tui.domain.handover import Handover
from lmo_tui.domain.ids import short_id
from lmo_tui.domain.journal import JournalEntry
from lmo_tui.domain.licenses import License
from lmo_tui.domain.timeline import TRACKED, VERSION_ID, Event, HistoryRow, Timeline

WITHHELD: Final = "withheld"

_UNREADABLE: Final = "The org's own history could not be read."

_NAMES: Final = ("account", "contact", "lead", "company", "proxy_user", "owner", "created_by", "modified_by")
_MAILS: Final = ("contact_email", "lead_email")
_IDS: Final = ("id", "org_id", "package_id", "version_id", "account_id", "contact_id", "lead_id", "record_type_id")


class Mask:
    """Words for what is not to be told, each always the same."""

    def __init__(self, avoid: Collection[str] = ()) -> None:
        self._avoid = avoid
        self._words: dict[tuple[str, str], str] = {}
        self._counts: dict[str, int] = {}

    @property
    def originals(self) -> frozenset[str]:
        """All that was replaced."""
        return frozenset(text for _, text in self._words)

    def word(self, kind: str, text: str) -> str:
        """What stands for a text of a kind; nothing for nothing."""
        if not text:
            return ""
        if (kind, text) not in self._words:
            self._words[kind, text] = self._next(kind)
        return self._words[kind, text]

    def name(self, text: str) -> str:
        """What stands for the name of a person, a customer or an org."""
        return self.word("Name", text)

    def id(self, text: str) -> str:
        """What stands for an id, of either length."""
        return self.word("id", short_id(text))

    def withheld(self, text: str) -> str:
        """What stands for what a person typed freely."""
        if text:
            self._words["", text] = WITHHELD
        return WITHHELD if text else ""

    def _next(self, kind: str) -> str:
        # Somebody may be called “Name 1”.
        while True:
            self._counts[kind] = number = self._counts.get(kind, 0) + 1
            if not any(f"{kind} {number}" in each for each in self._avoid):
                return f"{kind} {number}"


def masked(handover: Handover) -> Handover:
    """The same without names, mail addresses and ids."""
    first = Mask()
    _masked(handover, first)
    return _masked(handover, Mask(first.originals))


def _masked(handover: Handover, mask: Mask) -> Handover:
    newer = handover.newer
    return replace(
        handover,
        license=_license(handover.license, mask),
        told=_timeline(handover.told, mask),
        siblings=tuple(_license(each, mask) for each in handover.siblings),
        newer=None if newer is None else _license(newer, mask),
        org=mask.name(handover.org),
        url="",
        masked=True,
    )


def _license(license_: License, mask: Mask) -> License:
    told: dict[str, str] = {name: mask.name(getattr(license_, name)) for name in _NAMES}
    told |= {name: mask.word("mail", getattr(license_, name)) for name in _MAILS}
    told |= {name: mask.id(getattr(license_, name)) for name in _IDS}
    told["name"] = mask.word("License", license_.name)
    extra = tuple((label, mask.withheld(value)) for label, value in license_.extra)
    return replace(license_, extra=extra, **told)  # type: ignore[arg-type]  # Every one of them holds a text.


def _timeline(told: Timeline, mask: Mask) -> Timeline:
    rows = None if told.rows is None else tuple(_row(row, mask) for row in told.rows)
    events = tuple(_event(event, mask) for event in told.events)
    return Timeline(_license(told.license, mask), events, rows, _UNREADABLE if told.why_partial else "")


def _event(event: Event, mask: Mask) -> Event:
    of_ours = event.field is not None or event.name in {*TRACKED, "installed"}
    before, after = (each if of_ours else _free(each, mask) for each in (event.before, event.after))
    row = None if event.row is None else _row(event.row, mask)
    entry = None if event.entry is None else _entry(event.entry, mask)
    return replace(event, before=before, after=after, who=mask.name(event.who), row=row, entry=entry)


def _row(row: HistoryRow, mask: Mask) -> HistoryRow:
    old, new = row.old, row.new
    if row.field == VERSION_ID:
        old, new = mask.id(str(old or "")), mask.id(str(new or ""))
    elif row.field not in TRACKED:
        old, new = _free(old, mask), _free(new, mask)
    by, by_id = mask.name(row.by), mask.id(row.by_id)
    return replace(row, id=mask.id(row.id), by=by, by_id=by_id, old=old, new=new)


def _free(value: Value, mask: Mask) -> Value:
    return mask.name(value) if isinstance(value, str) else value


def _entry(entry: JournalEntry, mask: Mask) -> JournalEntry:
    return replace(
        entry,
        id=mask.id(entry.id),
        org_id=mask.id(entry.org_id),
        org_name=mask.name(entry.org_name),
        user_id=mask.id(entry.user_id),
        user_name=mask.name(entry.user_name),
        license_id=mask.id(entry.license_id),
        license_name=mask.word("License", entry.license_name),
        reason=mask.withheld(entry.reason),
        detail="",
        writer="",
        undoes=mask.id(entry.undoes),
        run=mask.id(entry.run),
        undone_by=mask.id(entry.undone_by),
    )
