"""A part of the matrix for every day: each misfortune once in all, the fields in turn, by all three ways of writing."""

from itertools import cycle
from pathlib import Path

import pytest

from lmo_tui.domain.features import Kind
from lmo_tui.domain.licenses import Field
from tests.demo.fixtures import pristine_lmo
from tests.torture import matrix
from tests.torture.matrix import Case
from tests.torture.misfortunes import ALL, Misfortune, Point
from tests.torture.ways import Program, Screens, Services

__all__ = ["pristine_lmo"]

FEW = {
    *("the session is over", "no answer in time, saved late", "always cut off", "the row is locked twice"),
    *("a redirect to the login page", "a gateway sent it twice, the second was refused", "no JSON of the API: deep"),
    *("the connection breaks", "refreshed"),
}
"""Misfortunes that are met every day, each at all its points."""

DAILY = [
    Case(misfortune, Services(), field)
    for misfortune, field in zip([each for each in ALL if each.name in FEW], cycle(Field), strict=False)
]


def named(name: str, point: Point) -> Misfortune:
    return next(each for each in ALL if (each.name, each.point) == (name, point))


ELSEWHERE = [
    Case(named("the connection breaks", Point.AFTER), Program(), Field.STATUS),
    Case(named("the session is over", Point.BEFORE), Screens(), Field.SEATS),
    Case(named("the connection breaks", Point.BEFORE), Screens(), Field.SEATS),
]


OF_PARAMETERS = [
    *(
        Case(named(name, point), Services(), kind)
        for (name, point), kind in zip(
            [
                ("the connection breaks once", Point.READING),
                ("always cut off", Point.BACK),
                ("the connection breaks", Point.BEFORE),
                ("the connection breaks", Point.AFTER),
                ("a gateway sent it twice, the second was refused", Point.AFTER),
                ("the row is locked twice", Point.BEFORE),
                ("profile read-only", Point.BEFORE),
                ("the license is locked: uninstalled", Point.READING),
            ],
            cycle(Kind),
            strict=False,
        )
    ),
    Case(named("the connection breaks", Point.AFTER), Screens(), Kind.INTEGER),
    Case(named("the connection breaks", Point.AFTER), Program(), Kind.DATE),
]
"""The same for the value of a parameter: each point, each type, each way."""


@pytest.mark.parametrize("case", [*DAILY, *ELSEWHERE, *OF_PARAMETERS], ids=str)
def test_what_is_told_is_what_the_server_did(case: Case, pristine_lmo: Path) -> None:
    with matrix.without_pauses():
        assert matrix.ran(case, pristine_lmo).wrong == []


def test_the_whole_matrix_is_of_more_than_250_runs() -> None:
    assert sum(1 for _ in matrix.everything()) > 250
