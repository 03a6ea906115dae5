"""The checklist: each step of the journey has its verdict, its reason and its fix."""

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.domain.checks.check import Check, Standing, summary, worst
from lmo_tui.domain.checks.facts import Automation, OrgFacts, Unknown
from lmo_tui.domain.checks.journey import ITEMS, checks_of
from lmo_tui.domain.guides import GUIDES, markdown
from tests.fakes.setup import ALL_WELL, PACKAGE_ID, TODAY

NAMES = [each.name for each in fields(OrgFacts) if each.name != "today"]


def by_id(facts: OrgFacts) -> dict[str, Check]:
    return {check.id: check for check in checks_of(facts)}


def test_an_org_in_which_all_is_well() -> None:
    checks = checks_of(ALL_WELL)
    assert {check.standing for check in checks} == {Standing.OK}
    assert [check.step for check in checks if check.step] == sorted(check.step for check in checks if check.step)
    assert {check.step for check in checks} == set(range(11))
    assert summary(checks) == "14 ok"


def test_nothing_is_said_of_what_was_not_asked() -> None:
    assert {check.standing for check in checks_of(OrgFacts(TODAY))} == {Standing.PENDING}


@given(asked=st.sets(st.sampled_from(NAMES)), refused=st.sets(st.sampled_from(NAMES)), absent=st.booleans())
def test_what_is_not_known_is_neither_good_nor_bad(asked: set[str], refused: set[str], absent: bool) -> None:
    """Whatever is refused, no item gets worse than unknown or note by it, but where 404 itself is the finding."""
    told: dict[str, Any] = {
        name: Unknown("because", absent) if name in refused else getattr(ALL_WELL, name) for name in asked
    }
    checks = by_id(replace(OrgFacts(TODAY), **told))
    assert len(checks) == len(ITEMS)
    for check in checks.values():
        if check.standing is Standing.BLOCKER:
            assert check.id == "lma"
            assert absent
        if check.standing is Standing.WARNING:
            assert check.id == "rights"
        if check.standing is Standing.UNKNOWN:
            assert check.finding.said.startswith("Unknown: ")


@given(standings=st.lists(st.sampled_from(Standing)))
def test_the_worst_of_several_is_none_but_theirs(standings: list[Standing]) -> None:
    assert worst(standings) in {*standings, Standing.OK}
    assert (worst(standings) is Standing.BLOCKER) is (Standing.BLOCKER in standings)


def test_whatever_is_not_well_says_what_to_do() -> None:
    suspects = (Automation("Lead", "Guard", before=True),)
    manager = (replace(ALL_WELL.packages[0], manager_active=False),) if isinstance(ALL_WELL.packages, tuple) else ()
    for facts in (
        replace(ALL_WELL, packages=()),
        replace(ALL_WELL, packages=manager),
        replace(ALL_WELL, triggers=suspects),
        replace(ALL_WELL, installs=()),
        replace(ALL_WELL, may_log_in=False),
        replace(ALL_WELL, without_account=(3, 12)),
    ):
        bad = [check for check in checks_of(facts) if check.standing in {Standing.BLOCKER, Standing.WARNING}]
        bad += [check for check in checks_of(facts) if check.standing is Standing.NOTE]
        assert bad
        assert all(check.finding.fix and check.finding.evidence for check in bad if check.id != "automate")


@pytest.mark.parametrize(
    ("rule", "item"),
    [
        ("never a Developer Edition or a trial", "org"),
        ("for any other org it is requested by a case", "lma"),
        ("Slack or DLRS", "conflicts"),
        ("exactly one LMO, by its association in the Partner Console", "packages"),
        ("must be a valid active user, or nothing is created", "managers"),
        ("no required custom fields, no before triggers, no validation rules, no workflow", "creation"),
        ("Only a lead and a license that really came prove the chain", "install"),
        ("Uninstalled is terminal", "install"),
        ("once in seven days", "refresh"),
        ("Only Status, Seats and Expiration of a license may be changed", "rights"),
        ("Uninstalled licenses are final", "rights"),
        ("is a lookup in this org", "accounts"),
        ("Boolean, Integer or Date, nothing else", "fma"),
    ],
)
def test_every_rule_of_the_trade_is_said_where_it_matters(rule: str, item: str) -> None:
    assert rule in by_id(ALL_WELL)[item].meaning


def test_a_guide_leads_through_every_step_that_no_api_can_do() -> None:
    assert {item.guide for item in ITEMS if item.guide} == set(GUIDES)
    for guide in GUIDES.values():
        page = markdown(guide)
        assert "## Steps\n\n1. " in page
        assert "## What to look for" in page


def test_the_refresh_that_is_not_due_names_its_day() -> None:
    assert isinstance(ALL_WELL.packages, tuple)
    later = TODAY.replace(day=30)
    check = by_id(replace(ALL_WELL, packages=(replace(ALL_WELL.packages[0], next_refresh=later),)))["refresh"]
    assert check.finding.said == "Refresh Licenses can be used again on 2026-11-30."
    assert check.address("https://acme.example") == f"https://acme.example/apex/sfLma__LicenseRefresh?id={PACKAGE_ID}"
