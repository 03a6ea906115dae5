"""`doctor`: this machine and the org, in words and as JSON, with an exit code for scripts."""

from dataclasses import replace

import pytest

from lmo_tui.cli.exits import Exit
from lmo_tui.domain.checks.facts import Unknown
from lmo_tui.domain.errors import UnreachableError
from lmo_tui.domain.guides import GUIDES, markdown
from tests.architecture.source import ROOT
from tests.cli.conftest import Typing
from tests.cli.world import CommandLine, FakeWorld
from tests.domain.checks.test_watching import an_install
from tests.fakes.repository import FakeRepository, Fault
from tests.fakes.setup import ALL_WELL, FakeSetup


def test_an_org_in_which_all_is_well(lmo_tui: CommandLine) -> None:
    ran = lmo_tui("doctor", "--org", "demo")
    assert ran.code == Exit.OK
    lines = ran.out.splitlines()
    assert "ok        1  A fit org: A production org, Unlimited Edition." in lines
    assert any("Locale: " in line for line in lines)
    assert ran.err.endswith(" ok.\n")


def test_a_blocker_says_why_what_to_do_and_where_and_is_exit_5(in_world: Typing) -> None:
    made = FakeSetup(replace(ALL_WELL, packages=()))
    lmo_tui = in_world(FakeWorld(FakeRepository(made=made)))
    ran = lmo_tui("doctor", "--org", "demo")
    assert ran.code == Exit.BLOCKED
    assert "blocker   4  Packages associated: No package is associated with this org" in ran.out
    for told in ("fix: Register each package", "open: https://partners.sal", "guide: lmo-tui doctor guide association"):
        assert told in ran.out
    told = lmo_tui("doctor", "--json", "--org", "demo").json
    (check,) = [each for each in told["checks"] if each["status"] == "blocker"]
    assert told["blocked"]
    assert told["org"]["class"] == "demo"
    assert (check["id"], check["step"], check["guide"]) == ("packages", 4, "association")
    assert check["evidence"] == [{"what": "sfLma__Package__c", "value": "no records that you can see"}]


def test_a_deep_link_is_a_whole_address(in_world: Typing) -> None:
    made = FakeSetup(replace(ALL_WELL, license=Unknown("404", absent=True)))
    ran = in_world(FakeWorld(FakeRepository(made=made)))("doctor", "--org", "demo")
    assert "open: https://acme.my.salesforce.example/lightning/setup/PermSets/home" in ran.out


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_without_an_org_or_a_way_to_it_the_machine_is_checked_all_the_same(
    in_world: Typing, form: tuple[str, ...]
) -> None:
    lost = FakeWorld(FakeRepository(faults=[Fault("connect", UnreachableError("The org cannot be reached."))]))
    lmo_tui = in_world(lost)
    ran = lmo_tui("doctor", *form, "--org", "demo")
    assert ran.code == Exit.RETRY
    assert "Locale" in ran.out
    assert "The org cannot be reached." in ran.err
    alone = lmo_tui("doctor", *form)
    assert alone.code == Exit.OK
    assert "A fit org" not in alone.out


def test_a_test_install_is_waited_for(in_world: Typing) -> None:
    made = FakeSetup(coming=[(an_install(1),), (an_install(2, "Bill Hall"), an_install(1))])
    lmo_tui = in_world(FakeWorld(FakeRepository(made=made)))
    ran = lmo_tui("doctor", "watch", "--org", "demo")
    assert (ran.code, ran.out) == (
        Exit.OK,
        "The pair is here: license L-00002 and lead Bill Hall. Installs reach this org.\n",
    )
    ran = lmo_tui("doctor", "watch", "--org", "demo")
    assert ran.code == Exit.REFUSED
    assert ran.out.startswith("Nothing has come in 15 minutes.")
    assert lmo_tui("doctor", "watch").code == Exit.USAGE


def test_guides_are_printed_and_docs_hold_the_same(lmo_tui: CommandLine) -> None:
    assert lmo_tui("doctor", "guide").out.count("\n") == len(GUIDES)
    assert lmo_tui("doctor", "guide", "FMA").out == markdown(GUIDES["fma"])
    assert lmo_tui("doctor", "guide", "zz\x1b[2J").code == Exit.USAGE
    pages = {path.stem: path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "guides").glob("*.md")}
    assert pages == {guide.id: markdown(guide) for guide in GUIDES.values()}, "run `make screenshots`"
