"""The real world: adapters joined to services, services to screens."""

import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Final

from lmo_tui.cli.narration import narrate, someone_is_there
from lmo_tui.domain.errors import StorageError
from lmo_tui.domain.left import NO_INSTANT
from lmo_tui.salesforce.way_out import WAY_OUT

if TYPE_CHECKING:
    from pathlib import Path

    from lmo_tui.cli.choice import Chosen
    from lmo_tui.cli.other_screen import OtherScreen
    from lmo_tui.cli.places import Place
    from lmo_tui.cli.secret_stores import SecretStores
    from lmo_tui.domain.checks.check import Check
    from lmo_tui.domain.copying import Outlets
    from lmo_tui.domain.journal import JournalEntry
    from lmo_tui.domain.network import Network
    from lmo_tui.domain.ports import Runner
    from lmo_tui.domain.profiles import Profile, Profiles
    from lmo_tui.domain.secrets import SecretStore, StoreKind
    from lmo_tui.domain.settings import Keys, Problem
    from lmo_tui.services.workbench import Workbench
    from lmo_tui.storage.faults import Tell
    from lmo_tui.storage.journal import FileJournal
    from lmo_tui.storage.store import Store


GIVING_WAY: Final = 0.0005
"""Seconds that a load in the background may hold Python's lock while a key waits for it; 0.005 is Python's own."""


class World:
    """This machine, this terminal, and orgs at the end of the wire."""

    def __init__(self, screen: "OtherScreen | None" = None) -> None:
        self._screen = screen
        """The terminal's second screen, if a picture is on it already."""
        self._instant = True
        self._told: set[str] = set()
        self._secrets: SecretStores | None = None
        self._drawn = False
        """Whether the screens have the terminal."""
        WAY_OUT.told_by(self._network)

    def now(self) -> datetime:
        """The present moment in the machine's zone."""
        return datetime.now().astimezone()

    @contextmanager
    def workbench(
        self, chosen: "Chosen", runner: "Runner", progress: Callable[[str], None] | None = None
    ) -> "Iterator[Workbench]":
        """The services for the chosen org, not connected yet; whatever they started ends with the context."""
        from lmo_tui.cli.allocation import keep_memory_small
        from lmo_tui.services.bookmark import Bookmarks
        from lmo_tui.services.troubles import Troubles
        from lmo_tui.services.workbench import furnish
        from lmo_tui.storage.inbox import InboxFiles
        from lmo_tui.storage.keepsake import KeepsakeFile
        from lmo_tui.storage.paths import inbox_folder, runs_folder, settings_path
        from lmo_tui.storage.runs import RunFiles
        from lmo_tui.storage.settings import SettingsFile

        keep_memory_small()
        self._instant = chosen.instant and os.environ.get(NO_INSTANT) != "0"
        troubles = Troubles()
        with (
            _place(self, chosen, progress) as place,
            closing(_store(place.store, troubles.add)) as store,
            closing(_journal(troubles.add)) as journal,
        ):
            yield furnish(
                place.connect,
                store=store,
                journal=journal,
                runner=runner,
                clock=self.now,
                alias=place.alias,
                read_only=chosen.read_only,
                org_class=place.org_class,
                pinned=place.pinned,
                settings=SettingsFile(settings_path(), checked_keys),
                runs=RunFiles(runs_folder(), journal.writers),
                read_orgs=stored_orgs,
                inbox=InboxFiles(inbox_folder(), troubles.add),
                troubles=troubles,
                bookmarks=Bookmarks(
                    KeepsakeFile(place.left) if place.left else None, store=place.store.name, afresh=chosen.new_session
                ),
            )

    def secret_store(self, profile: "Profile", kind: "StoreKind | None") -> "SecretStore":
        """Where secrets of this kind are kept for an org, and without a kind the safest place there is."""
        if self._secrets is None:
            from lmo_tui.cli.secret_stores import SecretStores

            self._secrets = SecretStores(lambda: not self._drawn and self.someone_is_there())
        return self._secrets.of(profile, kind)

    def _network(self) -> "Network":
        """The way out that is set; what is wrong with it the desk tells itself."""
        from lmo_tui.domain.network import NETWORK
        from lmo_tui.storage.paths import settings_path
        from lmo_tui.storage.settings import SettingsFile

        settings = SettingsFile(settings_path()).load()
        for problem in settings.problems if not self._drawn else ():
            if problem.table == NETWORK and problem.told not in self._told:
                self._told.add(problem.told)
                narrate(problem.told)
        return settings.network

    def history(self) -> "Iterator[JournalEntry]":
        """Every change that was begun from this machine, newest first."""
        return _journal().history()

    def machine(self) -> "Sequence[Callable[[], Check]]":
        """The checks of this machine, each made when it is called."""
        from lmo_tui.cli.surroundings import surroundings
        from lmo_tui.domain.checks.machine import machine_checks

        return machine_checks(surroundings)

    def show(self, workbench: "Workbench") -> int:
        """Run the screens on a workbench; the exit code."""
        screen, self._screen = self._screen, None  # A desk that follows this one has none on it.
        self._drawn = True
        try:
            return self._show(workbench, screen)
        finally:
            self._drawn = False

    def _show(self, workbench: "Workbench", given: "OtherScreen | None") -> int:
        from lmo_tui.cli.first_frame import first_frame
        from lmo_tui.cli.interrupts import leaving_in_order
        from lmo_tui.tui.terminal.fitting import here

        fit = here(os.environ, workbench.views.settings.looks)
        with leaving_in_order(), first_frame(workbench, given, wanted=self._instant, fit=fit) as screen:
            from lmo_tui.cli.takeover import hand_over
            from lmo_tui.tui.app import LmoApp

            app = LmoApp(workbench, fit=fit, outlets=outlets())
            hand_over(app, screen)
            gc.freeze()  # What was imported stays until the end: the collector need not look at it at every turn.
            gc.enable()
            sys.setswitchinterval(GIVING_WAY)
            return app.run() or app.return_code or 0

    def someone_is_there(self) -> bool:
        """Whether a person can see a question and answer it."""
        return someone_is_there()

    def has_screen(self) -> bool:
        """Whether the screens can be drawn here: Textual would draw on whatever there is, and wait for ever."""
        return (
            all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)) and os.environ.get("TERM") != "dumb"
        )


