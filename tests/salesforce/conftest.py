"""What the tests of the wire share: sessions to stub servers, and connections to a demo LMO."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Protocol

import pytest

from lmo_tui.demo.server import DemoLmo
from lmo_tui.domain.ports import LicenseRepository
from lmo_tui.salesforce.bearer import Bearer
from lmo_tui.salesforce.client import Client
from lmo_tui.salesforce.connection import connect
from lmo_tui.salesforce.deadline import Timing
from lmo_tui.salesforce.origin import origin_of
from lmo_tui.salesforce.transport import LmoSession
from tests.demo.fixtures import demo_lmo, make_demo_lmo, pristine_lmo
from tests.salesforce.stub import Answers, Stub

__all__ = ["demo_lmo", "make_demo_lmo", "pristine_lmo"]

TOKEN = "00D000000000001!AQEAQFirstTokenOfTheTests"  # noqa: S105 - made up for the tests


class Serve(Protocol):
    """Starts a stub server that is stopped when the test ends."""

    def __call__(self, answers: Answers) -> Stub:
        """Start one."""


class MakeClient(Protocol):
    """Makes a client of a stub server, without waits between tries."""

    def __call__(
        self,
        stub: Stub,
        *,
        refresh: Callable[[], str] | None = None,
        may_write: Callable[[], bool] = ...,
        timing: Timing | None = None,
    ) -> Client:
        """Make one."""


class Open(Protocol):
    """Connects to a demo LMO."""

    def __call__(
        self, lmo: DemoLmo, *, may_write: Callable[[], bool] = ..., timing: Timing | None = None
    ) -> LicenseRepository:
        """Connect."""


def yes() -> bool:
    """Writing is open."""
    return True


@pytest.fixture
def serve() -> Iterator[Serve]:
    with ExitStack() as running:

        def start(answers: Answers) -> Stub:
            return running.enter_context(Stub(answers))

        yield start


@pytest.fixture
def make_client() -> Iterator[MakeClient]:
    with ExitStack() as opened:

        def make(
            stub: Stub,
            *,
            refresh: Callable[[], str] | None = None,
            may_write: Callable[[], bool] = yes,
            timing: Timing | None = None,
        ) -> Client:
            origin = origin_of(stub.url)
            session = LmoSession(origin, Bearer(TOKEN, refresh), may_write, timing=timing, pause=lambda _: None)
            client = Client(origin, session, "68.0")
            opened.callback(client.close)
            return client

        yield make


@pytest.fixture
def open_lmo() -> Iterator[Open]:
    with ExitStack() as opened:

        def start(
            lmo: DemoLmo, *, may_write: Callable[[], bool] = yes, timing: Timing | None = None
        ) -> LicenseRepository:
            repository = connect(
                instance_url=lmo.url, access_token=lmo.token, alias="demo", may_write=may_write, timing=timing
            )
            opened.callback(repository.close)
            return repository

        yield start
