"""No entry point writes what must not be written: every command of the screens and of the command line is tried.

A command that is added is tried as well; one of the command line must be named here as one that writes or does not.
"""

import ast
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any, Final

import pytest
from textual.screen import ModalScreen

from lmo_tui.cli.program import program
from lmo_tui.domain.access import Access
from lmo_tui.domain.change_sets import ChangeSet, Draft
from lmo_tui.domain.edits import Change, Edit
from lmo_tui.domain.feature_rules import kind_of
from lmo_tui.domain.feature_sets import FeatureSet
from lmo_tui.domain.features import Feature, FeatureAccess, FeatureField, Kind
from lmo_tui.domain.filters import View
from lmo_tui.domain.journal import Ended, Ending, JournalEntry
from lmo_tui.domain.licenses import AnyField, Field, License
from lmo_tui.domain.orgs import OrgClass
from lmo_tui.storage.change_sets import written as written_plan
from lmo_tui.tui.actions.many_run import ManyRun
from lmo_tui.tui.commands import COMMANDS, Where, commands_on
from lmo_tui.tui.screens.command_screen import CommandScreen
from lmo_tui.tui.screens.many import ManyScreen
from lmo_tui.tui.widgets.filter_line import FilterLine
from tests.architecture.source import sources
from tests.cli.conftest import Typing
from tests.cli.world import CommandLine, FakeWorld
from tests.fakes.features import PACKAGE, sample_parameters, with_features
from tests.fakes.journal import an_entry
from tests.fakes.licenses import NOW, a_license
from tests.fakes.profile import LONG
from tests.fakes.repository import FakeRepository, an_org, with_licenses
from tests.robots.desk import Desk, at_the_desk

TYPED: Final = {
    "status": "suspended",
    "copy": "row",
    "asof": "today",
    "handover": "ticket",
    "seats": "7",
    "expires": "never",
    "extend": "30d",
    "undo": "saved",
    "filter": "L-00042",
    "go": "L-00042",
    "find": "L-00042",
    "journal": "saved",
    "snooze": "7d",
    "note": "called",
    "view": "Duplicates",
    "save": "Mine",
    "forget": "Mine",
    "value": "7",
    "column": "off",
    "columns": "name,seats",
    "sort": "name",
    "rollout": "E_Signature",
    "keep": "gold",
    "sets": "gold",
    "give": "other",
    "drop": "spare",
    "diff": "L-00042",
}
"""What follows a command after `:`."""
ENDS_IT: Final = {"quit", "org"}
_LOOKING: Final = {"demo", "ls", "find", "show", "params", "rollout", "diff", "log", "history", "sync"}
_FOR_OTHERS: Final = {"export", "report", "handover", "views", "inbox"}
_ABOUT_THE_PROGRAM: Final = {"serve", "config", "doctor", "completion", "man"}
_LOGINS: Final = {"login", "logout", "orgs"}
READS: Final = _LOOKING | _FOR_OTHERS | _ABOUT_THE_PROGRAM | _LOGINS | {"plan", "sets"}
"""Commands of the command line that have no way to a write."""
WRITES: Final = (
    *(("set", "L-00042", *change) for change in (("--seats", "7"), ("--expires", "never"), ("--extend", "30d"))),
    *(("set", "L-00042", "--status", status) for status in ("Active", "Suspended", "Trial", "Uninstalled")),
    ("set", "L-00042", "--param", "acme__E_Signature=off"),
    ("set", "L-00042", "--param", "Max_Envelopes=12"),
    ("apply", "PLAN"),
    ("apply", "PARAMETERS"),
    ("undo", "switched"),
    ("undo", "manyatonce"),
    ("undo", "saved"),
    ("undo", "L-00042"),
    ("undo",),
)
"""Every way to write from the command line."""

LOCKED: Final[dict[str, dict[str, Any]]] = {
    "uninstalled": {"status": "Uninstalled"},
    "uninstalled by License Status alone": {"license_status": "Uninstalled"},
    "read-only type": {"license_type": "Read-Only"},
    "checkout": {"checkout": True},
}
SHUT: Final[dict[str, dict[str, Any]]] = {
    "--read-only": {"read_only": True},
    "--read-only production": {"read_only": True, "org_class": OrgClass.PRODUCTION},
    "production": {"org_class": OrgClass.PRODUCTION},
    "unknown": {"org_class": OrgClass.UNKNOWN},
}


