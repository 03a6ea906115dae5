"""The matrix on the screen: licenses of one package by its parameters, counted at the head, found by name."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta

import pytest

from lmo_tui.domain.features import FeatureParameter, FeatureValue, Kind
from lmo_tui.tui.screens.matrix import MatrixScreen
from tests.fakes.features import PACKAGE, FakeFeatures, a_parameter, a_value, with_features
from tests.fakes.licenses import NOW, TODAY, a_license
from tests.fakes.repository import FakeRepository, with_licenses
from tests.robots.desk import Desk, at_the_desk


@pytest.fixture
def org() -> FakeRepository:
    """Thirty licenses of one package, every third one with another setting, and one of another package."""
    owned = [
        a_license(
            number,
            account=f"Company {number}",
            package="Acme Sign",
            package_id=PACKAGE,
            version="2.3.0",
            sandbox=number % 2 == 0,
        )
        for number in range(1, 31)
    ]
    other = a_license(31, package="Acme Sign Pro", package_id="0335g0000000PK2")
    org = with_licenses([*owned, other])
    org.parameters = with_features(owned)
    for number in range(3, 31, 3):
        org.parameters.set("E_Signature", False, owned[number - 1].id, NOW)
    return org


def wide(org: FakeRepository, columns: int) -> None:
    """Many parameters whose names begin alike, each with a number that tells which it is."""
    many = [a_parameter(f"Early_Access_Region_{place:03}", Kind.INTEGER, number=place) for place in range(columns)]
    org.parameters.held = many
    org.parameters.values = [
        a_value(license_.id, each, 1_000 * number + place, number=1_000 * number + place)
        for number, license_ in enumerate(org.licenses[:30], start=1)
        for place, each in enumerate(many)
    ]


def row(desk: Desk, name: str) -> str:
    return next(line for line in desk.lines if re.match(rf".?{name} ", line))


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_licenses_by_parameters_with_counts_at_the_head(org: FakeRepository, size: tuple[int, int]) -> None:
    async with at_the_desk(repository=org, size=size) as desk:
        await (
            desk.select("L-00030")
            .press("F")
            .expect(r"Matrix of Acme Sign · 30 licenses by 6 parameters")
            .expect(r"E +Max +Sandbox")
            .expect(r"Signature +Envelopes +Until")
            .expect(r"20 on +30: 500 +none set")
            .expect(r"10 off +0 other")
            .expect(r"▌L-00030 +Company 30 .*▸○ off +500 +-")
            .expect(r"^ L-00029 +Company 29 .* ● on +500 +-")
            .expect_not("L-00031")
            .expect(r"^ L-00030 · acme__E_Signature: ○ off \(Boolean setting, since 1\.0, 0 s old\)")
            .expect_nothing_sent()
        )


async def test_the_cursor_moves_by_cells_and_the_cell_is_said(org: FakeRepository) -> None:
    async with at_the_desk(repository=org) as desk:
        await (
            desk.select("L-00030")
            .press("F", "right", "j")
            .expect(r"▌L-00029 .* ● on +▸500")
            .expect(r"^ L-00029 · acme__Max_Envelopes: 500 \(Integer setting")
            .press("h", "k", "left", "up")
            .expect(r"▌L-00030 .*▸○ off")
            .press("end")
            .expect(r"▌L-00001 .*▸● on")
            .press("home")
            .expect(r"▌L-00030 ")
            .press("l", "l", "l", "l", "l", "l", "l")
            .expect(r"L-00030 · acme__Sms_Set_Up: - not in this version \(Boolean metric, since 9\.0\)")
        )


async def test_the_first_column_stays_and_each_cell_is_of_its_row_and_column(org: FakeRepository) -> None:
    wide(org, 40)
    async with at_the_desk(repository=org) as desk:
        await desk.select("L-00030").press("F").expect("30 licenses by 40 parameters")
        await desk.press(*["right"] * 25, *["down"] * 3).expect(r"L-00027 · acme__Early_Access_Region_025: 27,025 ")
        cells = [int(each.replace(",", "")) for each in re.findall(r"\d+,\d{3}", row(desk, "L-00027"))]
        assert cells == list(range(27_000 + cells[0] % 1_000, 27_000 + cells[0] % 1_000 + len(cells)))
        assert 27_025 in cells
        assert len(cells) == 7
        assert row(desk, "L-00030").startswith(" L-00030   Company 30")
        await desk.resize(80, 24).expect(r"L-00027 · acme__Early_Access_Region_025: 27,025 ")
        assert "▸27,025" in row(desk, "L-00027")


async def test_columns_are_found_by_name(org: FakeRepository) -> None:
    wide(org, 40)
    async with at_the_desk(repository=org) as desk:
        await (
            desk.select("L-00030")
            .press("F", "/")
            .type("region 02")
            .expect("30 licenses by 11 parameters")
            .press("enter")
            .press("right")
            .expect("L-00030 · acme__Early_Access_Region_020: 30,020")
            .press("/")
            .type("zzz")
            .expect("by 0 parameters")
            .press("escape")
            .expect("by 40 parameters")
        )


async def test_it_is_of_the_filter_and_the_tab(org: FakeRepository) -> None:
    async with at_the_desk(repository=org) as desk:
        await desk.press("/").type("sandbox").press("enter").select("L-00030").press("F")
        await desk.expect("15 licenses by 6 parameters").expect("10 on").expect_not("L-00029")
        await desk.press("backspace").expect_on("L-00030")


async def test_parameters_of_one_license_are_one_key_away(org: FakeRepository) -> None:
    async with at_the_desk(repository=org) as desk:
        await desk.select("L-00030").press("F", "j", "p").expect("Parameters of L-00029").press("q")
        await desk.expect(r"▌L-00029 ")


async def test_what_changes_is_shown_and_counted_anew(org: FakeRepository) -> None:
    async with at_the_desk(repository=org) as desk:
        await desk.select("L-00030").press("F").expect("20 on")
        org.parameters.set("E_Signature", True, org.licenses[29].id, NOW + timedelta(seconds=1))
        with desk.app._context():
            await desk.workbench.features.keep_up(now=True)
        await desk.expect(r"▌L-00030 .*▸● on").expect("21 on")
        org.somebody_changes(org.licenses[28].id, account="Renamed Ltd")
        with desk.app._context():
            await desk.workbench.sync.look()
        await desk.expect(r"^ L-00029 +Renamed Ltd")


async def test_an_org_without_the_app_says_so(org: FakeRepository) -> None:
    org.parameters = FakeFeatures()
    async with at_the_desk(repository=org) as desk:
        await desk.select("L-00030").press("F").expect("This org has no feature parameters").press("right", "down")


async def test_it_reads_no_more_than_it_shows(org: FakeRepository, monkeypatch: pytest.MonkeyPatch) -> None:
    wide(org, 200)
    async with at_the_desk(repository=org, size=(120, 24)) as desk:
        counts = desk.workbench.sync._store.feature_counts
        asked: list[tuple[int, int]] = []
        window = counts.window

        def watched(ids: Sequence[str], columns: Sequence[FeatureParameter]) -> Mapping[tuple[str, str], FeatureValue]:
            asked.append((len(ids), len(columns)))
            return window(ids, columns)

        monkeypatch.setattr(counts, "window", watched)
        await desk.select("L-00030").press("F")
        assert isinstance(desk.app.screen, MatrixScreen)
        asked.clear()
        await desk.press("down", "right")
        assert asked == []
        await desk.press(*["down"] * 20)
        assert all(rows <= 10 and columns <= 7 for rows, columns in asked)


async def test_dates_and_long_numbers_fit_their_cells(org: FakeRepository) -> None:
    day, number = a_parameter("Until", Kind.DATE, number=1), a_parameter("Quota", Kind.INTEGER, number=2)
    key = org.licenses[29].id
    org.parameters.held = [day, number]
    org.parameters.values = [a_value(key, day, TODAY), a_value(key, number, 123_456_789_012, number=2)]
    async with at_the_desk(repository=org) as desk:
        await desk.select("L-00030").press("F").expect(r"▸123,456,7… 2026-11-24").expect(": 123,456,789,012 ")
