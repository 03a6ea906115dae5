"""Which accounts a license without one may belong to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.domain.checks.accounts import Account, beginning, candidates, plain_name


@pytest.mark.parametrize(
    ("company", "start"),
    [("Initech GmbH", "Initech"), ("Globex Corp.", "Globex"), ("Stark Industries", "Stark Industries"), ("Inc", "Inc")],
)
def test_a_legal_form_is_no_part_of_a_name(company: str, start: str) -> None:
    assert beginning(company) == start


def test_the_same_name_comes_first_and_others_do_not_come() -> None:
    found = [Account(str(n), name) for n, name in enumerate(("Initech East", "INITECH, Inc.", "Globex", "Initech"))]
    assert [each.name for each in candidates("Initech GmbH", found)] == ["Initech", "INITECH, Inc.", "Initech East"]


@given(company=st.text(max_size=30), names=st.lists(st.text(max_size=30), max_size=8))
def test_candidates_are_among_those_found(company: str, names: list[str]) -> None:
    found = [Account(str(n), name) for n, name in enumerate(names)]
    chosen = candidates(company, found)
    assert set(chosen) <= set(found)
    same = [each for each in found if plain_name(each.name) == plain_name(company) != ""]
    assert len(chosen) >= min(len(same), 5)