def earlier(license_: License) -> list[JournalEntry | Ended]:
    """Saved changes that the license still holds, which could be undone; and one that nobody saw the end of."""
    saved, lost = an_entry("saved", license_=license_, run="manyatonce"), an_entry("lost", license_=license_)
    feature = Feature(sample_parameters()[0], with_features([license_]).values[0])
    assert feature.field is not None
    switched = an_entry("switched", license_=license_, changes=(Change(feature.field, False, True),))
    ends = [Ended(each, NOW, Ending.APPLIED) for each in ("switched", "saved")]
    return [switched, lost, saved, *ends]


def ours(**values: Any) -> License:  # noqa: ANN401 - any attribute of License
    """The license, of the package that has parameters."""
    return a_license(**{"seats": 60, "package_id": PACKAGE, "version": "2.3.0", **values})


def owning(license_: License, org_class: OrgClass = OrgClass.DEMO) -> FakeRepository:
    """An org with this license and its parameters."""
    repository = with_licenses([license_], org_class)
    repository.parameters = with_features([license_])
    return repository


def locked(why: str) -> License:
    return ours(**LOCKED[why])


def written(repository: FakeRepository) -> list[dict[AnyField, object]]:
    """What reached the org, and what tried to."""
    assert bool({"update", "update_all"} & set(repository.calls)) == bool(repository.updates)
    return [{change.field: change.after for change in edit.changes} for edit, _ in repository.updates]


def chosen(where: Where, but: frozenset[str] | None) -> Iterator[tuple[str, str]]:
    """The commands of a screen, each without words and with some."""
    for command in commands_on(where):
        if command.id not in ENDS_IT and (command.dangerous if but is None else command.id not in but):
            yield from ((command.id, words) for words in {"", TYPED.get(command.id, "")})


async def try_commands(desk: Desk, but: frozenset[str] | None) -> set[str]:
    """All commands `but` some on every screen, with a yes to whatever is asked; those that were tried.

    With None only the dangerous ones, and not on the license's own screen, which acts as the list does.
    """
    tried: set[str] = set()
    for name in ("gold", "other"):  # The second differs from what the license holds.
        values = {"acme__E_Signature": name == "gold", "acme__Max_Envelopes": 7}
        await desk.list.stage.workbench.views.keep_feature_set(FeatureSet(name, values))
    ways = {
        Where.DESK: "",
        Where.LICENSE: "open",
        Where.JOURNAL: "journal",
        Where.INBOX: "inbox",
        Where.PARAMETERS: "params",
        Where.MATRIX: "matrix",
        Where.ROLLOUT: "rollout",
        Where.PAIRS: "sets",
        Where.OVERVIEW: "overview",
        Where.MANY: "",
        Where.SETUP: "setup",
        Where.GUIDE: "guide",
    }
    for where, way in ways.items():
        if but is None and where is Where.LICENSE:
            continue
        before = frozenset(tried)
        for command_id, words in chosen(where, but):
            if command_id in before and not COMMANDS[command_id].dangerous:
                continue  # It is the same action on every screen.
            await back_to_the_list(desk)
            if where is Where.GUIDE:
                await perform(desk, "setup")
            if way:
                await perform(desk, way, TYPED.get(way, "") if where in {Where.ROLLOUT, Where.PAIRS} else "")
            elif where is Where.MANY:
                await open_many(desk)
            screen = desk.app.screen
            assert isinstance(screen, CommandScreen)
            assert screen.WHERE is where
            await perform(desk, command_id, words)
            await say_yes(desk)
            tried.add(command_id)
    return tried


async def open_many(desk: Desk) -> None:
    """A change of many licenses, planned when no rule forbade it: an org that has been closed since, another status."""
    stage = desk.list.stage
    edits = tuple(Edit(each, (Change(Field.SEATS, each.seats, 7),)) for each in desk.repository.licenses)
    with desk.app._context():
        stage.ask(ManyScreen(stage, ManyRun(stage, Draft(edits), "Seats 7")), lambda _: None)
    await desk.rest(draw=False)


