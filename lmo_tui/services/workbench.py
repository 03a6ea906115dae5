"""Everything that a screen or a command works with."""

import asyncio
from dataclasses import dataclass

from lmo_tui.domain.orgs import OrgClass
from lmo_tui.domain.ports import Clock, Journal, LicenseStore, Runner, SettingsStore
from lmo_tui.services.asking import OrgSearch
from lmo_tui.services.bookmark import Bookmarks
from lmo_tui.services.changes import Changes
from lmo_tui.services.desk import LicenseDesk
from lmo_tui.services.edits import EditService
from lmo_tui.services.features import FeatureService
from lmo_tui.services.filtering import FilterMemory
from lmo_tui.services.finding import Finder
from lmo_tui.services.history import History
from lmo_tui.services.matrix import FeatureMatrix
from lmo_tui.services.session import Connect, Session
from lmo_tui.services.settling import Settler
from lmo_tui.services.steady import SteadyShelf
from lmo_tui.services.sync import SyncService
from lmo_tui.services.troubles import Troubles
from lmo_tui.services.views import SavedViews, SettingsInMemory
from lmo_tui.services.writing import Wait


@dataclass(frozen=True)
class Workbench:
    """The services of one org, and the changes that they publish."""

    session: Session
    desk: LicenseDesk
    finder: Finder
    search: OrgSearch
    filters: FilterMemory
    edits: EditService
    features: FeatureService
    sync: SyncService
    settler: Settler
    history: History
    clock: Clock
    changes: Changes
    troubles: Troubles
    shelf: SteadyShelf
    """What the screen reads from: there nothing may fail."""
    bookmarks: Bookmarks
    views: SavedViews

    @property
    def matrix(self) -> FeatureMatrix:
        """Feature values of many licenses at once."""
        return self.features.matrix


def furnish(  # noqa: PLR0913 - the ports, each named by keyword
    connect: Connect,
    *,
    store: LicenseStore,
    journal: Journal,
    runner: Runner,
    clock: Clock,
    alias: str,
    read_only: bool = False,
    org_class: OrgClass | None = None,
    wait: Wait = asyncio.sleep,
    settings: SettingsStore | None = None,
    troubles: Troubles | None = None,
    bookmarks: Bookmarks | None = None,
) -> Workbench:
    """The services over these ports; nothing is connected yet."""
    changes, troubles = Changes(), troubles or Troubles()
    session = Session(
        connect,
        store=store,
        journal=journal,
        runner=runner,
        clock=clock,
        alias=alias,
        read_only=read_only,
        org_class=org_class,
    )
    settler = Settler(session, store, journal, runner=runner, clock=clock, publish=changes.publish)
    edits = EditService(
        session, store, journal, runner=runner, clock=clock, publish=changes.publish, unsure=settler.expect, wait=wait
    )
    finder = Finder(store, runner=runner, clock=clock)
    return Workbench(
        session=session,
        desk=LicenseDesk(store, runner=runner, clock=clock),
        finder=finder,
        search=OrgSearch(session, store, finder, runner=runner, publish=changes.publish),
        filters=FilterMemory(store, runner=runner),
        edits=edits,
        features=FeatureService(session, store, runner=runner, clock=clock, publish=changes.publish, troubles=troubles),
        settler=settler,
        history=History(session, journal, runner=runner),
        sync=SyncService(session, store, runner=runner, clock=clock, changes=changes),
        clock=clock,
        changes=changes,
        troubles=troubles,
        shelf=SteadyShelf(store, troubles),
        bookmarks=bookmarks or Bookmarks(None),
        views=SavedViews(settings or SettingsInMemory(), runner=runner),
    )
