"""Reading a License Management Org over real HTTP, as each kind of user sees it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from lmo_tui.demo.schema.ids import LICENSE_RECORD_TYPES
from lmo_tui.demo.seed import ODD_CASES
from lmo_tui.demo.server import DemoLmo, Options
from lmo_tui.domain.access import EVERYTHING
from lmo_tui.domain.errors import NotThereError, SignedOutError, UnreachableError
from lmo_tui.domain.ids import same_id, short_id
from lmo_tui.domain.licenses import Field, License
from lmo_tui.domain.orgs import OrgClass
from lmo_tui.domain.ports import LicenseRepository
from lmo_tui.domain.text import FORBIDDEN
from lmo_tui.salesforce import repository as repository_module
from tests.demo.fixtures import MakeDemoLmo, odd_license
from tests.salesforce.conftest import Open
from tests.salesforce.whole import everything


@pytest.fixture
def licenses(demo_lmo: DemoLmo, open_lmo: Open) -> dict[str, License]:
    """Every license by its name."""
    return {each.name: each for each in everything(open_lmo(demo_lmo))}


def test_the_newest_licenses_come_first(demo_lmo: DemoLmo, open_lmo: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repository_module, "FIRST_PAGE", 7)
    newest = open_lmo(demo_lmo).newest()
    created = [each.created for each in newest if each.created is not None]
    assert len(created) == 7
    assert created == sorted(created, reverse=True)
    assert (
        demo_lmo.value("SELECT max(CreatedDate) FROM sfLma__License__c") == f"{created[0]:%Y-%m-%dT%H:%M:%S}.000+0000"
    )


def nothing_moves_after(repository: LicenseRepository) -> datetime:
    """A moment after the last change of all licenses and of what they show."""
    newest = max(delta.newest for delta in repository.changed_since(datetime(2000, 1, 1, tzinfo=UTC)))
    return datetime.fromisoformat(newest) + timedelta(seconds=1)


def test_what_moved_since_a_moment_and_nothing_else_comes(demo_lmo: DemoLmo, open_lmo: Open) -> None:
    repository = open_lmo(demo_lmo)
    until = nothing_moves_after(repository)
    demo_lmo.change("sfLma__License__c", odd_license(demo_lmo, "site_used"), {"sfLma__Seats__c": 7})
    moved = [each for delta in repository.changed_since(until) for each in delta.licenses]
    assert [(each.name, each.seats) for each in moved] == [(ODD_CASES["site_used"], 7)]


def test_a_renamed_customer_is_a_change_of_the_license_and_a_deleted_license_is_told(
    demo_lmo: DemoLmo, open_lmo: Open
) -> None:
    repository = open_lmo(demo_lmo)
    before = everything(repository)
    since = nothing_moves_after(repository)
    renamed = next(each for each in before if each.account_id)
    gone = next(each for each in before if each.account_id != renamed.account_id)
    demo_lmo.change("Account", renamed.account_id, {"Name": "Renamed AG"})
    demo_lmo.delete("sfLma__License__c", gone.id)
    deltas = list(repository.changed_since(since))
    assert {each.account for delta in deltas for each in delta.licenses} == {"Renamed AG"}
    assert {each.id for delta in deltas for each in delta.licenses} == {
        each.id for each in before if each.account_id == renamed.account_id
    }
    assert [key for delta in deltas for key in delta.deleted] == [gone.id]
    newest = datetime.fromisoformat(max(delta.newest for delta in deltas))
    assert newest >= since
    assert [delta.licenses for delta in repository.changed_since(newest + timedelta(seconds=1))] == [()]


def test_a_second_look_costs_one_call(demo_lmo: DemoLmo, open_lmo: Open) -> None:
    repository = open_lmo(demo_lmo)
    moment = datetime(2026, 11, 24, 23, tzinfo=UTC)
    assert list(repository.changed_since(moment)) != []
    before = len(demo_lmo.audit.requests)
    assert list(repository.changed_since(moment)) != []
    assert len(demo_lmo.audit.requests) - before == 1


def test_the_odd_cases_mean_what_they_mean(licenses: dict[str, License]) -> None:
    odd = {case: licenses[name] for case, name in ODD_CASES.items()}
    assert odd["never_null"].expires is odd["never_1970"].expires is None
    assert odd["site"].seats is odd["site_null"].seats is None
    assert (odd["zero_seats"].seats, odd["max_seats"].seats) == (0, 99_000_000)
    assert odd["over_used"].over_used
    assert odd["uninstalled"].uninstalled
    assert odd["syncing"].statuses_differ
    assert odd["expired"].standing == "Expired"
    assert odd["read_only"].license_type == "Read-Only"
    assert odd["checkout"].checkout
    assert sum(each.checkout for each in licenses.values()) == 1
    assert odd["sandbox"].sandbox
    assert odd["old_version"].outdated
    assert not odd["no_lead"].lead_id
    assert not odd["no_lead"].lead
    assert not odd["nobody"].customer
    assert odd["expires_today"].expires == date(2026, 11, 24)
    one, two = odd["org_id_case_one"].org_id, odd["org_id_case_two"].org_id
    assert one.casefold() == two.casefold()
    assert not same_id(one, two)


def test_no_text_of_a_customer_is_dangerous(licenses: dict[str, License]) -> None:
    for each in licenses.values():
        texts = [value for name in License.__slots__ if isinstance(value := getattr(each, name), str)]
        texts += [text for pair in each.extra for text in pair]
        assert not {ord(character) for text in texts for character in text} & FORBIDDEN, each.name


def test_the_isvs_own_fields_come_as_text(licenses: dict[str, License]) -> None:
    labels = [[label for label, _ in each.extra] for each in licenses.values()]
    assert labels[0][:2] == ["Support Tier", "Renewal Owner"]
    assert all(each == labels[0] for each in labels)
    assert {dict(each.extra)["Reference Customer"] for each in licenses.values()} == {"yes", "no"}
    assert not any("sfLma" in label for label in labels[0])


def test_one_license_by_id_of_either_length_and_by_name(demo_lmo: DemoLmo, open_lmo: Open) -> None:
    repository = open_lmo(demo_lmo)
    wanted = odd_license(demo_lmo, "over_used")
    by_id = repository.license(wanted)
    assert by_id == repository.license(short_id(wanted)) == repository.license_named(f" {by_id.name.lower()} ")
    assert by_id.modstamp
    assert by_id.modified is not None


@pytest.mark.parametrize("unknown", ["a05000000000001AAA", "x", "", "' OR Name != '", "a05/../describe", "L-00001"])
def test_an_id_that_is_none_is_not_there(unknown: str, demo_lmo: DemoLmo, open_lmo: Open) -> None:
    with pytest.raises(NotThereError):
        open_lmo(demo_lmo).license(unknown)


@pytest.mark.parametrize("unknown", ["L-99999", "", "' OR Name LIKE 'L-%", "L-%", "\\", "L-00001\u202e", "x" * 100])
def test_a_name_that_is_none_is_not_there(unknown: str, demo_lmo: DemoLmo, open_lmo: Open) -> None:
    with pytest.raises(NotThereError):
        open_lmo(demo_lmo).license_named(unknown)


def test_an_id_of_another_case_is_another_record(demo_lmo: DemoLmo, open_lmo: Open) -> None:
    wanted = short_id(odd_license(demo_lmo, "over_used"))
    with pytest.raises(NotThereError):
        open_lmo(demo_lmo).license(wanted.swapcase())


def test_who_and_where(demo_lmo: DemoLmo, open_lmo: Open) -> None:
    org = open_lmo(demo_lmo).org()
    assert (org.id, org.user_id, org.alias) == (demo_lmo.org_id, demo_lmo.user_id, "demo")
    assert org.org_class is OrgClass.DEMO
    assert org.name
    assert org.user_name
    assert org.instance_url == demo_lmo.url


@pytest.mark.parametrize(
    ("kind", "org_class"),
    [
        ("production", OrgClass.PRODUCTION),
        ("sandbox", OrgClass.SANDBOX),
        ("scratch", OrgClass.SCRATCH),
        ("developer", OrgClass.DEVELOPER),
        ("trial", OrgClass.TRIAL),
    ],
)
def test_the_class_of_an_org(kind: str, org_class: OrgClass, make_demo_lmo: MakeDemoLmo, open_lmo: Open) -> None:
    assert open_lmo(make_demo_lmo(Options(org_kind=kind))).org().org_class is org_class


def test_an_org_is_known_without_userinfo(demo_lmo: DemoLmo, open_lmo: Open) -> None:
    demo_lmo.fault("html-200", path="/userinfo", times=None)
    org = open_lmo(demo_lmo).org()
    assert (org.id, org.user_id) == (demo_lmo.org_id, demo_lmo.user_id)
    assert org.user_name


def test_an_admin_sees_and_changes_everything(demo_lmo: DemoLmo, open_lmo: Open) -> None:
    access = open_lmo(demo_lmo).access()
    assert (access.updateable, access.object_updateable, access.unseen) == (EVERYTHING, True, frozenset())


@pytest.mark.parametrize(
    ("profile", "updateable", "object_updateable"),
    [
        ("read-only", set(), False),
        ("no-status-fls", {Field.SEATS, Field.EXPIRES}, True),
        ("no-expiry-fls", {Field.STATUS, Field.SEATS}, True),
        ("no-edit-fls", set(), True),
    ],
)
def test_what_a_user_may_not_change(
    profile: str, updateable: set[Field], object_updateable: bool, make_demo_lmo: MakeDemoLmo, open_lmo: Open
) -> None:
    access = open_lmo(make_demo_lmo(Options(profile=profile))).access()
    assert (set(access.updateable), access.object_updateable) == (updateable, object_updateable)
    assert not access.unseen


def test_what_a_user_may_not_see_is_never_taken_for_empty(make_demo_lmo: MakeDemoLmo, open_lmo: Open) -> None:
    repository = open_lmo(make_demo_lmo(Options(profile="hidden-fields")))
    hidden = {"used", "contact_id", "contact", "contact_email"}
    assert repository.access().unseen == hidden
    every = everything(repository)
    assert len(every) == 60
    assert all(each.unseen == hidden and not each.contact and each.used is None for each in every)


def test_an_org_offers_statuses_by_record_type(demo_lmo: DemoLmo, open_lmo: Open) -> None:
    repository = open_lmo(demo_lmo)
    offered = {kind.name: repository.offered_statuses(kind.id) for kind in LICENSE_RECORD_TYPES}
    assert offered["Active"] == ("Active", "Suspended")
    assert set(offered["Expired"] or ()) == {"Active", "Suspended", "Trial"}
    assert offered["Uninstalled"] == ("Uninstalled",)


@pytest.mark.parametrize("record_type", ["", "x", "012000000000001AAA"])
def test_an_org_that_does_not_tell_what_it_offers(record_type: str, demo_lmo: DemoLmo, open_lmo: Open) -> None:
    assert open_lmo(demo_lmo).offered_statuses(record_type) is None


def test_usage_follows_every_answer(demo_lmo: DemoLmo, open_lmo: Open) -> None:
    repository = open_lmo(demo_lmo)
    repository.access()
    before = repository.usage()
    repository.license(odd_license(demo_lmo, "site"))
    after = repository.usage()
    assert before is not None
    assert after is not None
    assert after.used > before.used
    assert after.allowed == before.allowed
    assert after.latency is not None
    assert after.latency > timedelta(0)


def test_an_expired_session_is_told_and_nothing_is_read_twice(demo_lmo: DemoLmo, open_lmo: Open) -> None:
    repository = open_lmo(demo_lmo)
    repository.access()
    demo_lmo.expire_sessions()
    demo_lmo.audit.clear()
    with pytest.raises(SignedOutError):
        repository.count()
    assert len(demo_lmo.audit.requests) == 1


def test_the_api_limit_is_told_and_not_stormed(demo_lmo: DemoLmo, open_lmo: Open) -> None:
    repository = open_lmo(demo_lmo)
    repository.access()
    demo_lmo.audit.clear()
    demo_lmo.fault("403", times=None)
    with pytest.raises(UnreachableError) as caught:
        repository.count()
    assert "API requests" in caught.value.headline
    assert caught.value.retryable
    assert len(demo_lmo.audit.requests) == 1


def test_no_request_is_ever_a_surprise(demo_lmo: DemoLmo, open_lmo: Open) -> None:
    """Reading writes nothing, and every URL fits the platform's 16 KB."""
    repository = open_lmo(demo_lmo, may_write=lambda: False)
    repository.org()
    assert len(everything(repository)) == 60
    assert demo_lmo.audit.writes == []
    assert all(request.status == 200 for request in demo_lmo.audit.requests)
    assert max(len(request.path) for request in demo_lmo.audit.requests) < 12_000
