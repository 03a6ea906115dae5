"""A call with a deadline holds up nothing but the one who waits for it."""

import signal
import threading

import pytest

from lmo_tui.salesforce.deadline import Abandoned, OverdueError, within


def test_a_signal_that_does_not_wake_the_one_who_waits_is_handled_all_the_same() -> None:
    """A signal that comes just before the wait, or to another thread, interrupts no wait; Python then only notes it."""
    handled = threading.Event()

    def call(_: Abandoned) -> bool:
        signal.raise_signal(signal.SIGUSR1)  # To this thread, not to the one that waits.
        return handled.wait(5)

    before = signal.signal(signal.SIGUSR1, lambda *_: handled.set())
    try:
        assert within(30, call)
    finally:
        signal.signal(signal.SIGUSR1, before)


def test_what_takes_too_long_is_given_up_and_told_so() -> None:
    told: list[bool] = []
    over = threading.Event()

    def call(abandoned: Abandoned) -> None:
        told.append(abandoned.wait(10))
        over.set()

    with pytest.raises(OverdueError):
        within(0.01, call)
    assert over.wait(10)
    assert told == [True]
