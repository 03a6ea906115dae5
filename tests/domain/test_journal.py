"""What the journal tells, read backwards."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.domain.edits import Change
from lmo_tui.domain.journal import UNSETTLED, Ended, Ending, JournalEntry, JournalQuery, told
from lmo_tui.domain.licenses import Field
from tests.fakes.journal import an_entry
from tests.fakes.licenses import NOW, license_id
from tests.fakes.repository import an_org

ends = st.sampled_from([ending for ending in Ending if ending is not Ending.OPEN])


def read(*lines: JournalEntry | Ended) -> list[JournalEntry]:
    """The lines in the order in which they were written, as they are told: newest first."""
    return list(told(reversed(lines)))


@given(st.lists(ends, max_size=5))
def test_the_last_ending_that_is_known_counts(endings: list[Ending]) -> None:
    (entry,) = read(an_entry(), *(Ended("e1", NOW, ending) for ending in endings))
    known = [ending for ending in endings if ending not in UNSETTLED]
    assert entry.ending is (known[-1] if known else Ending.UNKNOWN if endings else Ending.OPEN)


@given(st.integers(0, 6))
def test_an_undo_of_an_undo_leaves_the_first_change_standing(undos: int) -> None:
    lines: list[JournalEntry | Ended] = []
    for number in range(undos + 1):
        undoes = f"e{number - 1}" if number else ""
        lines += [an_entry(f"e{number}", undoes=undoes), Ended(f"e{number}", NOW, Ending.APPLIED)]
    entries = read(*lines)
    assert [bool(entry.undone_by) for entry in entries] == [place % 2 == 1 for place in range(undos + 1)]


@pytest.mark.parametrize("ending", [ending for ending in Ending if ending is not Ending.APPLIED])
def test_only_an_undo_that_was_saved_undoes(ending: Ending) -> None:
    undo = an_entry("e2", undoes="e1")
    ended = [] if ending is Ending.OPEN else [Ended("e2", NOW, ending)]
    entries = read(an_entry(), Ended("e1", NOW, Ending.APPLIED), undo, *ended)
    assert [entry.undone_by for entry in entries] == ["", ""]


ENTRY = an_entry(
    reason="CASE-10442 Renewal",
    ending=Ending.REFUSED,
    detail="Seats must be even.",
    changes=(Change(Field.STATUS, "Active", "Suspended"),),
)


@pytest.mark.parametrize(
    "query",
    [
        JournalQuery(),
        JournalQuery(words=("case-10442",)),
        JournalQuery(words=("renewal", "dana", "l-00042", "suspended", "refused", "even", "acme")),
        JournalQuery(words=("not saved",)),
        JournalQuery(license="l-00042"),
        JournalQuery(license=license_id(42)),
        JournalQuery(license=license_id(42)[:15]),
        JournalQuery(since=NOW),
        JournalQuery(endings=frozenset({Ending.REFUSED, Ending.CONFLICT})),
        JournalQuery(org=an_org(user="0055g0000000US2AAA")),
    ],
)
def test_what_is_looked_for_and_found(query: JournalQuery) -> None:
    assert query.fits(ENTRY)


@pytest.mark.parametrize(
    "query",
    [
        JournalQuery(words=("renewal", "priya")),
        JournalQuery(license="L-00043"),
        JournalQuery(license="L-0004"),
        JournalQuery(since=NOW + timedelta(seconds=1)),
        JournalQuery(endings=frozenset({Ending.APPLIED})),
    ],
)
def test_what_is_looked_for_and_not_found(query: JournalQuery) -> None:
    assert not query.fits(ENTRY)
