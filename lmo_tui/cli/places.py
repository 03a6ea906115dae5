"""Where one can work: an org at an address, or the embedded demo LMO."""

import ipaddress
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from lmo_tui.cli.arguments import DEMO, demo_name
from lmo_tui.cli.choice import DemoWish
from lmo_tui.cli.demo_child import DemoChild
from lmo_tui.domain.errors import StorageError
from lmo_tui.domain.orgs import OrgClass
from lmo_tui.domain.ports import LicenseRepository
from lmo_tui.domain.profiles import Profile
from lmo_tui.domain.secrets import SecretStore
from lmo_tui.domain.text import clean
from lmo_tui.salesforce.hosts import login_host, org_host
from lmo_tui.salesforce.origin import origin_of
from lmo_tui.storage import paths

LONGEST_ALIAS: Final = 40


@dataclass(frozen=True, slots=True)
class Place:
    """An org that is not connected yet."""

    alias: str
    store: Path
    """Where its licenses are kept on this machine."""
    connect: Callable[[Callable[[], bool]], LicenseRepository]
    """Blocks; writes only while the given question is answered yes."""
    left: Path | None
    """Where its desk leaves something for its next start, if anything of it stays on this machine."""
    org_class: OrgClass | None = None
    """Its class as far as it is known before connecting."""
    pinned: str = ""
    """The id of the only org that may be written to here; empty where nobody said which."""


@contextmanager
def at_address(instance_url: str, token: str) -> Iterator[Place]:
    """An org that is no stored profile: what was read of it goes when the program ends."""
    origin_of(instance_url)  # What is no address is told before a screen opens.
    alias = alias_of(instance_url)

    def connect(may_write: Callable[[], bool]) -> LicenseRepository:
        return _connect(instance_url, token, alias, may_write)

    try:
        folder = tempfile.TemporaryDirectory(prefix="lmo-tui-", ignore_cleanup_errors=True)
    except OSError as failure:
        raise StorageError("No temporary folder can be made.", failure.strerror or "") from None
    with folder as path:
        yield Place(alias, Path(path) / "store.db", connect, None)


@contextmanager
def at_demo(wish: DemoWish, progress: Callable[[str], None] | None = None) -> Iterator[Place]:
    """The demo LMO of this size and seed, with what was changed in it before; its server starts with connecting."""
    name = demo_name(wish.seed, wish.licenses)
    left = paths.left_path(name)
    data, store = (paths.cache_folder() / "demo" / f"{name}.db").absolute(), paths.store_path(name)
    if wish.fresh:
        for file in (data, store, left):
            _forget(file)
    options = ("--licenses", str(wish.licenses), "--seed", str(wish.seed), "--data", str(data))
    life = ("--trickle", f"{wish.trickle:g}") if wish.trickle else ()
    child = DemoChild((*options, *life, "--cache", str(data.parent)), progress)

    def connect(may_write: Callable[[], bool]) -> LicenseRepository:
        instance_url, token = child.address()
        return _connect(instance_url, token, DEMO, may_write)

    try:
        yield Place(DEMO, store, connect, left, OrgClass.DEMO)
    finally:
        child.stop()


@contextmanager
def at_profile(profile: Profile, store: SecretStore) -> Iterator[Place]:
    """A stored org: what was read of it stays for the next time."""
    url = org_host(profile.instance_url).url  # The file may have been edited: checked before anything is sent.
    login_host(profile.token_url)

    def connect(may_write: Callable[[], bool]) -> LicenseRepository:
        from lmo_tui.salesforce.connection import connect
        from lmo_tui.salesforce.login.renewal import renewal
        from lmo_tui.storage.locks import alone

        renew, again = renewal(profile, store, lambda: alone(paths.rotation_lock(profile.alias)))
        return connect(
            instance_url=url,
            access_token=renew(),
            alias=profile.alias,
            may_write=may_write,
            refresh=renew if again else None,
        )

    left = paths.left_path(paths.file_stem(profile.alias))
    yield Place(profile.alias, paths.store_path(profile.alias), connect, left, profile.org_class, profile.org_id)


def forget_copies(alias: str) -> None:
    """Remove what was read of a stored org from this machine; the journal stays."""
    for file in (paths.store_path(alias), paths.left_path(paths.file_stem(alias))):
        _forget(file)


def alias_of(instance_url: str) -> str:
    """A short name for the org at an address: its My Domain, or host and port where it has none."""
    try:
        parts = urlsplit(instance_url)
        host, port = parts.hostname or "", parts.port
    except ValueError:  # Connecting will say what is wrong with it.
        host, port = "", None
    if not host:
        return "org"
    try:
        ipaddress.ip_address(host)
    except ValueError:
        name = host.split(".")[0]
    else:
        name = host
    return clean(f"{name}:{port}" if port else name, LONGEST_ALIAS)


def _forget(file: Path) -> None:
    try:
        for name in (file.name, f"{file.name}-wal", f"{file.name}-shm"):
            file.with_name(name).unlink(missing_ok=True)
    except OSError as failure:
        raise StorageError(f"{file} cannot be removed.", failure.strerror or "") from None


def _connect(instance_url: str, token: str, alias: str, may_write: Callable[[], bool]) -> LicenseRepository:
    from lmo_tui.salesforce.connection import connect

    return connect(instance_url=instance_url, access_token=token, alias=alias, may_write=may_write)
