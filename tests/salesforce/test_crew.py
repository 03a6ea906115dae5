"""Requests side by side: every result once, the first error told, and nobody left behind."""

import threading
from collections.abc import Callable, Iterator

import pytest

from lmo_tui.salesforce.crew import Crew, side_by_side

Task = Callable[[], Iterator[int]]


def a_crew(tasks: list[Task], width: int = 3) -> Crew[int]:
    return Crew(lambda _: iter(tasks), width)


def drained(crew: Crew[int]) -> list[int]:
    found: list[int] = []
    while some := crew.take():
        found += some
    return found


def test_every_result_comes_once_however_many_there_are() -> None:
    tasks: list[Task] = [lambda start=start: iter(range(start, start + 10)) for start in range(0, 200, 10)]  # type: ignore[misc]  # a default binds the number
    assert sorted(drained(a_crew(tasks))) == list(range(200))


def test_results_come_in_the_order_of_the_calls() -> None:
    earlier = threading.Event()

    def late() -> str:
        assert earlier.wait(5)
        return "late"

    def early() -> str:
        earlier.set()
        return "early"

    assert side_by_side([late, early]) == ["late", "early"]


def test_an_error_comes_after_what_was_there_and_ends_all() -> None:
    def breaks() -> Iterator[int]:
        yield 1
        raise OSError("gone")

    crew = a_crew([breaks, lambda: iter([2])], 1)
    found: list[int] = []
    with pytest.raises(OSError, match="gone"):
        while some := crew.take():
            found += some
    assert found == [1]
    assert crew.stopped


def test_an_error_in_finding_the_tasks_is_told() -> None:
    def tasks(_: Crew[int]) -> Iterator[Task]:
        yield lambda: iter([1])
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        drained(Crew(tasks, 2))


def test_closing_lets_everybody_go() -> None:
    before = set(threading.enumerate())

    def for_ever() -> Iterator[int]:
        while True:
            yield 1

    crew = a_crew([for_ever, for_ever])
    assert crew.take()
    crew.close()
    assert crew.take() == []
    for thread in set(threading.enumerate()) - before:
        thread.join(5)
    assert set(threading.enumerate()) <= before
    assert all(thread.daemon for thread in threading.enumerate() if thread.name == "lmo-load")
