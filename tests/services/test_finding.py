"""From a pasted ticket to the license that it is about."""

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.domain.changed import Changed
from lmo_tui.domain.clues import ClueKind, Mentions, clues
from lmo_tui.domain.errors import UnreachableError
from lmo_tui.domain.ids import long_id
from lmo_tui.domain.licenses import License
from lmo_tui.services.finding import Finder
from lmo_tui.storage.store import Store
from tests.fakes.licenses import a_license, fixed_clock
from tests.fakes.repository import with_licenses
from tests.fakes.tickets import a_market, a_ticket
from tests.fakes.workbench import a_connected_workbench, at_once

IDS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", min_size=11, max_size=11)


def a_finder(licenses: list[License]) -> Finder:
    store = Store(":memory:")
    store.put(licenses)
    return Finder(store, runner=at_once, clock=fixed_clock)


async def test_of_two_hundred_tickets_nearly_all_lead_to_the_right_license_first() -> None:
    dice = random.Random(20261124)  # noqa: S311 - test data
    market = a_market(dice, 300)
    finder = a_finder(market)
    wrong = []
    for _ in range(200):
        meant = dice.choice(market)
        ticket = a_ticket(dice, meant)
        hits = await finder.find(ticket)
        if not hits or hits[0].license.id != meant.id:
            wrong.append((meant.name, meant.account, meant.package, ticket, [each.reasons for each in hits[:3]]))
    assert len(wrong) <= 6, wrong


@given(body=IDS)
def test_an_18_character_id_is_read_even_in_lower_case(body: str) -> None:
    key = f"00D5{body}"
    whole = long_id(key)
    for said in (whole, whole.lower(), whole.upper()):
        assert [clue.value for clue in clues(f"org {said}.") if clue.kind is ClueKind.ID] == [key]


@given(st.text(max_size=300))
def test_any_text_is_read_to_the_end(text: str) -> None:
    assert len(clues(text)) <= len(text) + 1
    assert not Mentions(text).has("")


@pytest.mark.parametrize(
    ("said", "name", "there"),
    [
        ("we are Globex, hello", "Globex Corporation", True),
        ("GLOBEX CORPORATION", "Globex Corporation", True),
        ("globexx", "Globex Corporation", False),
        ("It is about IT", "It", False),
        ("Größe & Söhne", "GRÖSSE & Söhne GmbH", True),
        ("日本電気株式会社 の件", "日本電気株式会社", True),
        ("the company", "Company", True),
        ("", "", False),
    ],
)
def test_a_customer_is_mentioned_by_name_with_or_without_its_legal_form(said: str, name: str, there: bool) -> None:
    assert Mentions(said).has(name) is there


@pytest.mark.parametrize(
    "text",
    ["jane@gmail.com", "login.salesforce.com", "acme.my.salesforce.com", "v1.2", "8f14e45fceea167a5a36dedd4bea2543"],
)
def test_what_says_nothing_of_a_customer_is_no_clue(text: str) -> None:
    assert [clue for clue in clues(text) if clue.kind is not ClueKind.EMAIL] == []


async def test_the_live_license_comes_before_the_one_it_replaced_and_siblings_after_both() -> None:
    org = "00D5g00000Ab777"
    gone = a_license(1, account="Umbrella Ltd", org_id=org, status="Uninstalled", license_status="Uninstalled")
    lives = replace(a_license(2, account="Umbrella Ltd", org_id=org), installed=date(2026, 10, 1))
    sandbox = replace(a_license(3, account="Umbrella Ltd", org_id="00D5g00000Ab778"), sandbox=True)
    sibling = a_license(4, account="", org_id=org, package="Acme Sign")
    other = a_license(5, account="Somebody Else")
    hits = await a_finder([gone, lives, sandbox, sibling, other]).find("Umbrella cannot log in")
    assert [each.license.name for each in hits] == ["L-00002", "L-00001", "L-00003", "L-00004"]
    assert hits[0].reasons == ("customer Umbrella Ltd",)
    assert hits[-1].reasons == ("same org as L-00002",)


async def test_a_lost_case_leads_to_every_org_that_it_may_be() -> None:
    one, two = a_license(1, org_id="00D5g00000AbCdE"), a_license(2, org_id="00D5g00000aBcDe")
    finder = a_finder([one, two])
    assert {each.license.name for each in await finder.find("00d5g00000abcde")} == {"L-00001", "L-00002"}
    exact = await finder.find("00D5g00000AbCdE")
    assert [each.license.name for each in exact] == ["L-00001", "L-00002"]
    assert "in another case" in exact[1].reasons[0]


async def test_a_name_may_begin_with_a_short_word_and_a_sibling_needs_an_org() -> None:
    one, two = a_license(1, account="De Beers Ltd"), a_license(2, account="Devon Foods")
    homeless = a_license(3, account="", org_id="", contact_email="anja@gmail.com")
    other = a_license(4, account="", org_id="", contact_email="ja@gmail.com")
    finder = a_finder([one, two, homeless, other])
    assert [each.license.name for each in await finder.find("we at de Beers need help")] == ["L-00001"]
    assert [each.license.name for each in await finder.find("ja@gmail.com")] == ["L-00004"]


async def test_nothing_known_is_nothing_found() -> None:
    assert await a_finder([a_license(1)]).find("hello, it does not work") == []


async def test_what_the_store_does_not_know_the_org_is_asked_for_and_it_is_kept() -> None:
    repository = with_licenses([a_license(1, account="Umbrella Ltd"), a_license(2, account="Umbrella Logistics")])
    store = Store(":memory:")
    bench = await a_connected_workbench(repository, store=store)
    store.reset()
    published: list[Changed] = []
    bench.changes.subscribe(published.append)
    text = "we at Umbrella Ltd cannot log in"
    assert await bench.finder.find(text) == []
    assert bench.search.is_worth_it(text, [])
    hits = await bench.search.ask(text)
    assert [(each.license.name, each.reasons) for each in hits] == [
        ("L-00001", ("customer Umbrella Ltd", "from the org")),
        ("L-00002", ("found by the org's search",)),
    ]
    assert published == [Changed(frozenset({a_license(1).id, a_license(2).id}))]
    assert repository.calls.count("search") == 1
    (again, _) = await bench.search.ask(text)
    assert again.reasons == ("customer Umbrella Ltd",)


async def test_the_org_is_asked_only_where_it_may_know_more() -> None:
    store = Store(":memory:")
    bench = await a_connected_workbench(with_licenses([a_license(1)]), store=store)
    hits = await bench.finder.find("L-00001")
    assert hits
    assert bench.search.is_worth_it("L-00001", hits), "nobody has loaded everything yet"
    await bench.sync.load()
    assert not bench.search.is_worth_it("L-00001", hits)
    assert bench.search.is_worth_it("L-00007", [])
    assert not bench.search.is_worth_it("hello, it does not work today", [])
    await bench.session.close()
    assert not bench.search.is_worth_it("L-00007", [])
    with pytest.raises(UnreachableError):
        await bench.search.ask("L-00007")
