"""Searches are built so that no text can be more than text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.demo.server import DemoLmo
from lmo_tui.domain.clues import clues
from lmo_tui.domain.phrases import phrases
from lmo_tui.salesforce import sosl
from tests.salesforce.conftest import Open
from tests.salesforce.whole import everything

RESERVED = "?&|!{}[]()^~*:\\\"'+-"


def test_reserved_characters_are_escaped() -> None:
    assert sosl.phrase('a "b" {c}  \n d-e*') == r'"a \"b\" \{c\} d\-e\*"'
    assert sosl.find(("jo@x.example", "a"), ("Account", "Lead"), 20) == (
        'FIND {"jo@x.example"} IN ALL FIELDS RETURNING Account(Id LIMIT 20), Lead(Id LIMIT 20)'
    )
    with pytest.raises(ValueError, match="not an API name"):
        sosl.find(("acme",), ("Account) RETURNING User",), 20)


@given(text=st.text(RESERVED + "ab ", max_size=20))
def test_no_reserved_character_stands_alone(text: str) -> None:
    inside = sosl.phrase(text)[1:-1]
    while inside:
        assert inside[0] == "\\" or inside[0] not in RESERVED
        inside = inside[2:] if inside[0] == "\\" else inside[1:]


def test_each_clue_of_a_ticket_leads_to_its_licenses_in_three_calls_at_most(demo_lmo: DemoLmo, open_lmo: Open) -> None:
    repository = open_lmo(demo_lmo)
    licenses = everything(repository)
    meant = next(each for each in licenses if each.account.isascii() and each.account[:1].isupper() and each.email)
    for text, alike in (
        (f"license {meant.name.lower()} please", "name"),
        (f"org {meant.short_org_id}", "org_id"),
        (f"record {meant.id}", "id"),
        (f"see {meant.account_id}", "account_id"),
        (f"I am {meant.email}, help!", "email"),
        (f"we at {meant.account} cannot log in", "account"),
    ):
        before = len(demo_lmo.audit.requests)
        found = {each.name for each in repository.search(clues(text), phrases(text))}
        assert {each.name for each in licenses if getattr(each, alike) == getattr(meant, alike)} <= found, text
        assert len(found) < len(licenses)
        assert len(demo_lmo.audit.requests) - before <= 3


def test_hostile_words_are_searched_for_as_words(demo_lmo: DemoLmo, open_lmo: Open) -> None:
    repository = open_lmo(demo_lmo)
    assert repository.search((), [['x"} RETURNING User (Id) {', RESERVED, "AND OR NOT", "a"], ["' OR Name != '"]]) == []
    assert all(request.status == 200 for request in demo_lmo.audit.requests)


def test_what_means_nothing_asks_nothing(demo_lmo: DemoLmo, open_lmo: Open) -> None:
    repository = open_lmo(demo_lmo)
    repository.access()
    before = len(demo_lmo.audit.requests)
    assert repository.search((), ()) == []
    assert len(demo_lmo.audit.requests) == before
