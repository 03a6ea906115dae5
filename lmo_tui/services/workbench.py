"""Everything that a screen or a command works with."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from lmo_tui.domain.features import FULL_ACCESS
from lmo_tui.domain.keeping import InboxMarks, Runs, SettingsStore
from lmo_tui.domain.orgs import OrgClass
from lmo_tui.domain.ports import Clock, Journal, LicenseStore, Runner
from lmo_tui.domain.profiles import Profiles
from lmo_tui.services.asking import OrgSearch
from lmo_tui.services.bookmark import Bookmarks
from lmo_tui.services.bulk import BulkService
from lmo_tui.services.changes import Changes
from lmo_tui.services.desk import LicenseDesk
from lmo_tui.services.edits import EditService
from lmo_tui.services.features import FeatureService
from lmo_tui.services.filtering import FilterMemory
from lmo_tui.services.finding import Finder
from lmo_tui.services.history import History
from lmo_tui.services.inbox import InboxService
from lmo_tui.services.inbox_marks import MarksInMemory
from lmo_tui.services.matrix import FeatureMatrix
from lmo_tui.services.orgs import OrgSwitch
from lmo_tui.services.overview import OverviewService
from lmo_tui.services.runs import RunsInMemory
from lmo_tui.services.session import Connect, Session
from lmo_tui.services.settling import Settler
from lmo_tui.services.setup import SetupService
from lmo_tui.services.steady import SteadyShelf
from lmo_tui.services.sync import SyncService
from lmo_tui.services.troubles import Troubles
from lmo_tui.services.views import SavedViews, SettingsInMemory
from lmo_tui.services.writing import Tools, Wait


@dataclass(frozen=True)
class Workbench:
    """The services of one org, and the changes that they publish."""

    session: Session
    desk: LicenseDesk
    finder: Finder
    search: OrgSearch
    filters: FilterMemory
    edits: EditService
    bulk: BulkService
    features: FeatureService
    sync: SyncService
    settler: Settler
    setup: SetupService
    history: History
    overview: OverviewService
    inbox: InboxService
    clock: Clock
    changes: Changes
    troubles: Troubles
    shelf: SteadyShelf
    """What the screen reads from: there nothing may fail."""
    bookmarks: Bookmarks
    views: SavedViews
    orgs: OrgSwitch

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
    pinned: str = "",
    wait: Wait = asyncio.sleep,
    settings: SettingsStore | None = None,
    troubles: Troubles | None = None,
    bookmarks: Bookmarks | None = None,
    runs: Runs | None = None,
    read_orgs: Callable[[], Profiles] = Profiles,
    inbox: InboxMarks | None = None,
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
        pinned=pinned,
        tell=troubles.add,
    )
    views = SavedViews(settings or SettingsInMemory(), runner=runner)
    settler = Settler(session, store, journal, runner=runner, clock=clock, publish=changes.publish)
    tools = Tools(
        *(session, store, journal, runner, clock, changes.publish, settler.expect, wait),
        reason_required=lambda: views.settings.reason_required,
    )
    bookmarks, runs = bookmarks or Bookmarks(None), runs or RunsInMemory()
    marks = InboxService(store, inbox or MarksInMemory(), session=session, views=views, runner=runner, clock=clock)
    return _furnished(
        *(tools, settler, OrgSwitch(runner, read_orgs, alias), marks),
        setup=SetupService(session, connect, runner=runner, clock=clock, wait=wait),
        changes=changes,
        troubles=troubles,
        views=views,
        bookmarks=bookmarks,
        runs=runs,
    )


def _furnished(  # noqa: PLR0913 - what the services share, most of it named by keyword
    tools: Tools,
    settler: Settler,
    orgs: OrgSwitch,
    inbox: InboxService,
    *,
    setup: SetupService,
    changes: Changes,
    troubles: Troubles,
    views: SavedViews,
    bookmarks: Bookmarks,
    runs: Runs,
) -> Workbench:
    session, store, runner, clock = tools.session, tools.store, tools.runner, tools.clock
    features = FeatureService(session, store, runner=runner, clock=clock, publish=changes.publish, troubles=troubles)
    edits = EditService(tools, lambda: features.access or FULL_ACCESS)
    finder = Finder(store, runner=runner, clock=clock)
    return Workbench(
        session=session,
        desk=LicenseDesk(store, runner=runner, clock=clock),
        finder=finder,
        search=OrgSearch(session, store, finder, runner=runner, publish=changes.publish),
        filters=FilterMemory(store, runner=runner),
        edits=edits,
        bulk=BulkService(session, edits, runs),
        features=features,
        settler=settler,
        setup=setup,
        history=History(session, tools.journal, runner=runner),
        overview=OverviewService(store, runner=runner, clock=clock),
        inbox=inbox,
        sync=SyncService(session, store, runner=runner, clock=clock, changes=changes),
        clock=clock,
        changes=changes,
        troubles=troubles,
        shelf=SteadyShelf(store, troubles),
        bookmarks=bookmarks,
        views=views,
        orgs=orgs,
    )
