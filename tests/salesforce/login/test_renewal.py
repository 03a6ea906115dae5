"""One refresh at a time: 16 threads, two processes, and a refresh token that each use replaces."""

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path

import pytest

from lmo_tui.demo.server import DemoLmo, Options
from lmo_tui.domain.edits import Change, Edit
from lmo_tui.domain.errors import SignedOutError
from lmo_tui.domain.licenses import Field
from lmo_tui.domain.profiles import Profile, WayIn
from lmo_tui.domain.secrets import SecretStoreError, StoreKind, StoreState
from lmo_tui.salesforce.connection import connect
from lmo_tui.salesforce.login.renewal import RefreshedLogin, renewal
from lmo_tui.storage.locks import alone
from tests.demo.fixtures import MakeDemoLmo
from tests.fakes.secrets import MemorySecrets, SharedSecrets

NAME = "acme/refresh-token"

PROCESS = """
import sys, threading
from pathlib import Path
from concurrent.futures import ThreadPoolExecutor
from lmo_tui.domain.profiles import Profile, WayIn
from lmo_tui.salesforce.connection import connect
from lmo_tui.salesforce.login.renewal import renewal
from lmo_tui.storage.locks import alone
from tests.fakes.secrets import SharedSecrets
url, token, folder = sys.argv[1:]
renew, _ = renewal(Profile("acme", url, WayIn.WEB, client_id="app"), SharedSecrets(Path(folder) / "s.json"),
                   lambda: alone(Path(folder) / "lock"))
org = connect(instance_url=url, access_token=token, alias="acme", may_write=lambda: False, refresh=renew)
print("connected", flush=True)
sys.stdin.readline()
with ThreadPoolExecutor(16) as threads:
    ids = {each.result().id for each in [threads.submit(org.org) for _ in range(16)]}
print(len(ids), flush=True)
"""


def a_profile(lmo: DemoLmo) -> Profile:
    return Profile("acme", lmo.url, WayIn.WEB, client_id="app", store=StoreKind.FILE)


def test_16_threads_in_each_of_2_processes_refresh_once_each_and_lose_no_rotation(
    make_demo_lmo: MakeDemoLmo, tmp_path: Path
) -> None:
    lmo = make_demo_lmo(Options(rotate=True))
    store = SharedSecrets(tmp_path / "s.json")
    store.keep(NAME, lmo.refresh_token)
    command = [sys.executable, "-c", PROCESS, lmo.url, lmo.token, str(tmp_path)]
    two = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    assert [process.stdout.readline() for process in two if process.stdout] == ["connected\n"] * 2
    lmo.expire_sessions()
    for process in two:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    assert [process.communicate()[0] for process in two] == ["1\n"] * 2
    assert lmo.refreshes == 2  # Access tokens are in memory only: one for each process, one after the other.
    assert store.fetch(NAME) == lmo.refresh_token
    renewal(a_profile(lmo), store, nullcontext)[0]()


def test_the_next_token_is_kept_before_it_is_used_and_not_lost_where_the_store_fails(
    make_demo_lmo: MakeDemoLmo,
) -> None:
    lmo = make_demo_lmo(Options(rotate=True))

    class Locked(MemorySecrets):
        broken = True

        def keep(self, name: str, secret: str) -> None:
            if self.broken:
                raise SecretStoreError(StoreState.LOCKED, "The keyring is locked.")
            super().keep(name, secret)

    store = Locked()
    store.held[NAME] = first = lmo.refresh_token
    login = RefreshedLogin(a_profile(lmo), store, nullcontext)
    with pytest.raises(SecretStoreError):
        login()
    assert lmo.refresh_token != first
    store.broken = False
    assert login()
    assert store.fetch(NAME) == lmo.refresh_token


def test_a_patch_that_is_sent_again_keeps_its_condition(make_demo_lmo: MakeDemoLmo, tmp_path: Path) -> None:
    lmo = make_demo_lmo(Options(rotate=True))
    store = MemorySecrets()
    store.keep(NAME, lmo.refresh_token)
    renew, _ = renewal(a_profile(lmo), store, lambda: alone(tmp_path / "lock"))
    org = connect(instance_url=lmo.url, access_token=renew(), alias="acme", may_write=lambda: True, refresh=renew)
    key = str(lmo.value("SELECT Id FROM sfLma__License__c WHERE sfLma__Status__c = 'Active' LIMIT 1"))
    license_ = org.license(key)
    lmo.expire_sessions()
    lmo.audit.clear()
    seats = Change(Field.SEATS, license_.seats, 4711)
    org.update(Edit(license_, (seats,)), license_.modified)
    tried = [each for each in lmo.audit.requests if each.method == "PATCH"]
    assert [each.status for each in tried] == [401, 204]
    since = [dict(each.headers).get("If-Unmodified-Since") for each in tried]
    assert since[0] and since[0] == since[1]
    org.close()


def test_a_login_that_was_revoked_says_what_to_do(demo_lmo: DemoLmo) -> None:
    store = MemorySecrets()
    renew, again = renewal(a_profile(demo_lmo), store, nullcontext)
    with pytest.raises(SignedOutError, match="lmo-tui login --alias acme"):
        renew()
    store.keep(NAME, "5AepSomethingElse")
    with pytest.raises(SignedOutError, match="The login is over"):
        renew()
    assert again


def test_only_one_holds_a_lock(tmp_path: Path) -> None:
    counted, most, inside = threading.Lock(), [0], [0]

    def work(_: int) -> None:
        with alone(tmp_path / "l"):
            with counted:
                inside[0] += 1
                most[0] = max(most[0], inside[0])
            with counted:
                inside[0] -= 1

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(work, range(40)))
    assert most == [1]
    assert (tmp_path / "l").stat().st_mode & 0o077 == 0
