import pytest

from lmo_tui.cli.exits import Exit, exit_for
from lmo_tui.domain import errors
from lmo_tui.domain.errors import LmoError

CODES = {
    errors.BadEntryError: 2,
    errors.RefusedError: 1,
    errors.NotThereError: 1,
    errors.RoadClosedError: 1,
    errors.ConflictError: 1,
    errors.UnreachableError: 3,
    errors.UnknownOutcomeError: 1,
    errors.SignedOutError: 4,
    errors.NoAccessError: 4,
    errors.BadAnswerError: 1,
    errors.StorageError: 1,
    errors.TakenOverError: 1,
    errors.GivenUpError: 1,
}


def test_every_error_of_the_family_has_its_code() -> None:
    family = {kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, LmoError)}
    assert family - {LmoError} == set(CODES)


@pytest.mark.parametrize(("kind", "code"), CODES.items())
def test_codes_are_an_api(kind: type[LmoError], code: int) -> None:
    assert exit_for(kind("It happened.")) == code


def test_a_refusal_that_may_pass_is_retryable() -> None:
    limit = errors.RefusedError("The org's API limit is used up.")
    limit.retryable = True
    assert exit_for(limit) == Exit.RETRY
