"""Waiting for a test install: what was there before is never it, and every watch ends."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.domain.checks.facts import Install
from lmo_tui.domain.checks.watching import LOOKS, WITHOUT_LEAD, Watch


def an_install(number: int, lead: str = "") -> Install:
    return Install("a03", f"a05{number:012}", f"L-{number:05}", "2026-11-24", lead and f"00Q{number:012}", lead)


INSTALLS = st.lists(st.builds(an_install, st.integers(0, 9), st.sampled_from(["", "Bill Hall"])), max_size=4)


@given(before=INSTALLS, looks=st.lists(INSTALLS, max_size=12))
def test_only_what_was_not_there_is_found(before: list[Install], looks: list[list[Install]]) -> None:
    watch = Watch.begin(before)
    old = {each.license_id for each in before}
    for look in looks:
        watch = watch.seen(look)
        new = [each for each in look if each.license_id not in old]
        assert watch.found is None or watch.found.license_id not in old
        assert watch.paired or not any(each.lead_id for each in new)
    assert watch.looks == len(looks)


def test_the_pair_ends_it_and_a_license_alone_waits_for_its_lead() -> None:
    watch = Watch.begin([an_install(1)]).seen([an_install(2), an_install(1)])
    assert not watch.over
    assert watch.said == "License L-00002 has come, without a lead: waiting for its lead."
    paired = watch.seen([replace(an_install(2), lead_id="00Q", lead="Bill Hall")])
    assert paired.over
    assert paired.said.startswith("The pair is here: license L-00002 and lead Bill Hall.")
    for _ in range(WITHOUT_LEAD):
        watch = watch.seen([an_install(2)])
    assert watch.over
    assert "fine where a Contact matched" in watch.said


def test_a_watch_that_finds_nothing_ends_and_says_where_to_look() -> None:
    watch = Watch.begin([])
    for _ in range(LOOKS):
        assert not watch.over
        watch = watch.seen([])
    assert watch.over
    assert watch.said == "Nothing has come in 15 minutes. Look at steps 4 to 6, then watch again."
