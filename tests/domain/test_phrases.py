"""What an org is searched for on behalf of a ticket."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.domain.phrases import LONGEST_PHRASE, MOST, phrases


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("hello, it does not work today", ()),
        (
            "Jane here from Umbrella Group.\njane@umbrella.co.uk",
            (("jane@umbrella.co.uk",), ("umbrella", "umbrella.co.uk")),
        ),
        ("we run Initech Systems GmbH in Berlin", (("initech systems",),)),
        ("see www.stark.example", (("stark.example", "stark"),)),
        ("see eu.stark.example", (("eu.stark.example",),)),
        ("lagging inc?", (("lagging",),)),
        ("L-00042 please", ()),
        ("We are a customer: Émile & Söhne", (("émile",),)),
    ],
)
def test_addresses_come_first_then_names(text: str, found: tuple[tuple[str, ...], ...]) -> None:
    assert phrases(text) == found


@given(st.text(max_size=200) | st.text("Aa .@-\n", max_size=200))
def test_any_text_makes_few_and_short_phrases(text: str) -> None:
    tiers = phrases(text)
    assert len(tiers) <= 2
    assert all(0 < len(tier) <= MOST for tier in tiers)
    assert all(0 < len(each) <= LONGEST_PHRASE for tier in tiers for each in tier)
