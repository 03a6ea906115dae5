"""The list: what it reads, what it shows, and where its cursor is."""

from dataclasses import replace
from typing import TYPE_CHECKING

from rich.cells import cell_len

from lmo_tui.domain.filters import Column, Sort, View
from lmo_tui.domain.licenses import License
from lmo_tui.domain.text import clean
from lmo_tui.tui.widgets.license_table import LicenseTable
from tests.fakes.licenses import TODAY, a_license, sample_licenses
from tests.fakes.workbench import a_workbench
from tests.payloads import MARKUP, PAYLOADS
from tests.tui.widgets.showcase import InMemory, Showcase, text_on

if TYPE_CHECKING:
    from textual.message import Message


def a_table(**options: object) -> LicenseTable:
    return LicenseTable(lambda: TODAY, **options)  # type: ignore[arg-type] # only `follow`, in one test


def many(count: int) -> list[License]:
    return [a_license(number, account=f"Customer {number}") for number in range(count, 0, -1)]


def name(table: LicenseTable) -> str:
    license_ = table.cursor_license
    return license_.name if license_ else ""


async def test_the_first_frame_has_the_rows() -> None:
    table = a_table()
    table.show(InMemory(many(100)))
    app = Showcase(table)
    async with app.run_test(size=(80, 10)):
        lines = text_on(table)
        assert lines[0].split()[:3] == ["License", "▼", "Status"]
        assert lines[1].startswith("▌L-00100 ")
        assert lines[1].split()[1:5] == ["●", "Active", "Customer", "100"]
        assert lines[9].startswith(" L-00092")


async def test_only_a_few_screens_are_read() -> None:
    table, listing = a_table(), InMemory(many(3_000))
    async with Showcase(table).run_test(size=(80, 11)):
        table.show(listing)
        table.move(3)
        table.to_index(2_000)
        table.page(1)
        assert name(table) == "L-00990"
        assert listing.read < 200


async def test_the_cursor_moves_and_stays_in_the_list() -> None:
    table = a_table()
    async with Showcase(table).run_test(size=(80, 11)):
        table.show(InMemory(many(25)))
        table.move(1)
        assert (table.cursor_index, name(table)) == (1, "L-00024")
        table.move(-5)
        assert table.cursor_index == 0
        table.page(1)
        assert table.cursor_index == 10
        table.page(5)
        assert (table.cursor_index, name(table)) == (24, "L-00001")
        table.to_index(7)
        assert name(table) == "L-00018"
        assert f"▌{name(table)}" in "\n".join(text_on(table))


async def test_paging_keeps_the_cursors_height() -> None:
    table = a_table()
    async with Showcase(table).run_test(size=(80, 11)):
        table.show(InMemory(many(100)))
        table.move(4)
        table.page(1)
        assert text_on(table)[5].startswith("▌L-00086")


async def test_scrolling_by_the_edge_goes_a_third_of_the_screen() -> None:
    table = a_table()
    async with Showcase(table).run_test(size=(80, 10)):
        table.show(InMemory(many(100)))
        table.move(8)
        assert text_on(table)[9].startswith("▌L-00092")
        table.move(1)
        assert text_on(table)[6].startswith("▌L-00091")
        table.move(-6)
        assert text_on(table)[4].startswith("▌L-00097")


async def test_an_index_outside_is_the_nearest_row() -> None:
    table = a_table()
    async with Showcase(table).run_test(size=(80, 11)):
        table.show(InMemory(many(5)))
        table.to_index(99)
        assert name(table) == "L-00001"
        assert table.to_license(a_license(3).id)
        assert name(table) == "L-00003"
        assert not table.to_license(a_license(77).id)
        assert name(table) == "L-00003"


async def test_the_cursor_stays_on_its_license_through_sort_filter_and_reload() -> None:
    desk = a_workbench(licenses=sample_licenses()).desk
    table = a_table()
    async with Showcase(table).run_test(size=(80, 14)):
        table.show(await desk.settle(desk.open(View())))
        assert table.to_license(a_license(11).id)
        for view in (View(sort=Sort(Column.CUSTOMER, descending=False)), View(text="tyrell"), View()):
            opened = desk.open(view, size=5)
            table.show(opened)
            table.show(await desk.settle(opened))
            assert name(table) == "L-00011"
            assert "▌L-00011" in "\n".join(text_on(table))


