"""How an org is set up, read over real HTTP from demo LMOs in which one thing each is wrong."""

import pytest

from lmo_tui.demo.server import DemoLmo, Options
from lmo_tui.domain.checks.check import Check, Standing
from lmo_tui.domain.checks.facts import OrgFacts, Part
from lmo_tui.domain.checks.journey import checks_of
from lmo_tui.domain.ports import LicenseRepository
from tests.demo.fixtures import TODAY, MakeDemoLmo
from tests.fakes.profile import LONG
from tests.salesforce.conftest import Open

MOST_CALLS = 30
"""One for most items, and one for the newest license of each of six packages."""
OPTIONAL = {"clock", "accounts", "automate"}
"""The demo's day is not today's, four of its licenses have no account, and few variants automate anything."""

BLOCKER, WARNING, NOTE, UNKNOWN = Standing.BLOCKER, Standing.WARNING, Standing.NOTE, Standing.UNKNOWN


VARIANTS = (
    (
        Options(setup="no-lma"),
        "lma",
        BLOCKER,
        "There is no LMA in this org, or your user has no permission",
        "log a case",
    ),
    (Options(setup="no-fma"), "fma", NOTE, "no FMA in this org, or your user has no permission", "request the FMA"),
    (Options(setup="healthy", org_kind="developer"), "org", BLOCKER, "Developer Edition", "production org"),
    (Options(setup="healthy", org_kind="trial"), "org", BLOCKER, "A trial org: it expires", "production org"),
    (Options(setup="healthy", org_kind="sandbox"), "org", BLOCKER, "A sandbox", "Connect to the production org"),
    (
        Options(setup="inactive-lead-manager"),
        "managers",
        BLOCKER,
        "Acme Sign: the Lead Manager",
        "choose an active user",
    ),
    (Options(setup="required-field"), "creation", BLOCKER, "Lead.Region__c", "not required, or give it a default"),
    (Options(setup="before-trigger"), "creation", WARNING, "License.CheckTerms", "after triggers"),
    (
        Options(setup="healthy", profile="read-only"),
        "rights",
        WARNING,
        "read licenses, not change them",
        "Edit on License",
    ),
    (
        Options(setup="healthy", profile="no-status-fls"),
        "rights",
        WARNING,
        "from changing Status",
        "ask an admin for edit access",
    ),
    (Options(setup="license-without-lead"), "install", NOTE, "no lead: normal where a Contact matched", "Contact"),
    (Options(setup="no-package"), "packages", BLOCKER, "No package is associated", "Partner Console"),
)
"""What goes wrong, and what is said of it: item, standing, verdict, fix."""

MORE = (
    (Options(setup="validation-rule"), "creation", WARNING, "Lead.Phone_Needed", "Turn it off"),
    (Options(setup="no-install"), "install", WARNING, "nothing proves", "Install a released version"),
    (Options(setup="conflict"), "conflicts", BLOCKER, "Declarative Lookup Rollup", "Uninstall"),
    (Options(setup="healthy"), "automate", Standing.OK, "1 trigger of your own", ""),
)


def worked_off(repository: LicenseRepository) -> dict[str, Check]:
    """The whole checklist."""
    setup, facts = repository.setup(), OrgFacts(TODAY)
    for part in Part:
        facts = setup.read(part, facts)
    return {check.id: check for check in checks_of(facts)}


@pytest.mark.parametrize(
    ("options", "item", "standing", "said", "fix"),
    (*VARIANTS, *(MORE if LONG else ())),
    ids=lambda given: f"{given.setup} {given.org_kind} {given.profile}" if isinstance(given, Options) else "",
)
def test_each_variant_has_its_verdict_and_its_fix(  # noqa: PLR0913, PLR0917 - the columns of the table
    options: Options,
    item: str,
    standing: Standing,
    said: str,
    fix: str,
    make_demo_lmo: MakeDemoLmo,
    open_lmo: Open,
) -> None:
    checks = worked_off(open_lmo(make_demo_lmo(options)))
    assert checks[item].standing is standing
    assert said in checks[item].finding.said
    assert fix in checks[item].finding.fix
    others = {check.id: check.standing for check in checks.values() if check.id != item and check.id not in OPTIONAL}
    assert set(others.values()) <= {Standing.OK, UNKNOWN, NOTE}, others


def test_it_only_reads_and_a_refusal_leaves_the_rest_alone(demo_lmo: DemoLmo, open_lmo: Open) -> None:
    demo_lmo.fault("403", "GET", "ApexTrigger")
    before = len(demo_lmo.audit.requests)
    checks = worked_off(open_lmo(demo_lmo))
    asked = demo_lmo.audit.requests[before:]
    assert {each.method for each in asked} == {"GET"}
    assert len(asked) <= MOST_CALLS
    assert checks["automate"].finding.said.startswith("Unknown: The org has used up its API requests.")
    assert {check.id for check in checks.values() if check.standing is UNKNOWN} == {"automate", "creation"}


def test_what_is_only_worth_knowing_is_a_note(make_demo_lmo: MakeDemoLmo, open_lmo: Open) -> None:
    check = worked_off(open_lmo(make_demo_lmo(Options(setup="noted"))))["creation"]
    assert check.standing is NOTE
    assert check.finding.evidence == (
        ("workflow rule, active or not", "License.Zero Licenses"),
        ("duplicate rule", "Lead.Standard_Lead_Duplicate_Rule"),
    )


def test_a_session_that_ends_is_told_once(demo_lmo: DemoLmo, open_lmo: Open) -> None:
    repository = open_lmo(demo_lmo)
    demo_lmo.expire_sessions()
    before = len(demo_lmo.audit.requests)
    checks = worked_off(repository)
    assert {check.standing for check in checks.values()} <= {UNKNOWN, Standing.OK, WARNING}
    assert "session" in checks["org"].finding.said
    assert len(demo_lmo.audit.requests) - before <= 2


def test_accounts_are_found_by_the_beginning_of_a_name_and_no_wildcard(demo_lmo: DemoLmo, open_lmo: Open) -> None:
    setup = open_lmo(demo_lmo).setup()
    found = setup.accounts_like("O'Malley's D'Or Ltd")
    assert [each.name for each in found] == ["O'Malley's D'Or"]
    assert setup.accounts_like("100%_Sure Co")
    assert setup.accounts_like("%") == []
    assert setup.accounts_like(" ") == ()


def test_what_came_last_is_first_and_a_new_install_is_a_pair(make_demo_lmo: MakeDemoLmo, open_lmo: Open) -> None:
    lmo = make_demo_lmo(Options(setup="healthy"))
    setup = open_lmo(lmo).setup()
    old = {each.license_id for each in setup.recent()}
    for _ in range(40):
        lmo.live(5)
        if new := [each for each in setup.recent() if each.license_id not in old and each.lead_id]:
            break
    assert new
    assert new[0].lead
