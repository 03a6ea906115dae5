"""Being in an org: connected or not, who we are there, what we may do, and whether writing is open."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from enum import StrEnum
from functools import partial
from typing import TypeAlias

from lmo_tui.domain.access import Access
from lmo_tui.domain.errors import LmoError, RefusedError, StorageError
from lmo_tui.domain.ids import same_id
from lmo_tui.domain.licenses import License
from lmo_tui.domain.orgs import Org, OrgClass
from lmo_tui.domain.ports import Clock, Journal, LicenseRepository, LicenseStore, Runner, Usage
from lmo_tui.services import memory
from lmo_tui.services.gate import WriteGate

Connect: TypeAlias = Callable[[Callable[[], bool]], LicenseRepository]
"""Makes a connection that writes only while the given question is answered yes. Blocks; raises LmoError."""


class Connection(StrEnum):
    """How the session stands to the org."""

    CONNECTING = "connecting"
    ONLINE = "online"
    OFFLINE = "offline"


class Session:
    """One org as one user; before it is connected it knows what the store remembers."""

    def __init__(  # noqa: PLR0913 - the ports, each named by keyword
        self,
        connect: Connect,
        *,
        store: LicenseStore,
        journal: Journal,
        runner: Runner,
        clock: Clock,
        alias: str,
        read_only: bool = False,
        org_class: OrgClass | None = None,
        pinned: str = "",
        tell: Callable[[LmoError], None] | None = None,
    ) -> None:
        self._connect = connect
        self._store = store
        self._journal = journal
        self._runner = runner
        self._clock = clock
        self._read_only = read_only
        self._pinned = pinned
        """The id of the only org that may be written to; empty where nobody said which."""
        self._tell = tell or (lambda _error: None)
        self.alias = alias
        self.connection = Connection.OFFLINE
        self.error: LmoError | None = None
        self.repository: LicenseRepository | None = None
        self.org = memory.org_from_text(self._fact(memory.ORG))
        self.access = memory.access_from_text(self._fact(memory.ACCESS)) or Access()
        self._offers = memory.offers_from_text(self._fact(memory.OFFERS))
        self._unlearned: set[str] = set()
        known = self.org.org_class if self.org else org_class
        self.gate = self._a_gate(known or OrgClass.UNKNOWN, self._mismatch(self.org))

    @property
    def usage(self) -> Usage | None:
        """API use as the org's last answer told it."""
        return self.repository.usage() if self.repository else None

    async def connect(self) -> None:
        """Connect, and learn where and who we are; what goes wrong is found in `error`, never raised."""
        if self.connection is Connection.CONNECTING:
            return
        self.connection, self.error = Connection.CONNECTING, None
        try:
            repository, org, access = await self._runner(self._reach)
        except LmoError as error:
            self.connection, self.error = Connection.OFFLINE, error
            return
        except BaseException:
            self.connection = Connection.OFFLINE
            raise
        try:
            await self._arrive(org, access)
        except StorageError as error:  # Another org's licenses must never be shown as this one's.
            self.connection, self.error = Connection.OFFLINE, error
            await self._runner(repository.close)
            return
        previous, self.repository = self.repository, repository
        self.connection = Connection.ONLINE
        if previous is not None and previous is not repository:
            await self._runner(previous.close)
        await self.learn_offers()

    async def consent_and_unlock(self) -> None:
        """Open the org for writing, having read Salesforce's advice on editing licenses; recorded once per org."""
        if reason := self.gate.why_not_unlock():
            raise RefusedError(reason)
        if self.org is None:
            raise RefusedError("It is not known yet which org this is.", remedy="Connect first.")
        await self._record(self.org)
        self.gate.unlock()

    @property
    def consented(self) -> bool:
        """Whether Salesforce's advice need not be told before a write: it was read here, or this is the demo."""
        demo = self.org is not None and self.org.org_class is OrgClass.DEMO
        return demo or self._fact(memory.CONSENT) is not None

    async def record_consent(self) -> None:
        """Keep, once per org, that the advice was read: of every kind of org but the demo. Raises StorageError."""
        if self.org is not None and not self.consented:
            await self._record(self.org)

    def offered(self, record_type_id: str) -> tuple[str, ...] | None:
        """The statuses that the org offers for a record type, as far as it was learned."""
        return self._offers.get(record_type_id)

    def notice(self, licenses: Iterable[License]) -> None:
        """Take note of the record types of licenses, so that `learn_offers` asks for them."""
        self.notice_types({license_.record_type_id for license_ in licenses})

    def notice_types(self, seen: Iterable[str]) -> None:
        """The same for the record types themselves."""
        self._unlearned |= {record_type for record_type in seen if record_type and record_type not in self._offers}

    async def learn_offers(self) -> None:
        """Ask the org what it offers for every record type noticed; an org that does not say leaves our own table."""
        repository = self.repository
        if repository is None or not self._unlearned:
            return
        for record_type in sorted(self._unlearned):
            try:
                offer = await self._runner(partial(repository.offered_statuses, record_type))
            except LmoError:
                break  # Advice only: what was known before, or our own table, serves until the next time.
            self._offers[record_type] = offer
            self._unlearned.discard(record_type)
        await self._remember(memory.OFFERS, memory.offers_to_text(self._offers))

    async def remember(self) -> None:
        """Keep what is known of the org in the store, for the next time."""
        if self.org is not None:
            await self._remember(memory.ORG, memory.org_to_text(self.org))
            await self._remember(memory.ACCESS, memory.access_to_text(self.access))
            await self._remember(memory.OFFERS, memory.offers_to_text(self._offers))

    async def close(self) -> None:
        """Give up the connection, and lock the gate."""
        self.gate.lock()
        self.connection = Connection.OFFLINE
        repository, self.repository = self.repository, None
        if repository is not None:
            await self._runner(repository.close)

    async def _record(self, org: Org) -> None:
        now = self._clock()
        if self._fact(memory.CONSENT) is None:
            await self._runner(lambda: self._journal.consent(org, now))
            await self._remember(memory.CONSENT, now.isoformat())

    def _reach(self) -> tuple[LicenseRepository, Org, Access]:
        # The lock is looked up at each write, for the gate changes when the org turns out to be another.
        def may_write() -> bool:
            return self.gate.is_open()

        repository = self._connect(may_write)
        try:
            return repository, repository.org(), repository.access()
        except LmoError:
            repository.close()
            raise

    async def _arrive(self, org: Org, access: Access) -> None:
        known = self.org
        elsewhere = known is None or not (same_id(known.id, org.id) and same_id(known.user_id, org.user_id))
        self.org, self.access = org, access
        mismatch = self._mismatch(org)  # Before anything else: the gate is what every write asks.
        if elsewhere or self.gate.org_class is not org.org_class or self.gate.blocked != mismatch:
            self.gate = self._a_gate(org.org_class, mismatch)
        if mismatch:
            self._tell(RefusedError(mismatch))
        if elsewhere:
            self._offers, self._unlearned = {}, set()
            await self._runner(self._store.reset)
        self._unlearned |= set(self._offers)  # What the org offers may have changed since.
        await self.remember()

    def _mismatch(self, org: Org | None) -> str:
        if org is None or not self._pinned or same_id(org.id, self._pinned):
            return ""
        return (
            f"Another org answers than “{self.alias}” was when you logged in: {org.id}, not {self._pinned}."
            f" Nothing is written to it. Log in to it under an alias of its own."
        )

    def _a_gate(self, org_class: OrgClass, blocked: str = "") -> WriteGate:
        return WriteGate(org_class, read_only=self._read_only, clock=self._clock, alias=self.alias, blocked=blocked)

    def _fact(self, name: str) -> str | None:
        with suppress(StorageError):
            return self._store.fact(name)
        return None

    async def _remember(self, name: str, value: str) -> None:
        try:
            await self._runner(lambda: self._store.remember(name, value))
        except StorageError as error:  # The org can be worked with all the same.
            self.error = error
