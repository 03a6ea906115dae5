"""Six kills for every day, of licenses and parameters in turn; `make torture` has more than a hundred of each."""

from pathlib import Path

import pytest

from lmo_tui.domain.features import Kind
from lmo_tui.domain.licenses import Field
from tests.demo.fixtures import pristine_lmo
from tests.torture import kills
from tests.torture.kills import Kill

__all__ = ["pristine_lmo"]


@pytest.mark.parametrize("kill", kills.daily(), ids=str)
def test_journal_and_server_agree_after_the_next_start(kill: Kill, pristine_lmo: Path, tmp_path: Path) -> None:
    assert kills.wrong_after(kill, pristine_lmo, tmp_path) == []


def test_there_are_more_than_a_hundred_kills() -> None:
    for of in (Field, Kind):
        assert sum(isinstance(each.field, of) for each in kills.everything()) > 100
