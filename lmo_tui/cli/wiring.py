"""The real world: adapters joined to services, services to screens."""

import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Final

from lmo_tui.cli.narration import someone_is_there
from lmo_tui.domain.errors import StorageError
from lmo_tui.domain.left import NO_INSTANT

if TYPE_CHECKING:
    from pathlib import Path

    from lmo_tui.cli.choice import Chosen
    from lmo_tui.cli.other_screen import OtherScreen
    from lmo_tui.cli.places import Place
    from lmo_tui.domain.copying import Outlets
    from lmo_tui.domain.journal import JournalEntry
    from lmo_tui.domain.ports import Runner
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
        self._held: SecretStore | None = None

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
        from lmo_tui.storage.keepsake import KeepsakeFile
        from lmo_tui.storage.paths import runs_folder, settings_path
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
                troubles=troubles,
                bookmarks=Bookmarks(
                    KeepsakeFile(place.left) if place.left else None, store=place.store.name, afresh=chosen.new_session
                ),
            )

    def secret_store(self, kind: "StoreKind | None") -> "SecretStore":
        """Where secrets of this kind are kept, and without a kind the safest place there is."""
        from lmo_tui.domain.secrets import StoreKind

        if kind in {None, StoreKind.MEMORY}:
            if self._held is None:
                from lmo_tui.cli.held import Held

                self._held = Held()
            return self._held
        return _secret_store(kind or StoreKind.MEMORY)

    def history(self) -> "Iterator[JournalEntry]":
        """Every change that was begun from this machine, newest first."""
        return _journal().history()

    def show(self, workbench: "Workbench") -> int:
        """Run the screens on a workbench; the exit code."""
        from lmo_tui.cli.first_frame import first_frame
        from lmo_tui.cli.interrupts import leaving_in_order
        from lmo_tui.tui.terminal.fitting import here

        fit = here(os.environ, workbench.views.settings.looks)
        with leaving_in_order(), first_frame(workbench, self._screen, wanted=self._instant, fit=fit) as screen:
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

    return Outlets(TmuxBuffer() if os.environ.get("TMUX") else None, ClipFile(clip_path()), HandoverFolders())


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


def _secret_store(kind: "StoreKind") -> "SecretStore":
    """The seam for the credentials ladder: until it is here, only this run's memory keeps anything."""
    from lmo_tui.domain.secrets import SecretStoreError, StoreState

    raise SecretStoreError(StoreState.NO_STORE, f"There is no {kind} for secrets here.", "", "Use --store memory.")


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
