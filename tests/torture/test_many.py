"""Some faults and kills of a change of many licenses for every day; `make torture` has all of them."""

from pathlib import Path

import pytest

from lmo_tui.domain.features import Kind as DataType
from lmo_tui.domain.licenses import Field
from tests.demo.fixtures import pristine_lmo
from tests.torture import many, matrix
from tests.torture.many import Fault, Kill

__all__ = ["pristine_lmo"]


@pytest.mark.parametrize("fault", many.daily_faults(), ids=str)
def test_what_is_told_of_each_license_is_what_the_server_did(fault: Fault, pristine_lmo: Path, tmp_path: Path) -> None:
    with matrix.without_pauses():
        assert many.wrong_in_fault(fault, pristine_lmo, tmp_path) == []


@pytest.mark.parametrize("kill", many.daily_kills(), ids=str)
def test_journal_and_server_agree_and_the_rest_is_gone_on_with(kill: Kill, pristine_lmo: Path, tmp_path: Path) -> None:
    assert many.wrong_after_kill(kill, pristine_lmo, tmp_path) == []


def test_there_are_a_hundred_kills_and_enough_faults() -> None:
    for of in (Field, DataType):
        assert sum(isinstance(each.field, of) for each in many.kills()) >= 100
        assert sum(isinstance(each.field, of) for each in many.faults()) >= 50