async def test_a_license_that_the_view_does_not_hold_leaves_the_cursor_at_the_top() -> None:
    table = a_table()
    async with Showcase(table).run_test(size=(80, 14)):
        table.show(InMemory(many(50)))
        table.to_index(30)
        table.show(InMemory(many(50)[:5], view=View(text="x")))
        assert table.cursor_index == 0


async def test_a_license_that_is_gone_leaves_the_cursor_where_it_was() -> None:
    table, rows = a_table(), many(50)
    async with Showcase(table).run_test(size=(80, 14)):
        table.show(InMemory(rows))
        table.to_index(30)
        table.show(InMemory(rows[:30] + rows[31:]))
        assert (table.cursor_index, name(table)) == (30, "L-00019")


async def test_the_cursor_can_be_sent_to_a_license_of_the_new_view() -> None:
    table = a_table()
    async with Showcase(table).run_test(size=(80, 14)):
        table.show(InMemory(many(50)))
        table.show(InMemory(many(50), view=View(text="x")), keep=a_license(9).id)
        assert name(table) == "L-00009"


async def test_a_view_that_is_not_settled_keeps_the_license_in_mind() -> None:
    table, rows = a_table(), many(200)
    async with Showcase(table).run_test(size=(80, 14)):
        table.show(InMemory(rows))
        table.to_index(150)
        by_date = View(sort=Sort(Column.EXPIRES))
        table.show(InMemory(rows[:60], view=by_date, settled=False))
        assert table.cursor_index == 0
        table.show(InMemory(rows, view=by_date))
        assert name(table) == "L-00050"


async def test_moving_meanwhile_wins_over_the_license_in_mind() -> None:
    table, rows = a_table(), many(200)
    async with Showcase(table).run_test(size=(80, 14)):
        table.show(InMemory(rows))
        table.to_index(150)
        table.show(InMemory(rows[:60], view=View(text="x"), settled=False))
        table.move(2)
        table.show(InMemory(rows, view=View(text="x")))
        assert name(table) == "L-00198"


async def test_an_empty_view_says_so() -> None:
    table = a_table()
    async with Showcase(table).run_test(size=(80, 14)):
        table.show(InMemory([]), empty="No license matches “globex”.")
        assert "No license matches “globex”." in "\n".join(text_on(table))
        assert table.cursor_license is None
        table.move(1)
        assert table.cursor_index == 0


async def test_rows_that_changed_are_read_again() -> None:
    table, rows = a_table(), many(20)
    listing = InMemory(rows)
    async with Showcase(table).run_test(size=(80, 14)):
        table.show(listing)
        rows[2] = replace(rows[2], status="Suspended")
        table.repaint([a_license(1).id])
        table.repaint([rows[2].id])
        assert "■ Suspended" in text_on(table)[3]


async def test_a_pending_change_is_shown_until_it_is_over() -> None:
    table = a_table()
    async with Showcase(table).run_test(size=(80, 14)):
        table.show(InMemory(many(20)))
        table.mark({a_license(19).id[:15]: "saving…"}, frozenset())
        assert "◌ saving…" in text_on(table)[2]
        table.mark({}, frozenset())
        assert "saving" not in "\n".join(text_on(table))


async def test_a_row_that_just_changed_has_a_dot_unless_the_cursor_is_there() -> None:
    table = a_table()
    async with Showcase(table).run_test(size=(80, 14)):
        table.show(InMemory(many(20)))
        table.mark({}, {a_license(20).id[:15], a_license(18).id[:15]})
        assert [line[0] for line in text_on(table)[1:5]] == ["▌", " ", "·", " "]
        table.move(1)
        assert [line[0] for line in text_on(table)[1:5]] == ["·", "▌", "·", " "]


