"""A demo LMO that runs in this process, on a port of its own: for `serve`, and for tests."""

import shutil
import tempfile
import threading
from collections.abc import Iterable, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Self

from lmo_tui.demo import records
from lmo_tui.demo.application import Application
from lmo_tui.demo.audit import Audit
from lmo_tui.demo.bulk.jobs import PATIENCE, RESULT_PAGE, Jobs
from lmo_tui.demo.clock import Clock
from lmo_tui.demo.database import open_database
from lmo_tui.demo.faults import Faults, Pause
from lmo_tui.demo.life import Event, Happenings
from lmo_tui.demo.lmo import Lag, Lmo
from lmo_tui.demo.organization import identity, pretend
from lmo_tui.demo.profiles import PROFILES
from lmo_tui.demo.sessions import Sessions
from lmo_tui.demo.setups import SETUPS
from lmo_tui.demo.store import Store
from lmo_tui.demo.transport import LoopbackServer
from lmo_tui.demo.trickle import Trickle


@dataclass(frozen=True, kw_only=True)
class Options:
    """How a demo LMO behaves: its day, its user, its kind of org, and what is to go wrong."""

    port: int = 0
    today: date | None = None
    profile: str = "admin"
    org_kind: str = "demo"
    setup: str = "usual"
    latency_ms: float = 0
    lag_ms: float = 0
    job_ms: float = 0
    """How long a Bulk API job takes; with 0 it is over at the first poll."""
    job_page: int = RESULT_PAGE
    """The rows of each page that `resultPages` names."""
    job_patience: float = PATIENCE
    """The seconds for which one request works on a job; with 0 it saves 200 rows."""
    faults: Iterable[Mapping[str, Any]] = field(default=())
    data: Path | None = None
    """The file to work in, made when missing and kept; without one, a copy that is gone afterwards."""
    trickle: float = 0
    """How many events a minute happen by themselves."""
    seed: int = 7
    """Another seed, other events."""
    rotate: bool = False
    """Whether each use of a refresh token puts another in its place."""