async def perform(desk: Desk, command_id: str, words: str = "") -> None:
    screen = desk.app.screen
    assert isinstance(screen, CommandScreen)
    with desk.app._context():
        screen.perform(command_id, words)
    await desk.rest(draw=False)


async def say_yes(desk: Desk) -> None:
    for _ in range(3):
        if not isinstance(desk.app.screen, ModalScreen):
            return
        await desk.press("enter")


async def back_to_the_list(desk: Desk) -> None:
    desk.app.clear_notifications()  # A hundred of them take longer to draw than all the rest.
    for _ in range(4):
        typing = isinstance(desk.app.focused, FilterLine)
        if desk.app.screen is desk.list and not typing:
            break
        await desk.press("ctrl+c" if isinstance(desk.app.screen, ModalScreen) or typing else "backspace")
    assert desk.app.screen is desk.list
    if desk.list.views.view != View():
        with desk.app._context():
            desk.list.views.open(View())
        await desk.rest(draw=False)


@pytest.mark.parametrize("why", LOCKED)
async def test_no_command_of_the_screens_writes_a_locked_license(why: str) -> None:
    license_, everything = locked(why), why == "uninstalled"
    async with at_the_desk(repository=owning(license_), journal_lines=earlier(license_), size=(80, 24)) as desk:
        tried = await try_commands(desk, frozenset() if everything else None)
        assert (
            tried
            == {each.id for where in Where for each in commands_on(where) if everything or each.dangerous} - ENDS_IT
        )
        assert written(desk.repository) == []


@pytest.mark.parametrize("why", SHUT)
async def test_no_command_of_the_screens_writes_in_a_closed_org(why: str) -> None:
    license_ = ours()
    options = {name: value for name, value in SHUT[why].items() if name != "org_class"}
    repository = owning(license_, SHUT[why].get("org_class", OrgClass.DEMO))
    async with at_the_desk(repository=repository, journal_lines=earlier(license_), size=(80, 24), **options) as desk:
        await try_commands(desk, None)
        if SHUT[why].get("read_only"):
            await perform(desk, "unlock")
        assert written(desk.repository) == []
        assert not desk.repository.may_write(), "the transport's lock is open"


async def test_commands_write_the_three_fields_and_only_what_the_user_may() -> None:
    license_ = a_license(seats=60)
    repository = with_licenses([license_])
    repository.permitted = Access(updateable=frozenset({Field.SEATS}))
    async with at_the_desk(repository=repository, journal_lines=earlier(license_), size=(80, 24)) as desk:
        await try_commands(desk, None)
        fields = [set(each) for each in written(repository)]
        assert fields, "nothing was written at all: this test tries nothing"
        assert set().union(*fields) == {Field.SEATS}


OF_ALL_TYPES: Final = {"off": 0, "7": 1, "eoy": 2, "unset": 2, "perhaps": 0}
"""What may be typed as a value, and the place of a sample parameter that it suits."""


def ways_to_write() -> Iterator[tuple[str, int, str, str]]:
    """Every command on parameters that may write, with values of all types, on the parameter that suits and on others.

    Screen, place of the parameter, command, words. Of the others one for each, in turn; all of them in the long run.
    """
    others = cycle(range(len(sample_parameters())))
    for way, where in (("params", Where.PARAMETERS), ("matrix", Where.MATRIX)):
        for command in (each for each in commands_on(where) if each.dangerous):
            for words in ("", *(OF_ALL_TYPES if command.takes else ())):
                fits = OF_ALL_TYPES.get(words, 0)
                places = range(len(sample_parameters())) if LONG else {fits, next(others)}
                yield from ((way, place, command.id, words) for place in places)


