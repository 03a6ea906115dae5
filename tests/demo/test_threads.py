from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from tests.demo.client import Client
from tests.demo.fixtures import odd_license

if TYPE_CHECKING:
    from lmo_tui.demo.server import DemoLmo

WRITERS = 4
READERS = 4
ROUNDS = 15


def test_readers_and_writers_do_not_disturb_each_other(demo_lmo: DemoLmo) -> None:
    key = odd_license(demo_lmo, "over_used")

    def write(writer: int) -> list[int]:
        client = Client(demo_lmo, demo_lmo.token)
        statuses = [client.patch(key, {"sfLma__Seats__c": 1_000 * writer + number}).status for number in range(ROUNDS)]
        client.connection.close()
        return statuses

    def read(_: int) -> list[bool]:
        client = Client(demo_lmo, demo_lmo.token)
        consistent = []
        for _ in range(ROUNDS):
            row = client.license(key)
            consistent.append(row["sfLma__Licensed_Seats__c"] == str(int(row["sfLma__Seats__c"])))
            consistent.append(client.query("SELECT Id FROM sfLma__License__c").json["totalSize"] == 60)
        client.connection.close()
        return consistent

    with ThreadPoolExecutor(WRITERS + READERS) as pool:
        written = [pool.submit(write, writer) for writer in range(1, WRITERS + 1)]
        seen = [pool.submit(read, reader) for reader in range(READERS)]
        assert all(status == 204 for result in written for status in result.result())
        assert all(fine for result in seen for fine in result.result())
    commits = demo_lmo.audit.commits
    assert len(commits) == WRITERS * ROUNDS
    # Each save starts from what the one before it left: none was lost, none was doubled.
    changes = [(commit.before["sfLma__Seats__c"], commit.after["sfLma__Seats__c"]) for commit in commits]
    assert [before for before, _ in changes] == [25.0, *(after for _, after in changes[:-1])]
    history = "SELECT count(*) FROM sfLma__License__History WHERE ParentId = ? AND CreatedDate >= '2026-11-24'"
    assert demo_lmo.value(history, key) == WRITERS * ROUNDS
