import asyncio
import contextvars
import threading
from collections.abc import Callable

import pytest

from lmo_tui.tui.background import in_background

WHO: contextvars.ContextVar[str] = contextvars.ContextVar("who")


async def test_the_call_runs_elsewhere_and_its_result_comes_back() -> None:
    here = threading.current_thread()

    thread = await in_background(threading.current_thread)

    assert thread is not here
    assert thread.daemon, "a thread that is not a daemon would be joined at exit"


async def test_an_exception_is_raised_where_the_call_is_awaited() -> None:
    def call() -> None:
        raise ConnectionError("no route to org")

    with pytest.raises(ConnectionError, match="no route"):
        await in_background(call)


async def test_stop_iteration_does_not_leave_the_caller_waiting() -> None:
    with pytest.raises(RuntimeError, match="StopIteration"):
        await asyncio.wait_for(in_background(lambda: next(iter(()))), timeout=5)


async def test_the_call_sees_the_context_of_its_caller() -> None:
    WHO.set("dana")

    assert await in_background(WHO.get) == "dana"


async def test_giving_up_drops_the_result() -> None:
    let_go = threading.Event()
    ended = threading.Event()

    def call() -> str:
        let_go.wait(5)
        ended.set()
        return "too late"

    waiting = asyncio.create_task(in_background(call))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    let_go.set()

    assert await in_background(lambda: ended.wait(5)), "the call itself runs to its end"


async def test_calls_do_not_wait_for_each_other() -> None:
    first_may_end = threading.Event()

    def first() -> str:
        return "first" if first_may_end.wait(5) else "alone"

    def second() -> Callable[[], None]:
        return first_may_end.set

    one = asyncio.create_task(in_background(first))
    (await in_background(second))()

    assert await one == "first"
