"""Several requests at a time, on daemon threads of our own, and their results one after the other for whoever waits."""

import threading
from collections.abc import Callable, Iterator, Sequence
from queue import Empty, Full, Queue
from types import TracebackType
from typing import Final, Generic, TypeVar

T = TypeVar("T")

WAITING: Final = 1
"""Results that may wait to be taken: two thousand licenses have some 5 MB, and the desk is to stay small."""

_LOOK_UP: Final = 0.1
"""Seconds after which a thread with a full queue before it looks whether anybody still waits."""


class _Done:
    """A thread has no more to do; as a context it carries what ended the thread to the one who takes."""

    def __init__(self, tell: Callable[["_Done"], object]) -> None:
        self._tell = tell
        self.error: BaseException | None = None

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> bool:
        self.error = error
        self._tell(self)
        return True


class Crew(Generic[T]):
    """Works off tasks side by side. `tasks` is asked for the next one by one thread at a time.

    The queue is short: memory stays small when whoever takes is slower than the org.
    """

    def __init__(self, tasks: Callable[["Crew[T]"], Iterator[Callable[[], Iterator[T]]]], width: int) -> None:
        self._stopped = threading.Event()
        self._tasks = tasks(self)
        self._next = threading.Lock()
        self._results: Queue[T | _Done] = Queue(WAITING)
        self._working = width
        self._error: BaseException | None = None
        for _ in range(width):
            threading.Thread(target=self._work, name="lmo-load", daemon=True).start()

    def take(self) -> list[T]:
        """What has come in, at least one result; none when that was all. Raises whatever a task raised."""
        found: list[T] = []
        while self._working and not self._stopped.is_set() and self._error is None:
            try:
                result = self._results.get(timeout=_LOOK_UP, block=not found)
            except Empty:
                if found:
                    break
                continue
            if isinstance(result, _Done):
                self._working -= 1
                self._error = result.error
            else:
                found.append(result)
        if self._error is not None and not found:
            self.close()
            raise self._error
        return found

    def close(self) -> None:
        """Ask for nothing more; a request under way is left to itself."""
        self._stopped.set()

    def pause(self, seconds: float) -> None:
        """Wait for so long, or until nobody wants the results any more."""
        self._stopped.wait(seconds)

    @property
    def stopped(self) -> bool:
        """Whether nobody wants the results any more."""
        return self._stopped.is_set()

    def _work(self) -> None:
        with _Done(self._hand_over):
            while not self._stopped.is_set():
                with self._next:
                    task = next(self._tasks, None)
                if task is None:
                    return
                for result in task():
                    self._hand_over(result)
                    if self._stopped.is_set():
                        return

    def _hand_over(self, result: "T | _Done") -> None:
        while not self._stopped.is_set():
            try:
                return self._results.put(result, timeout=_LOOK_UP)
            except Full:
                continue
        return None


def side_by_side(calls: Sequence[Callable[[], T]]) -> list[T]:
    """The results of some calls that are made at once, in their order; the first error is raised."""

    def numbered(number: int) -> Callable[[], Iterator[tuple[int, T]]]:
        return lambda: iter([(number, calls[number]())])

    crew: Crew[tuple[int, T]] = Crew(lambda _: map(numbered, range(len(calls))), len(calls))
    results: dict[int, T] = {}
    while some := crew.take():
        results.update(some)
    return [results[number] for number in range(len(calls))]
