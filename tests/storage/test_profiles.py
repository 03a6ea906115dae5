from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from lmo_tui.domain.errors import StorageError
from lmo_tui.domain.profiles import Profile, WayIn
from lmo_tui.storage.locks import alone
from lmo_tui.storage.profiles import ProfilesFile

ACME = Profile("acme", "https://acme.my.salesforce.com", WayIn.SF, account="u@acme.example")


def test_orgs_are_kept_for_this_user_alone_and_the_first_is_the_default(tmp_path: Path) -> None:
    file = ProfilesFile(tmp_path / "new" / "orgs.toml")
    assert file.load().all == ()
    file.keep(ACME)
    other = replace(ACME, alias="other.org", way=WayIn.WEB, client_id="3MVG9")
    file.keep(other)
    assert file.load() == ((ACME, other), "acme", ())
    file.make_default("other.org")
    assert file.load().default == "other.org"
    file.forget("other.org")
    assert file.load() == ((ACME,), "", ())
    assert (tmp_path / "new" / "orgs.toml").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700


def test_what_a_person_wrote_beside_them_stays(tmp_path: Path) -> None:
    path = tmp_path / "orgs.toml"
    path.write_text(
        '# mine\n[orgs.acme] # the big one\ninstance_url = "https://old.my.salesforce.com" # since May\nway = "sf"\n'
        'client_id = "gone"\n'
    )
    ProfilesFile(path).keep(ACME, default=True)
    text = path.read_text()
    assert all(comment in text for comment in ("# mine", "# the big one"))
    assert "gone" not in text
    assert ProfilesFile(path).load() == ((ACME,), "acme", ())


def test_logins_at_once_are_all_kept(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as threads:
        profiles = [replace(ACME, alias=f"a{number}") for number in range(8)]
        list(threads.map(ProfilesFile(tmp_path / "orgs.toml").keep, profiles))
    assert set(ProfilesFile(tmp_path / "orgs.toml").load().all) == set(profiles)


@pytest.mark.parametrize("content", [b"[orgs", b"\xff", b"#" * 1_000_001], ids=["toml", "text", "size"])
def test_what_cannot_be_read_is_told_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "orgs.toml"
    path.write_bytes(content)
    for act in (ProfilesFile(path).load, lambda: ProfilesFile(path).keep(ACME)):
        with pytest.raises(StorageError, match=r"orgs\.toml"):
            act()
    assert path.read_bytes() == content


def test_a_lock_that_another_holds_is_given_up_in_time(tmp_path: Path) -> None:
    with alone(tmp_path / "l"), pytest.raises(StorageError, match="Another lmo-tui"), alone(tmp_path / "l", patience=0):
        pass
