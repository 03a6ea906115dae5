"""Pages are decoded record by record, and mean what the json module says that they mean."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.salesforce.paging import RawPage, page_of

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)
records = st.lists(st.dictionaries(st.text(max_size=4), values, max_size=3), max_size=4)


@given(records, st.booleans(), st.sampled_from([None, 0, 2]), st.booleans())
def test_a_page_is_what_json_says(
    rows: list[dict[str, object]], done: bool, indent: int | None, ascii_only: bool
) -> None:
    whole = {"totalSize": 1, "records": rows, "done": done, "nextRecordsUrl": " /services/x", "more": [[], {}]}
    text = json.dumps(whole, indent=indent, ensure_ascii=ascii_only)
    assert page_of(f" {text}\n") == RawPage(json.loads(text)["records"], done, " /services/x")


WHOLE = json.dumps({"records": [{"Id": "x"}, {}], "done": True})


@given(st.integers(0, len(WHOLE) - 1))
def test_a_page_that_is_cut_off_is_none(length: int) -> None:
    with pytest.raises(ValueError):
        page_of(WHOLE[:length])


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "{}",
        '{"records": [], "done": 1}',
        '{"records": [1], "done": true}',
        '{"records": [{},], "done": true}',
        '{"records": [{}] "done": true}',
        '{"records": [{"a": NaN}], "done": true}',
        '{"records": [], "done": true,}',
        '{"records": [], "done": true} {}',
        "<html>",
    ],
)
def test_what_is_no_page_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        page_of(text)
