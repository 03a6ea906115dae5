from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.domain.errors import BadEntryError
from lmo_tui.domain.orgs import OrgClass
from lmo_tui.domain.profiles import Profile, WayIn, checked_alias, profiles_from, values_of
from lmo_tui.domain.secrets import StoreKind

ACME = Profile("acme", "https://acme.my.salesforce.com", WayIn.WEB, org_id="00D000000000001", client_id="3MVG9")

profiles = st.builds(
    Profile,
    alias=st.from_regex(r"[A-Za-ce-z0-9][A-Za-z0-9._-]{0,39}", fullmatch=True),
    instance_url=st.text(min_size=1),
    way=st.sampled_from(WayIn),
    org_class=st.sampled_from(OrgClass),
    user_name=st.text(),
    credential_command=st.lists(st.text(), max_size=3).map(tuple),
    client_id=st.text(),
    login_url=st.text(),
    store=st.sampled_from(StoreKind),
    key_path=st.text(),
    account=st.text(),
)


@given(profiles)
def test_a_profile_is_what_its_values_say(profile: Profile) -> None:
    read = profiles_from({"default": profile.alias, "orgs": {profile.alias: values_of(profile)}})
    assert read == ((profile,), profile.alias, ())


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "no instance_url"),
        ({"instance_url": "u"}, "way in"),
        ({"instance_url": "u", "way": "telnet"}, "its way is none of"),
        ({"instance_url": "u", "way": "web", "store": "plain"}, "its store is none of keyring"),
        ({"instance_url": "u", "way": "web", "org_id": "00D"}, "org_id"),
        ({"instance_url": 1}, "text in quotes"),
        ("u", "no table"),
        ({"instance_url": "u", "way": "web", "credential_command": "pass show lmo"}, "a list of words"),
    ],
)
def test_a_wrong_one_is_told_and_the_rest_counts(values: object, said: str) -> None:
    read = profiles_from({"orgs": {"bad": values, "acme": values_of(ACME)}, "default": "bad"})
    assert read.all == (ACME,)
    assert read.default == ""
    assert said in read.problems[0]
    assert read.named("ACME") == ACME


@pytest.mark.parametrize("alias", ["", "demo", "Demo-7-2500", "../x", "-o", "a b", "a" * 41, "ä", "a\n"])
def test_an_alias_is_a_plain_name_and_not_the_demo_s(alias: str) -> None:
    with pytest.raises(BadEntryError):
        checked_alias(alias)


def test_two_aliases_that_differ_in_case_only_are_one() -> None:
    read = profiles_from({"orgs": {"acme": values_of(ACME), "Acme": values_of(replace(ACME, alias="Acme"))}})
    assert read.all == (ACME,)
    assert "two" in read.problems[0]
