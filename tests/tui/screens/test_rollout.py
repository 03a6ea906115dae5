"""How far a parameter is rolled out, on the screen: a bar for each value, and the licenses behind it."""

import pytest

from tests.fakes.features import PACKAGE, with_features
from tests.fakes.licenses import NOW, a_license
from tests.fakes.repository import FakeRepository, with_licenses
from tests.robots.desk import at_the_desk


@pytest.fixture
def org() -> FakeRepository:
    """Six licenses on two versions, half of them in sandboxes, two with another setting; one of another package."""
    owned = [
        a_license(
            number,
            package="Acme Sign",
            package_id=PACKAGE,
            version="2.3.0" if number > 2 else "1.0.0",
            sandbox=number % 2 == 0,
        )
        for number in range(1, 7)
    ]
    org = with_licenses([*owned, a_license(7, package="Acme Sign Pro", package_id="0335g0000000PK2")])
    org.parameters = with_features(owned)
    for number in (3, 4):
        org.parameters.set("E_Signature", False, owned[number - 1].id, NOW)
    old = {owned[0].id[:15], owned[1].id[:15]}
    until = org.parameters.held[2].id[:15]
    org.parameters.values = [
        each for each in org.parameters.values if each.parameter_id != until or each.license_id not in old
    ]
    return org


async def test_bars_by_version_edition_and_sandbox_and_the_licenses_behind_one(org: FakeRepository) -> None:
    async with at_the_desk(repository=org) as desk:
        await (
            desk.select("L-00006")
            .press("F")
            .expect(r"6 on|4 on")
            .press("%")
            .expect(r"Rollout of acme__E_Signature \u00b7 Boolean setting, since 1.0 \u00b7 6 licenses")
            .expect(r"\u258cAll +on +4 +67%  #+")
            .expect(r"Version 2\.3\.0 +off +2 +50%  #+")
            .expect(r"Sandbox +off +1 +33%  #+")
            .press("j")
            .expect(r"Enter lists: param:acme__E_Signature=off")
            .press("enter")
            .expect("L-00003")
            .expect("L-00004")
            .expect_not("L-00006")
            .expect_not("L-00001")
            .press("left_square_bracket")
            .expect("L-00006")
        )


async def test_from_the_panel_an_older_version_is_told_from_no_value(org: FakeRepository) -> None:
    async with at_the_desk(repository=org, size=(80, 24)) as desk:
        await (
            desk.select("L-00006")
            .press("p", "j", "j", "%")
            .expect(r"All +not set +4 +67%")
            .expect(r"All +not in this version +2 +33%|All +not in this vers\S* +2 +33%")
            .press("j", "enter")
            .expect("L-00001")
            .expect_not("L-00003")
        )


async def test_a_parameter_is_named_in_any_case_and_a_wrong_name_says_so(org: FakeRepository) -> None:
    async with at_the_desk(repository=org) as desk:
        await (
            desk.select("L-00006")
            .press("p", "q")
            .command("rollout nothing")
            .expect_said("No parameter is called \u201cnothing\u201d")
            .press("%")
            .expect_said("Type which parameter")
            .command("rollout monthly_users")
            .expect(r"Rollout of acme__Monthly_Users \u00b7 Integer metric")
            .expect(r"All +-1 +6 +100%")
            .press("q")
            .expect("L-00007")
        )


async def test_a_list_that_a_parameter_decides_follows_a_change_of_it(org: FakeRepository) -> None:
    async with at_the_desk(repository=org) as desk:
        await (
            desk.select("L-00003")
            .press("p", "q")
            .command("filter param:E_Signature=off")
            .expect_not("L-00006")
            .select("L-00003")
            .press("p", "space", "enter", "q")
            .expect_not(r"L-00003 +●")
            .expect("L-00004")
        )
