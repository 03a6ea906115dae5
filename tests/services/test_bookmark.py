import string

from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.domain.filters import Column, Sort, Tab, View
from lmo_tui.domain.ids import long_id
from lmo_tui.domain.left import Left
from lmo_tui.services.bookmark import Bookmark, Bookmarks, from_text, to_text
from tests.fakes.workbench import MemoryKeepsake

IDS = st.text(string.ascii_letters + string.digits, min_size=15, max_size=15).map(long_id)
MARKS = st.builds(
    Bookmark,
    view=st.builds(View, st.sampled_from(Tab), st.text(), st.builds(Sort, st.sampled_from(Column), st.booleans())),
    license_id=st.none() | IDS,
    height=st.integers(0, 100),
    window=st.lists(IDS, max_size=5).map(tuple),
    from_top=st.booleans(),
    counts=st.dictionaries(st.sampled_from(Tab), st.integers(0)),
    proof=st.text(),
    day=st.text(),
)


@given(mark=MARKS)
def test_what_was_written_is_read(mark: Bookmark) -> None:
    text = to_text(mark)
    assert "\n" not in text
    assert from_text(text) == mark


@given(text=st.text(), length=st.integers(0, 100))
def test_what_is_damaged_is_no_bookmark(text: str, length: int) -> None:
    assert from_text(text) is None
    assert from_text(to_text(Bookmark())[:length]) is None


def test_a_tab_or_a_column_that_is_no_more_is_no_bookmark() -> None:
    assert from_text(to_text(Bookmark()).replace('"All"', '"Bygone"')) is None
    assert from_text(to_text(Bookmark()).replace('"name"', '"bygone"')) is None


def test_where_nothing_is_kept_one_begins_anew() -> None:
    assert Bookmarks(None).last() == Bookmark()
    assert Bookmarks(MemoryKeepsake(b"\x00 nonsense")).last() == Bookmark()


def test_the_last_of_two_instances_wins() -> None:
    keepsake = MemoryKeepsake()
    one, other = Bookmarks(keepsake), Bookmarks(keepsake)
    one.leave(Left(to_text(Bookmark(View(Tab.TRIAL)))))
    other.leave(Left(to_text(Bookmark(View(Tab.ACTIVE)))))
    assert Bookmarks(keepsake).last().view.tab is Tab.ACTIVE
    assert Bookmarks(keepsake, afresh=True).last() == Bookmark()
