from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.domain.orgs import STARTS_READ_ONLY, OrgClass
from lmo_tui.services.gate import UNLOCK_FOR, WriteGate
from tests.fakes.clocks import MovingClock

MINUTES = UNLOCK_FOR // timedelta(minutes=1)
acts = st.lists(st.sampled_from(("unlock", "lock")) | st.integers(-2 * MINUTES, 2 * MINUTES), max_size=12)


def play(gate: WriteGate, clock: MovingClock, steps: list[str | int]) -> int | None:
    """Do the steps; returns the minutes since the unlock that still stands, if one does."""
    since: int | None = None
    for step in steps:
        if step == "unlock":
            gate.unlock()
            since = 0
        elif step == "lock":
            gate.lock()
            since = None
        else:
            clock.advance(minutes=float(step))
            since = None if since is None else since + int(step)
    return since


@given(org_class=st.sampled_from(OrgClass), steps=acts)
def test_a_read_only_run_never_writes(org_class: OrgClass, steps: list[str | int]) -> None:
    clock = MovingClock()
    gate = WriteGate(org_class, read_only=True, clock=clock)
    play(gate, clock, steps)
    assert not gate.is_open()
    assert "--read-only" in str(gate.why_not())
    assert gate.why_not_unlock() == gate.why_not()
    assert gate.time_left() in {None, timedelta()}


@given(org_class=st.sampled_from(sorted(STARTS_READ_ONLY)), steps=acts)
def test_production_and_unknown_orgs_are_open_only_within_the_time_after_an_unlock(
    org_class: OrgClass, steps: list[str | int]
) -> None:
    clock = MovingClock()
    gate = WriteGate(org_class, read_only=False, clock=clock, alias="acme-lmo")
    since = play(gate, clock, steps)
    is_open = since is not None and 0 <= since < MINUTES
    assert gate.is_open() is is_open
    assert (gate.why_not() is None) is is_open
    assert gate.time_left() == (timedelta(minutes=MINUTES - since) if is_open and since is not None else timedelta())


@given(org_class=st.sampled_from(sorted(set(OrgClass) - STARTS_READ_ONLY)), steps=acts)
def test_other_orgs_are_open_and_need_no_unlock(org_class: OrgClass, steps: list[str | int]) -> None:
    clock = MovingClock()
    gate = WriteGate(org_class, read_only=False, clock=clock)
    play(gate, clock, steps)
    assert gate.is_open()
    assert gate.why_not() is None
    assert gate.time_left() is None


@pytest.mark.parametrize(
    ("org_class", "sentence"),
    [
        (OrgClass.PRODUCTION, "acme-lmo is a production org: press U to open it for writing."),
        (OrgClass.UNKNOWN, "acme-lmo may be a production org: press U to open it for writing."),
    ],
)
def test_the_reason_says_what_to_press(org_class: OrgClass, sentence: str) -> None:
    assert WriteGate(org_class, read_only=False, clock=MovingClock(), alias="acme-lmo").why_not() == sentence
