"""The detail: what it shows, and how little of it is drawn again."""

from dataclasses import replace

from textual.events import MouseScrollDown

from lmo_tui.domain.licenses import License
from lmo_tui.domain.verdicts import verdict
from lmo_tui.tui.render.bars import Hint
from lmo_tui.tui.render.detail import Detail
from lmo_tui.tui.widgets.detail_pane import DetailPane
from lmo_tui.tui.widgets.painted import Painted
from tests.fakes.licenses import TODAY, a_license, sample_licenses
from tests.tui.widgets.showcase import Showcase, cells_of, screen_text

EXTEND = Hint("extend", "x", "extend")


def a_pane() -> DetailPane:
    """A pane as high as the window."""
    pane = DetailPane()
    pane.styles.height = "1fr"
    return pane


def detail(license_: License) -> Detail:
    return Detail(license_, verdict(license_, TODAY), TODAY)


async def test_the_first_frame_has_the_detail() -> None:
    pane = a_pane()
    pane.show(detail(a_license()), [EXTEND])
    app = Showcase(pane)
    async with app.run_test(size=(120, 16)):
        lines = screen_text(app).splitlines()
        assert lines[0].startswith("─ L-00042 · Globex Corporation ──")
        assert lines[1].endswith("x extend")
        assert lines[3].split() == ["Information", "Prospect", "Organization", "System"]


async def test_without_a_license_there_is_a_sentence() -> None:
    pane = a_pane()
    app = Showcase(pane)
    async with app.run_test(size=(120, 16)) as pilot:
        pane.show(detail(a_license()))
        pane.show(None, empty="Nothing here.")
        await pilot.pause()
        assert "Nothing here." in screen_text(app)
        assert "Information" not in screen_text(app)


async def test_one_changed_value_draws_its_own_cells_only() -> None:
    pane = a_pane()
    async with Showcase(pane).run_test(size=(120, 16)) as pilot:
        pane.show(detail(a_license()))
        await pilot.pause()
        pane.show(detail(replace(a_license(), instance="NA139")))
        dirty = [region for part in pane.query(Painted) for region in part._repaint_regions]
        assert 0 < cells_of(dirty) <= len("NA139")


async def test_the_same_again_draws_nothing() -> None:
    pane = a_pane()
    async with Showcase(pane).run_test(size=(120, 16)) as pilot:
        pane.show(detail(a_license()))
        await pilot.pause()
        pane.show(detail(a_license()))
        assert not [region for part in pane.query(Painted) for region in part._repaint_regions]


async def test_it_scrolls_when_there_is_more_than_fits() -> None:
    pane = a_pane()
    app = Showcase(pane)
    async with app.run_test(size=(60, 12)) as pilot:
        pane.show(detail(a_license(extra=tuple((f"Field {number}", f"value {number}") for number in range(30)))))
        await pilot.pause()
        assert "more lines" in screen_text(app)
        assert "value 29" not in screen_text(app)
        pane.page(100)
        await pilot.pause()
        assert "value 29" in screen_text(app)
        assert "Information" not in screen_text(app)
        pane.move(-1_000)
        await pilot.pause()
        assert "Information" in screen_text(app)


async def test_another_license_starts_at_the_top() -> None:
    pane = a_pane()
    app = Showcase(pane)
    async with app.run_test(size=(60, 12)) as pilot:
        pane.show(detail(a_license(1)))
        await pilot.pause()
        pane.move(5)
        pane.show(detail(a_license(1)))
        await pilot.pause()
        assert "Information" not in screen_text(app)
        pane.show(detail(a_license(2)))
        await pilot.pause()
        assert "Information" in screen_text(app)


async def test_a_wheel_scrolls() -> None:
    pane = a_pane()
    app = Showcase(pane)
    async with app.run_test(size=(60, 12)) as pilot:
        pane.show(detail(a_license()))
        await pilot.pause()
        await pilot._post_mouse_events([MouseScrollDown], DetailPane, (3, 5), button=0)
        assert "Information" not in screen_text(app)


async def test_it_fits_any_window() -> None:
    pane = a_pane()
    pane.show(detail(a_license()))
    app = Showcase(pane)
    async with app.run_test(size=(120, 16)) as pilot:
        for size in ((80, 24), (170, 20), (40, 10), (10, 4), (2, 2), (120, 16)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            taken = {strip.cell_length for strip in app.screen._compositor.render_strips()}
            assert taken == {size[0]}
        lines = screen_text(app).splitlines()
        assert lines[3].split() == ["Information", "Prospect", "Organization", "System"]


async def test_odd_licenses_are_shown() -> None:
    pane = a_pane()
    app = Showcase(pane)
    async with app.run_test(size=(120, 20)) as pilot:
        for license_ in sample_licenses()[::4]:
            pane.show(detail(license_))
            await pilot.pause()
            assert license_.name in screen_text(app)
        assert app.clicks == 0
