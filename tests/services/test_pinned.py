"""An alias is one org: where another one answers, it may be looked at, and nothing is written."""

import pytest

from lmo_tui.domain.errors import LmoError, RefusedError
from lmo_tui.domain.ids import short_id
from lmo_tui.domain.orgs import OrgClass
from lmo_tui.services.session import Connection, Session
from lmo_tui.storage.store import Store
from tests.fakes.licenses import fixed_clock, sample_licenses
from tests.fakes.repository import FakeRepository, with_licenses
from tests.fakes.workbench import MemoryJournal, at_once

OTHER = "00D000000000999EAA"


def a_session(repository: FakeRepository, pinned: str, told: list[LmoError]) -> Session:
    return Session(
        repository.connect,
        store=Store(":memory:"),
        journal=MemoryJournal(),
        runner=at_once,
        clock=fixed_clock,
        alias="acme",
        pinned=pinned,
        tell=told.append,
    )


@pytest.mark.parametrize("org_class", [OrgClass.SANDBOX, OrgClass.PRODUCTION, OrgClass.DEMO])
async def test_another_org_is_never_written_to_whatever_its_class(org_class: OrgClass) -> None:
    told: list[LmoError] = []
    session = a_session(with_licenses(sample_licenses(), org_class), OTHER, told)
    await session.connect()
    assert session.connection is Connection.ONLINE
    assert not session.gate.is_open()
    assert OTHER in str(session.gate.why_not()) and OTHER in str(told[0])
    with pytest.raises(RefusedError, match="Another org answers"):
        await session.consent_and_unlock()
    session.gate.unlock()
    assert not session.gate.is_open()


async def test_the_same_org_by_its_shorter_id_is_written_to() -> None:
    told: list[LmoError] = []
    repository = with_licenses(sample_licenses(), OrgClass.SANDBOX)
    session = a_session(repository, short_id(repository.here.id), told)
    await session.connect()
    assert (session.gate.is_open(), told) == (True, [])