class DemoLmo:
    """A running demo LMO: `with DemoLmo(pristine) as lmo: … lmo.url, lmo.token, lmo.audit`."""

    def __init__(self, pristine: Path, options: Options | None = None) -> None:
        self._options = options or Options()
        self._ending = ExitStack()
        try:
            self._lmo = self._made(pristine)
            self._happenings = Happenings(self._lmo, self._options.seed)
            stopping = threading.Event()
            pace = self._options.trickle
            self._trickle = Trickle(self._happenings.happen, pace, stopping) if pace else None
            application = Application(self._lmo, stopping, self._options.latency_ms / 1000)
            self._server = LoopbackServer(self._options.port, application.answer, stopping)
        except BaseException:
            self._ending.close()
            raise
        self.audit = self._lmo.audit
        self.clock = self._lmo.clock
        self.faults = self._lmo.faults
        self.path = self._lmo.store.path
        self.token = self._lmo.sessions.token

    def _made(self, pristine: Path) -> Lmo:
        options = self._options
        faults, clock, audit = Faults(), Clock(options.today), Audit()
        for rule in options.faults:
            faults.add(rule)
        path = self._working_copy(pristine)
        setup = SETUPS[options.setup]
        profile = setup.over(PROFILES[options.profile])
        with closing(open_database(path)) as connection:
            setup.prepare(connection, profile)
            pretend(connection, options.org_kind, clock.now(), new_id=options.data is None)
            who = identity(connection, profile.user)
        store = Store(path, audit, durable=options.data is not None)
        self._ending.callback(store.close)
        sessions = Sessions(who.org_id, who.username)
        sessions.rotates = options.rotate
        jobs = Jobs(options.job_ms / 1000, options.job_page, options.job_patience)
        return Lmo(store, clock, who, profile, sessions, audit, faults, jobs=jobs, lag=Lag(options.lag_ms), setup=setup)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Begin to answer."""
        self._server.start()
        if self._trickle is not None:
            self._trickle.start()

    def stop(self) -> None:
        """Stop answering and clean up; a kept data file stays."""
        self._lmo.faults.release()
        self._server.stop()
        if self._trickle is not None:
            self._trickle.join()
        self._ending.close()

    @property
    def url(self) -> str:
        """The instance URL."""
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def refresh_token(self) -> str:
        """What `grant_type=refresh_token` takes at `/services/oauth2/token`."""
        return self._lmo.sessions.refresh_token

    @property
    def refreshes(self) -> int:
        """How often an access token was given for a refresh token."""
        return self._lmo.sessions.refreshes

    @property
    def org_id(self) -> str:
        """The 18-character id of the org."""
        return self._lmo.identity.org_id

    @property
    def user_id(self) -> str:
        """The 18-character id of the user logged in."""
        return self._lmo.identity.user_id

    @property
    def username(self) -> str:
        """The login of that user."""
        return self._lmo.identity.username

    @property
    def today(self) -> date:
        """The server's day."""
        return self._lmo.clock.today()

    def fault(self, do: str, method: str = "", path: str = "", *, times: int | None = 1, **options: object) -> None:
        """Let requests go wrong: `fault("after-commit-drop", "PATCH")`, `fault("slow", path="/query", ms=50)`."""
        match = {"method": method, "path": path, "body": options.pop("body", "")}
        rule = {"match": match, "times": times, "skip": options.pop("skip", 0), "do": {"kind": do, **options}}
        self._lmo.faults.add(rule)

    def clear_faults(self) -> None:
        """Call off what has not gone wrong yet."""
        self._lmo.faults.clear()

    def pause(
        self, name: str, method: str = "", path: str = "", *, at: str = "before", skip: int = 0, body: str = ""
    ) -> Pause:
        """Let the next such request wait `before` its work or `after` it, until `faults.release` lets it go."""
        self.fault("pause", method, path, name=name, at=at, skip=skip, body=body)
        return self.faults.pause(name)

    def change(self, object_name: str, key: str, fields: Mapping[str, Any]) -> None:
        """Save as somebody else, past every rule: the edit made behind the client's back."""
        item = records.object_named(self._lmo, object_name)
        records.change_behind(self._lmo, item, records.full_id(key), fields)

    def delete(self, object_name: str, key: str) -> None:
        """Put a record into the recycle bin as somebody else."""
        item = records.object_named(self._lmo, object_name)
        records.delete_behind(self._lmo, item, records.full_id(key))

    def live(self, events: int) -> list[Event]:
        """Let things happen now: installs, upgrades, uninstalls, renames, edits, deletions."""
        return self._happenings.happen(events)

    def expire_sessions(self) -> None:
        """Let every access token be refused until the client has a new one."""
        self._lmo.sessions.expire()

    def settle(self) -> None:
        """Let the record types that lag behind their status catch up now, and end the jobs under way."""
        records.settle(self._lmo, everything=True)
        self._lmo.jobs.settle(self._lmo, everything=True)

    def age_jobs(self, seconds: float) -> None:
        """Let time pass for the Bulk API jobs, so that a test need not wait for it."""
        self._lmo.jobs.age(seconds)

    def value(self, sql: str, *parameters: object) -> object:
        """Look past the API: the first column of the first row of a SQL query, None when there is none."""
        with self._lmo.store.read() as connection:
            found = connection.execute(sql, parameters).fetchone()
        return None if found is None else found[0]

    def _working_copy(self, pristine: Path) -> Path:
        data = self._options.data
        if data is None:
            folder = Path(tempfile.mkdtemp(prefix="lmo-demo-"))
            self._ending.callback(shutil.rmtree, folder, ignore_errors=True)
            return shutil.copyfile(pristine, folder / "lmo.sqlite3")
        if not data.exists():
            data.parent.mkdir(parents=True, exist_ok=True)
            unfinished = data.with_name(data.name + ".new")
            shutil.copyfile(pristine, unfinished)
            unfinished.replace(data)
        return data