async def test_who_listens_hears_of_each_license_once() -> None:
    seen: list[Message] = []
    followed: list[License | None] = []
    table = a_table(follow=followed.append)
    async with Showcase(table).run_test(size=(80, 14), message_hook=seen.append) as pilot:
        table.show(InMemory(many(20)))
        await pilot.pause()
        table.repaint()
        table.move(1)
        table.move(0)
        await pilot.pause()
        highlighted = [message.license for message in seen if isinstance(message, LicenseTable.Highlighted)]
        assert [each.name for each in followed if each] == ["L-00020", "L-00019"]
        assert list(dict.fromkeys(each.name for each in highlighted if each)) == ["L-00020", "L-00019"]


async def test_new_values_of_the_selected_license_are_told() -> None:
    followed: list[License | None] = []
    table, rows = a_table(follow=followed.append), many(3)
    async with Showcase(table).run_test(size=(80, 14)):
        table.show(InMemory(rows))
        rows[0] = replace(rows[0], seats=99)
        table.repaint([rows[0].id])
        assert [each.seats for each in followed if each] == [50, 99]


async def test_a_click_selects_and_the_next_activates() -> None:
    seen: list[Message] = []
    table = a_table()
    async with Showcase(table).run_test(size=(80, 14), message_hook=seen.append) as pilot:
        table.show(InMemory(many(20)))
        await pilot.click(LicenseTable, offset=(20, 4))
        assert name(table) == "L-00017"
        assert not [message for message in seen if isinstance(message, LicenseTable.Activated)]
        await pilot.click(LicenseTable, offset=(20, 4))
        activated = [message.license.name for message in seen if isinstance(message, LicenseTable.Activated)]
        assert set(activated) == {"L-00017"}


async def test_a_click_on_a_title_asks_for_that_order() -> None:
    seen: list[Message] = []
    table = a_table()
    async with Showcase(table).run_test(size=(80, 14), message_hook=seen.append) as pilot:
        table.show(InMemory(many(20)))
        await pilot.click(LicenseTable, offset=(text_on(table)[0].index("Customer"), 0))
        asked = {message.column for message in seen if isinstance(message, LicenseTable.SortAsked)}
        assert asked == {Column.CUSTOMER}


async def test_the_cursor_is_seen_without_focus_too() -> None:
    table, other = a_table(), a_table()
    async with Showcase(table, other).run_test(size=(80, 20)) as pilot:
        table.show(InMemory(many(5)))
        table.focus()
        await pilot.pause()
        focused = table.render_lines(table.size.region)[1]
        other.focus()
        await pilot.pause()
        blurred = table.render_lines(table.size.region)[1]
        assert focused.text == blurred.text
        assert [style for _text, style, _control in focused] != [style for _text, style, _control in blurred]


async def test_the_table_fits_any_window() -> None:
    table = a_table()
    table.show(InMemory(sample_licenses()))
    async with Showcase(table).run_test(size=(160, 30)) as pilot:
        table.to_index(20)
        for size in ((80, 24), (40, 5), (3, 2), (1, 1), (200, 50)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert {strip.cell_length for strip in table.render_lines(table.size.region)} == {size[0]}
        assert table.cursor_index == 20
        assert "▌L-00020" in "\n".join(text_on(table))


async def test_hostile_names_are_text_and_move_nothing() -> None:
    table = a_table()
    app = Showcase(table)
    names = [clean(payload.text) for payload in PAYLOADS]
    async with app.run_test(size=(80, len(names) + 1)) as pilot:
        table.show(InMemory([a_license(number + 1, account=text) for number, text in enumerate(names)]))
        await pilot.pause()
        lines = text_on(table)[1:]
        assert all(line.endswith("  38/50 ▆ 2027-01-31 68 d") for line in lines)
        assert {cell_len(line) for line in lines} == {cell_len(lines[0])}
        for text, line in zip(names, lines, strict=True):
            assert not text.isascii() or text.strip()[:10] in line
        for payload in MARKUP:
            await pilot.click(LicenseTable, offset=(26, 1 + PAYLOADS.index(payload)))
        assert app.clicks == 0
        assert app.is_running
