"""The timeline on the screen: what the org and the journal tell, and what a license was on a day."""

from datetime import timedelta

from lmo_tui.domain.errors import NoAccessError
from lmo_tui.domain.ids import short_id
from lmo_tui.domain.timeline import HistoryRow
from tests.fakes.licenses import NOW, a_license
from tests.fakes.repository import FakeRepository, with_licenses
from tests.robots.desk import at_the_desk


def changed() -> FakeRepository:
    """An org whose license had 40 seats ten days ago, when Priya gave it ten more."""
    license_ = a_license(42, created=NOW - timedelta(days=100), modified=NOW - timedelta(days=10))
    repository = with_licenses([license_])
    at = NOW - timedelta(days=10)
    rows = [
        HistoryRow("017000000000001", NOW - timedelta(days=100), "License Management", "", "created"),
        HistoryRow("017000000000002", at, "Priya Nair", "", "seats", 40, license_.seats),
    ]
    repository.histories[short_id(license_.id)] = rows
    return repository


async def test_t_tells_what_happened_and_asof_what_it_was() -> None:
    repository = changed()
    async with at_the_desk(repository=repository, size=(80, 24)) as desk:
        await (
            desk.press("t")
            .expect("Timeline of L-00042")
            .expect(r"▌2026-11-14 .*Priya Nair +Seats 40 → 50")
            .expect("License created")
            .expect(r"Then +Status Active · Seats 50")
        )
        assert repository.calls.count("history") == 1
        await (
            desk.press("colon")
            .type("asof -20d")
            .press("enter")
            .expect("L-00042 as of 2026-11-04 23:59")
            .expect(r"Seats +40")
            .press("q")
            .press("q")
            .press("colon")
            .type("asof never")
            .press("enter")
            .expect("“never” is no day")
        )


async def test_where_the_history_may_not_be_read_the_rest_is_there_and_the_reason() -> None:
    repository = changed()
    repository.fail("history", NoAccessError("The org's own history cannot be read."), times=9)
    async with at_the_desk(repository=repository, size=(120, 40)) as desk:
        await (
            desk.press("t")
            .expect("License created")
            .expect(r"The org's own history cannot be read\. What else is known is here\.")
            .expect_not("Priya")
            .press("r")
            .press("q")
            .expect_on("L-00042")
        )
