"""Reading every license of an org: by which road, how far it is, and how fast. A load outlives the program."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from lmo_tui.domain.cells import Cells


class Road(StrEnum):
    """How the licenses are read."""

    RANGES = "ranges"
    """Queries for ranges of Ids, some at a time."""
    JOB = "job"
    """The pages of one Bulk API 2.0 job's result."""


@dataclass(frozen=True, slots=True)
class Span:
    """Ids after one and up to another; an empty one is the end of all."""

    after: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some licenses, and what of the load is done once they are kept."""

    rows: Sequence[Cells]
    part: str
    """Which span, by its end, or which page of the result."""
    mark: str = ""
    """The Id up to which the span is read; empty where the org did not keep to the order of Ids."""
    over: bool = False
    """Whether that was the last of the part."""


@dataclass(frozen=True, slots=True)
class Load:
    """A load under way: all that is needed to go on with it after a crash."""

    road: Road
    asked: str
    """What was asked for, as a fingerprint: a user who may see other fields now must not go on with it."""
    started: datetime
    total: int
    job: str = ""
    spans: tuple[Span, ...] = ()
    """What is still to be read of the Ids."""
    pages: frozenset[str] = frozenset()
    """What has been read of the job's result."""
    loaded: int = 0
    newest: str = ""
    """The highest SystemModstamp among what was read."""

    def after(self, batch: Batch, newest: str) -> "Load":
        """The load once the batch is kept."""
        read = replace(self, loaded=self.loaded + len(batch.rows), newest=max(self.newest, newest))
        if self.road is Road.JOB:
            return replace(read, pages=self.pages | {batch.part}) if batch.over else read
        return replace(read, spans=tuple(_narrowed(self.spans, batch)))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a load has come."""

    loaded: int
    total: int | None
    """None until the org has counted."""
    started: datetime
    before: int = 0
    """How many of them an earlier run had loaded."""

    def rate(self, now: datetime) -> float | None:
        """Licenses a second since this run began; None while there is nothing to tell it by."""
        seconds = (now - self.started).total_seconds()
        fresh = self.loaded - self.before
        return fresh / seconds if seconds >= 1 and fresh > 0 else None

    def left(self, now: datetime) -> timedelta | None:
        """The time that the rest will take at this rate."""
        rate = self.rate(now)
        if rate is None or self.total is None:
            return None
        return timedelta(seconds=max(self.total - self.loaded, 0) / rate)


def spoken(progress: Progress, now: datetime) -> str:
    """The progress in words: `42,000 of 100,000 · 16,000/s · 4 s left`, as far as it is known."""
    parts = [f"{progress.loaded:,}" if progress.total is None else f"{progress.loaded:,} of {progress.total:,}"]
    if (rate := progress.rate(now)) is not None:
        parts.append(f"{_rounded(rate):,}/s")
    if (left := progress.left(now)) is not None:
        seconds = math.ceil(left.total_seconds())
        parts.append(f"{seconds} s left" if seconds < 60 else f"{seconds // 60} min left")
    return " · ".join(parts)


def _rounded(rate: float) -> int:
    """Two digits of it: more would only flicker."""
    step = int(10 ** max(len(str(int(rate))) - 2, 0))
    return max(round(rate / step) * step, 1)


def _narrowed(spans: tuple[Span, ...], batch: Batch) -> list[Span]:
    """The spans without what the batch has read of one."""
    return [
        replace(span, after=max(span.after, batch.mark)) if span.until == batch.part else span
        for span in spans
        if not (batch.over and span.until == batch.part)
    ]
