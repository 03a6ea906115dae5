"""Reading and writing up to 200 licenses in one call: each answers for itself, and what is lost is told as lost."""

import json

import pytest

from lmo_tui.demo.server import DemoLmo
from lmo_tui.domain.edits import Change, Edit
from lmo_tui.domain.errors import (
    LmoError,
    NotThereError,
    RefusedError,
    SignedOutError,
    UnknownOutcomeError,
    UnreachableError,
)
from lmo_tui.domain.ids import long_id
from lmo_tui.domain.licenses import Field, License
from lmo_tui.domain.ports import LicenseRepository
from lmo_tui.salesforce.answers import SavedShape
from lmo_tui.salesforce.faults import refusal
from tests.demo.fixtures import odd_license
from tests.salesforce.conftest import MakeClient, Open, Serve
from tests.salesforce.stub import reply
from tests.salesforce.test_writing import commits, edit_of

CASES = ("over_used", "suspended", "never_null")


def some(repository: LicenseRepository, lmo: DemoLmo) -> list[License]:
    """Three licenses that may be changed."""
    return [repository.license(odd_license(lmo, case)) for case in CASES]


def test_two_calls_read_and_write_all_of_them(demo_lmo: DemoLmo, open_lmo: Open) -> None:
    repository = open_lmo(demo_lmo)
    before = some(repository, demo_lmo)
    asked = len(demo_lmo.audit.requests)

    found = repository.those([license_.id[:15] for license_ in before])
    answers = repository.update_all([edit_of(license_, seats=31) for license_ in found])

    assert {license_.id: license_ for license_ in found} == {license_.id: license_ for license_ in before}
    assert answers == [None, None, None]
    assert len(demo_lmo.audit.requests) - asked == 2
    (request,) = demo_lmo.audit.writes
    assert (request.method, request.path.rsplit("/", 2)[1:]) == ("PATCH", ["composite", "sobjects"])
    body = json.loads(request.body)
    assert body["allOrNone"] is False
    assert [row.keys() - {"attributes", "id"} for row in body["records"]] == [{"sfLma__Seats__c"}] * 3
    assert {license_.seats for license_ in some(repository, demo_lmo)} == {31}


def test_what_is_not_there_is_left_out(demo_lmo: DemoLmo, open_lmo: Open) -> None:
    repository = open_lmo(demo_lmo)
    license_ = repository.license(odd_license(demo_lmo, "over_used"))

    absent = long_id(f"{license_.id[:14]}z")

    assert repository.those([license_.id, absent, f"{absent[:15]}QQQ"]) == [license_]
    assert repository.those([]) == []


def test_each_answers_for_itself(demo_lmo: DemoLmo, open_lmo: Open) -> None:
    repository = open_lmo(demo_lmo)
    before = some(repository, demo_lmo)
    ruled = repository.license(odd_license(demo_lmo, "deactivated_proxy"))
    edits = [
        edit_of(before[0], seats=31),
        Edit(ruled, (Change(Field.SEATS, ruled.seats, 44),)),
        edit_of(before[1], seats=31),
    ]

    answers = repository.update_all(edits)

    assert answers[0] is None
    assert isinstance(answers[1], RefusedError)
    assert "proxy user" in answers[1].detail.casefold()
    assert answers[2] is None
    assert len(commits(demo_lmo)) == 2


def test_a_row_that_somebody_else_is_saving_may_be_tried_again(demo_lmo: DemoLmo, open_lmo: Open) -> None:
    repository = open_lmo(demo_lmo)
    edits = [edit_of(license_, seats=31) for license_ in some(repository, demo_lmo)]
    demo_lmo.fault("partial", "PATCH", fail=[1])

    first, second, third = repository.update_all(edits)

    assert (first, third) == (None, None)
    assert isinstance(second, UnreachableError)
    assert second.retryable
    assert "Somebody else is saving" in second.headline


@pytest.mark.parametrize(
    ("do", "kind", "committed"),
    [
        ("before-commit-drop", UnknownOutcomeError, 0),
        ("after-commit-drop", UnknownOutcomeError, 3),
        ("redirect-302", UnknownOutcomeError, None),
        ("html-200", UnknownOutcomeError, None),
        ("truncated", UnknownOutcomeError, None),
        ("500", UnknownOutcomeError, 0),
        ("503", UnknownOutcomeError, 0),
        ("401", SignedOutError, 0),
        ("403", UnreachableError, 0),
    ],
)
def test_each_end_of_the_whole_call_is_told_as_it_is(
    do: str, kind: type[LmoError], committed: int | None, demo_lmo: DemoLmo, open_lmo: Open
) -> None:
    repository = open_lmo(demo_lmo)
    edits = [edit_of(license_, seats=31) for license_ in some(repository, demo_lmo)]
    demo_lmo.fault(do, "PATCH")

    with pytest.raises(LmoError) as caught:
        repository.update_all(edits)

    assert type(caught.value) is kind
    assert len(demo_lmo.audit.writes) == 1
    if committed is not None:
        assert len(commits(demo_lmo)) == committed


def test_more_than_fit_are_not_even_asked_for(demo_lmo: DemoLmo, open_lmo: Open) -> None:
    repository = open_lmo(demo_lmo)
    license_ = repository.license(odd_license(demo_lmo, "over_used"))

    with pytest.raises(ValueError, match="so many"):
        repository.update_all([edit_of(license_, seats=31)] * 201)
    with pytest.raises(ValueError, match="so many"):
        repository.those([license_.id] * 201)
    with pytest.raises(ValueError, match="so many"):
        repository.those(["nothing' OR Name != '"])
    assert not demo_lmo.audit.writes


SENT = "a0X000000000001AAA"


@pytest.mark.parametrize(
    "answer",
    [
        [],
        [{"success": True, "id": "a0X000000000002AAA", "errors": []}],
        [{"success": True, "errors": []}],
        [{"success": "yes", "id": SENT, "errors": []}],
        [{"id": SENT}],
        {"success": True, "id": SENT},
        "saved",
        None,
    ],
)
def test_an_answer_that_is_not_about_what_was_sent_proves_nothing(
    answer: object, serve: Serve, make_client: MakeClient
) -> None:
    stub = serve(lambda _: reply(answer))
    client = make_client(stub)

    with pytest.raises(UnknownOutcomeError):
        client.patch_all([{"id": SENT, "sfLma__Seats__c": 1}])


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        ({"statusCode": "ENTITY_IS_DELETED", "message": "entity is deleted"}, NotThereError),
        ({"statusCode": "FIELD_CUSTOM_VALIDATION_EXCEPTION", "message": "No."}, RefusedError),
        ({"statusCode": "SOMETHING_NEW", "message": "New."}, RefusedError),
        ({}, RefusedError),
    ],
)
def test_a_refused_row_says_why(error: dict[str, str], kind: type[LmoError]) -> None:
    shape = SavedShape.model_validate({"success": False, "errors": [error] if error else []})
    told = refusal(*shape.why)

    assert type(told) is kind
    assert told.headline