async def test_commands_write_values_of_settings_of_the_types_that_the_user_may_and_nothing_else() -> None:
    license_ = ours()
    repository = owning(license_)
    repository.permitted = Access(updateable=frozenset())
    repository.parameters.permitted = FeatureAccess(updateable=frozenset({Kind.BOOLEAN, Kind.DATE}))
    async with at_the_desk(repository=repository, journal_lines=earlier(license_), size=(80, 24)) as desk:
        for way, place, command_id, words in ways_to_write():
            await back_to_the_list(desk)
            await perform(desk, way)
            await desk.press(*["down" if way == "params" else "right"] * place)
            await perform(desk, command_id, words)
            await say_yes(desk)
            if isinstance(desk.app.screen, ManyScreen):
                await desk.press("enter")
                await say_yes(desk)
        sent = [change for edit, _ in repository.updates for change in edit.changes]
        assert {change.label for change in sent} == {"E Signature", "Sandbox Until"}
        assert {"update", "update_all"} <= set(repository.calls), "one of the two ways was never tried"
        for change in sent:
            assert isinstance(change.field, FeatureField)
            content = None if isinstance(change.after, str) else change.after
            assert content is None or kind_of(content) is change.field.kind


@pytest.fixture
def typing(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Typing:
    """Command lines in worlds of the tests' own making."""
    return lambda world: CommandLine(world, capsys, monkeypatch)


@pytest.fixture
def plans(tmp_path: Path) -> dict[str, str]:
    """Plans that were made when the license could still be changed, by what stands for them."""
    held = ours()
    feature = Feature(sample_parameters()[0], with_features([held]).values[0])
    assert feature.field is not None
    edits = {
        "PLAN": Edit(held, (Change(Field.SEATS, 60, 7),)),
        "PARAMETERS": Edit(held, (Change(feature.field, True, False),), feature=feature),
    }
    for name, edit in edits.items():
        plan = ChangeSet.of(Draft((edit,)), an_org(), "planned", NOW)
        (tmp_path / name).write_text("".join(written_plan(plan)))
    return {name: str(tmp_path / name) for name in edits}


def typed(arguments: tuple[str, ...], plans: dict[str, str]) -> tuple[str, ...]:
    return tuple(plans.get(each, each) for each in arguments)


def worlds() -> Iterator[Any]:
    for why in LOCKED:
        yield pytest.param([locked(why)], OrgClass.DEMO, (), id=why)
    for why, shut in SHUT.items():
        words = ("--read-only", "--unlock") if shut.get("read_only") else ("--no-input",)
        yield pytest.param([ours()], shut.get("org_class", OrgClass.DEMO), words, id=why)


@pytest.mark.parametrize(("licenses", "org_class", "words"), worlds())
def test_no_command_of_the_command_line_writes_what_must_not_be_written(
    licenses: list[License], org_class: OrgClass, words: tuple[str, ...], typing: Typing, plans: dict[str, str]
) -> None:
    world = FakeWorld(owning(licenses[0], org_class))
    world.journal.lines += earlier(licenses[0])
    lmo_tui = typing(world)
    for arguments in WRITES:
        ran = lmo_tui(*typed(arguments, plans), "--org", "demo", "--yes", *words)
        assert ran.code == 1, (arguments, ran)
    assert written(world.repository) == []


def test_the_ways_of_the_command_line_do_write_where_they_may(typing: Typing, plans: dict[str, str]) -> None:
    """So that the test above does not pass because nothing ever writes."""
    for arguments in WRITES:
        if arguments[-1] in {"Active", "Trial", "Uninstalled"}:
            continue
        license_ = ours()
        world = FakeWorld(owning(license_))
        world.journal.lines += earlier(license_)
        ran = typing(world)(*typed(arguments, plans), "--org", "demo", "--yes")
        assert ran.code == 0, (arguments, ran)
        assert len(written(world.repository)) == 1


def test_every_command_of_the_command_line_is_known_to_write_or_not() -> None:
    assert set(program.commands) == READS | {arguments[0] for arguments in WRITES}


def test_two_places_alone_ask_the_org_to_write() -> None:
    asking = {
        (source.name, node.func.attr)
        for source in sources()
        for node in source.nodes()
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"update", "update_all"}
        and ast.unparse(node.func.value).endswith("repository")
    }
    assert asking == {("lmo_tui/services/writing.py", "update"), ("lmo_tui/services/chunks.py", "update_all")}
