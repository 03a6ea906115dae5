"""One desk after another: what is opened, with what, and what happens where an org cannot be opened."""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import pytest

from lmo_tui.cli.again import ready
from lmo_tui.cli.choice import Chosen, DemoWish
from lmo_tui.cli.desks import run_desks
from lmo_tui.cli.stored import profiles_file
from lmo_tui.cli.wiring import World
from lmo_tui.domain.errors import BadEntryError, SignedOutError
from lmo_tui.domain.ports import Runner
from lmo_tui.domain.profiles import Profile, WayIn
from lmo_tui.services.workbench import Workbench
from tests.cli.world import FakeWorld, a_world

DEMO = Chosen("demo", read_only=True, new_session=True, demo=DemoWish(100, 3, fresh=True))


@dataclass
class Wishing(FakeWorld):
    """A world in which each desk that is shown ends with the next wish."""

    wishes: list[str] = field(default_factory=list)
    shut: dict[str, BaseException] = field(default_factory=dict)
    """Orgs that cannot be opened, and why."""
    told: list[str] = field(default_factory=list)

    @contextmanager
    def workbench(self, chosen: Chosen, runner: Runner, progress: object = None) -> Iterator[Workbench]:
        if chosen.org in self.shut:
            self.opened.append(chosen)
            raise self.shut[chosen.org]
        with super().workbench(chosen, runner) as bench:
            yield bench

    def show(self, workbench: Workbench) -> int:
        self.told += map(str, workbench.troubles.take())
        workbench.orgs.wanted = self.wishes.pop(0)
        return super().show(workbench)


def world(*wishes: str, **shut: BaseException) -> Wishing:
    for alias in ("acme", "beta"):
        profiles_file().keep(Profile(alias, "https://acme.my.salesforce.com", WayIn.SF))
    return Wishing(a_world().repository, somebody=True, wishes=[*wishes, ""], shut=shut)


def test_each_wish_is_the_next_desk_and_the_options_of_the_run_stay() -> None:
    there = world("acme", "beta", "demo")
    assert run_desks(there, DEMO) == 0
    assert [each.org for each in there.opened] == ["demo", "acme", "beta", "demo"]
    assert [each.profile and each.profile.alias for each in there.opened] == [None, "acme", "beta", None]
    assert all(each.read_only for each in there.opened)
    first, *_, last = there.opened
    assert last == replace(first, new_session=False, demo=DemoWish(100, 3)), "the demo is not started over"


def test_a_session_by_address_does_not_leak_into_the_next_org() -> None:
    there = world("acme")
    run_desks(there, Chosen(None, "https://elsewhere.example", "/token"))
    assert (there.opened[1].instance_url, there.opened[1].token_file) == (None, None)


@pytest.mark.parametrize(
    ("error", "said"),
    [(SignedOutError("Nobody can be asked."), "Nobody can be asked."), (KeyboardInterrupt(), "was interrupted")],
)
def test_an_org_that_cannot_be_opened_leads_back_to_the_one_before_which_says_why(
    error: BaseException, said: str
) -> None:
    there = world("acme", "beta", acme=error)
    assert run_desks(there, DEMO) == 0
    assert [each.org for each in there.opened] == ["demo", "acme", "demo", "beta"]
    (told,) = there.told
    assert "acme was not opened." in told and said in told
    with pytest.raises(type(error)):  # There is none to go back to.
        run_desks(world(acme=error), Chosen("acme"))


def test_an_org_that_was_forgotten_meanwhile_is_told() -> None:
    there = world("gone")
    there.wishes.append("")
    assert run_desks(there, DEMO) == 0
    assert "No org is known as “gone”" in there.told[0]


def test_what_was_answered_once_is_not_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    there = World()
    profile = Profile("acme", "https://acme.my.salesforce.com", WayIn.ACCESS_TOKEN)
    answers = ["", "a-token-of-this-run"]
    monkeypatch.setattr(there, "someone_is_there", lambda: True)
    monkeypatch.setattr(getpass, "getpass", lambda _: answers.pop(0))
    with pytest.raises(BadEntryError, match="Nothing was entered"):
        ready(there, profile, Chosen("acme"))
    for _ in range(2):
        _, store = ready(there, profile, Chosen("acme"))
        assert store.fetch("acme/access-token") == "a-token-of-this-run"