def stored_orgs() -> "Profiles":
    """The orgs that one has logged in to; what is wrong in their file is among them."""
    from lmo_tui.cli.stored import profiles_file

    return profiles_file().load()


def checked_keys(keys: "Keys") -> "tuple[Keys, Sequence[Problem]]":
    """The keys of one's own that can be used; the commands are loaded only where there are some."""
    from lmo_tui.tui.commands.keymap import usable

    return usable(keys)


def outlets() -> "Outlets":
    """The ways for copied text that there are from here, beside the terminal itself."""
    from lmo_tui.cli.handing_over import HandoverFolders
    from lmo_tui.cli.tmux import TmuxBuffer
    from lmo_tui.domain.copying import Outlets
    from lmo_tui.storage.clip import ClipFile
    from lmo_tui.storage.paths import clip_path

    return Outlets(TmuxBuffer() if os.environ.get("TMUX") else None, ClipFile(clip_path()), handovers=HandoverFolders())


def _store(path: "Path", tell: "Tell") -> "Store":
    from lmo_tui.storage.mending import IN_MEMORY
    from lmo_tui.storage.store import Store

    try:
        return Store(path, tell)
    except StorageError as error:  # A full disk is no reason not to look at an org.
        tell(StorageError(error.headline, error.detail, f"{error.remedy} {IN_MEMORY}"))
        return Store(":memory:")


def _journal(tell: "Tell | None" = None) -> "FileJournal":
    from lmo_tui.storage import paths
    from lmo_tui.storage.faults import untold
    from lmo_tui.storage.journal import FileJournal

    return FileJournal(paths.journal_path(), tell or untold)


def _place(world: World, chosen: "Chosen", progress: Callable[[str], None] | None) -> "AbstractContextManager[Place]":
    from lmo_tui.cli.places import at_address, at_demo, at_profile
    from lmo_tui.cli.tokens import read_token

    if chosen.instance_url is not None and chosen.token_file is not None:
        return at_address(chosen.instance_url, read_token(chosen.token_file))
    if chosen.profile is not None:
        from lmo_tui.cli.again import ready

        profile, store = ready(world, chosen.profile, chosen)
        return at_profile(profile, store)
    return at_demo(chosen.demo, progress)
