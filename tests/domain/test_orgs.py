import pytest

from lmo_tui.domain.access import Access
from lmo_tui.domain.errors import LmoError, UnknownOutcomeError, UnreachableError
from lmo_tui.domain.licenses import Field
from lmo_tui.domain.orgs import BADGES, STARTS_READ_ONLY, OrgClass, classify
from tests.fakes.repository import an_org


@pytest.mark.parametrize(
    ("kind", "sandbox", "trial_ends", "org_class"),
    [
        ("Enterprise Edition", False, None, OrgClass.PRODUCTION),
        ("Unlimited Edition", False, None, OrgClass.PRODUCTION),
        ("Enterprise Edition", True, None, OrgClass.SANDBOX),
        ("Developer Edition", True, "2026-12-24T00:00:00.000+0000", OrgClass.SCRATCH),
        ("Developer Edition", False, None, OrgClass.DEVELOPER),
        ("Enterprise Edition", False, "2026-12-24T00:00:00.000+0000", OrgClass.TRIAL),
        (None, False, None, OrgClass.UNKNOWN),
        ("Enterprise Edition", None, None, OrgClass.UNKNOWN),
    ],
)
def test_the_class_follows_from_the_organization(
    kind: str | None, sandbox: bool | None, trial_ends: str | None, org_class: OrgClass
) -> None:
    assert classify(organization_type=kind, is_sandbox=sandbox, trial_ends=trial_ends) is org_class


def test_every_class_has_a_badge_and_the_unknown_counts_as_production() -> None:
    assert set(BADGES) == set(OrgClass)
    assert {OrgClass.PRODUCTION, OrgClass.UNKNOWN} == STARTS_READ_ONLY


@pytest.mark.parametrize("org_class", OrgClass)
def test_orgs_that_will_not_last_warn(org_class: OrgClass) -> None:
    lasting = {OrgClass.PRODUCTION, OrgClass.SANDBOX, OrgClass.DEMO, OrgClass.UNKNOWN}
    assert bool(an_org(org_class).warning) is (org_class not in lasting)


def test_links_stay_on_the_orgs_host() -> None:
    org = an_org()
    assert org.modify_url("a0L1") == "https://acme.my.salesforce.example/apex/sfLma__ModifyLicense?id=a0L1"
    assert org.record_url("a0L1").startswith("https://acme.my.salesforce.example/lightning/r/sfLma__License__c/a0L1/")


@pytest.mark.parametrize("field", Field)
def test_access_names_the_field_that_is_closed(field: Field) -> None:
    assert Access().why_not(field) is None
    assert "Modify License" in str(Access(frozenset()).why_not(field))
    assert "Ask an admin" in str(Access(object_updateable=False).why_not(field))


def test_an_error_is_told_in_one_line_and_a_lost_write_is_not_to_be_repeated() -> None:
    assert str(LmoError("What.", "Why.", "Do this.")) == "What. Why. Do this."
    assert str(LmoError("What.", remedy="Do this.")) == "What. Do this."
    assert UnreachableError("x").retryable
    assert not UnknownOutcomeError("x").retryable
