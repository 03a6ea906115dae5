"""The commands as a whole: complete, without clashes, and each with an action where it says it is."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest

from lmo_tui.domain.change_sets import RunStage
from lmo_tui.domain.features import Feature, FeatureContent, Kind
from lmo_tui.domain.licenses import Field
from lmo_tui.tui.commands import COMMANDS, Command, Context, Where, commands_on, key_table
from lmo_tui.tui.commands.command import Group
from lmo_tui.tui.commands.search import named, ranked
from tests.fakes.features import a_parameter, a_value
from tests.fakes.licenses import TODAY, a_license
from tests.robots.desk import at_the_desk

NEVER_KEYS = {"ctrl+a", "ctrl+b", "ctrl+s", "ctrl+q", "ctrl+z"}
ALL_REFUSED = dict.fromkeys(Field, "Not now.")


@pytest.mark.parametrize("where", list(Where))
def test_no_key_means_two_things(where: Where) -> None:
    keys = Counter(key for command in commands_on(where) for key in command.keys)

    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize("command", COMMANDS.values(), ids=lambda each: each.id)
def test_a_command_says_what_it_is(command: Command) -> None:
    assert command.id.isalpha()
    assert command.title
    assert command.help
    assert command.help[0].isupper()
    assert not command.help.endswith(".")
    assert not NEVER_KEYS & set(command.keys)
    assert not any(key.startswith(("f1", "alt+")) for key in command.keys)
    assert command.keys != ("escape",) or command.id == "clear", "Esc alone is slow; the filter line clears too"


async def test_every_command_has_an_action_where_it_says() -> None:
    async with at_the_desk([a_license()]) as desk:
        assert {command.id for command in commands_on(Where.DESK)} <= set(desk.list.actions)
        assert set(desk.list.FOOTER) <= set(COMMANDS)
        await desk.press("enter")
        screen = desk.app.screen
        assert {command.id for command in commands_on(Where.LICENSE)} <= set(getattr(screen, "actions", ()))
        await desk.press("q", "F")
        screen = desk.app.screen
        assert {command.id for command in commands_on(Where.MATRIX)} <= set(getattr(screen, "actions", ()))
        await desk.press("p")
        screen = desk.app.screen
        assert {command.id for command in commands_on(Where.PARAMETERS)} <= set(getattr(screen, "actions", ()))
        await desk.press("q", "q", "J")
        screen = desk.app.screen
        assert {command.id for command in commands_on(Where.JOURNAL)} <= set(getattr(screen, "actions", ()))


async def test_the_footer_has_at_most_eight_hints_that_exist_there() -> None:
    async with at_the_desk([a_license()]) as desk:
        for keys in ((), ("enter",), ("p",), ("q", "q", "F"), ("q", "J")):
            await desk.press(*keys)
            hints = getattr(desk.app.screen, "hints")()  # noqa: B009 - one of five screens
            assert len(hints) <= 8
            assert hints[-1].name == "help"


def test_whatever_leads_to_a_write_asks_the_guards_of_a_write() -> None:
    refused = Context(license=a_license(), why_not_edit=ALL_REFUSED)
    saving = Context(license=a_license(), saving=True)
    nothing = Context()
    of_features = {Where.PARAMETERS, Where.MATRIX}, {Where.MATRIX}, {Where.PARAMETERS}, COMMANDS["give"].where
    others = {Where.MANY}, *of_features
    for command in (each for each in COMMANDS.values() if each.dangerous and each.where not in others):
        assert command.why_not(refused) == "Not now.", command.id
        assert "still being saved" in (command.why_not(saving) or ""), command.id
        assert "No license is selected" in (command.why_not(nothing) or ""), command.id
        assert command.why_not(Context(license=a_license())) is None, command.id


@pytest.mark.parametrize(
    ("command_id", "kind", "content"),
    [
        ("toggle", Kind.BOOLEAN, True),
        ("value", Kind.DATE, None),
        ("unset", Kind.INTEGER, 7),
        ("more", Kind.INTEGER, 7),
        ("less", Kind.DATE, TODAY),
        ("usual", Kind.BOOLEAN, True),
    ],
)
def test_whatever_sets_a_parameter_asks_the_guards_of_a_write(
    command_id: str, kind: Kind, content: FeatureContent
) -> None:
    command, parameter = COMMANDS[command_id], a_parameter(kind=kind)
    ready = Context(license=a_license(), feature=Feature(parameter, a_value("a0L", parameter, content)))
    assert command.dangerous
    assert command.why_not(ready) is None
    assert command.why_not(replace(ready, why_not_feature="Not now.")) == "Not now."
    assert "still being saved" in (command.why_not(replace(ready, saving=True)) or "")
    assert "No parameter is selected" in (command.why_not(replace(ready, feature=None)) or "")
    assert "No license is selected" in (command.why_not(Context()) or "")


def test_a_set_is_given_while_a_change_of_many_can_begin() -> None:
    why_not = COMMANDS["give"].why_not
    assert why_not(Context(license=a_license())) is None
    assert why_not(Context(license=a_license(), why_not_many="Not now.")) == "Not now."
    assert "No license is selected" in (why_not(Context()) or "")


@pytest.mark.parametrize(("kind", "says"), [(Kind.BOOLEAN, "Space switches it"), (Kind.INTEGER, "e types a value")])
def test_what_has_no_next_value_is_not_stepped(kind: Kind, says: str) -> None:
    parameter = a_parameter(kind=kind)
    content = True if kind is Kind.BOOLEAN else None
    ready = Context(license=a_license(), feature=Feature(parameter, a_value("a0L", parameter, content)))
    assert says in (COMMANDS["more"].why_not(ready) or "")


def test_a_column_is_filled_while_a_change_of_many_can_begin() -> None:
    why_not = COMMANDS["column"].why_not
    ready = Context(license=a_license(), feature=Feature(a_parameter()))
    assert why_not(ready) is None
    assert why_not(replace(ready, why_not_many="Not now.")) == "Not now."
    assert "is a metric" in (why_not(replace(ready, feature=Feature(a_parameter(metric=True)))) or "")
    assert "No parameter is selected" in (why_not(replace(ready, feature=None)) or "")


def test_the_form_opens_while_one_of_its_fields_can_be_changed() -> None:
    one = Context(license=a_license(), why_not_edit={Field.SEATS: "No."})
    both = replace(one, why_not_edit={Field.SEATS: "No.", Field.EXPIRES: "Nor this."})

    assert COMMANDS["edit"].why_not(one) is None
    assert COMMANDS["edit"].why_not(both) == "No."


@pytest.mark.parametrize(
    ("command_id", "context", "reason"),
    [
        ("unlock", Context(why_not_unlock="Never."), "Never."),
        ("unlock", Context(needs_unlock=False), "needs no unlocking"),
        ("unlock", Context(needs_unlock=True, org_known=False), "connect first"),
        ("unlock", Context(needs_unlock=True), None),
        ("lock", Context(needs_unlock=False), "always open"),
        ("lock", Context(needs_unlock=True, writing=False), "closed already"),
        ("lock", Context(needs_unlock=True, writing=True), None),
        ("reload", Context(loading=True), "being read already"),
        ("reload", Context(why_offline="Gone."), None),
        ("refresh", Context(license=a_license(), why_offline="Gone."), "Gone."),
        ("modify", Context(license=a_license(), org_known=False), "not known yet"),
        ("back", Context(), "no view before"),
        ("forward", Context(), "no view after"),
        ("clear", Context(), "No filter is set"),
        ("clear", Context(filtered=True), None),
        ("extend", Context(license=a_license(expires=None)), "does not expire"),
        ("result", Context(), "Nothing was changed"),
        ("extend", Context(license=a_license(expires=None), marked=2), None),
        ("extend", Context(license=a_license(), marked=2, why_not_many="Not now."), "Not now."),
        ("status", Context(marked=2), None),
        ("undo", Context(license=a_license(), why_not_edit=ALL_REFUSED, marked=2), "Not now."),
        ("mark", Context(), "No license is selected"),
        ("range", Context(), "Space marks"),
        ("unmark", Context(), "Space marks"),
        ("many", Context(), "was begun"),
        ("many", Context(has_many=True), None),
        ("apply", Context(), "No license in the list"),
        ("apply", Context(many_edits=3), None),
        ("apply", Context(many_edits=3, why_not_many="Not now."), "Not now."),
        ("apply", Context(many_edits=3, many=RunStage.RUNNING), "begun already"),
        ("apply", Context(many_edits=3, many=RunStage.ENDED), "has ended"),
        ("pause", Context(), "not on its way"),
        ("pause", Context(many=RunStage.PAUSED), None),
        ("stop", Context(many=RunStage.STOPPING), "stopping already"),
        ("stop", Context(many=RunStage.RUNNING), None),
        ("again", Context(many=RunStage.RUNNING), "has not ended"),
        ("again", Context(many=RunStage.ENDED), "All of it was saved"),
        ("again", Context(many=RunStage.ENDED, many_rest=2), None),
        ("undo", Context(license=a_license(), many=RunStage.READY), "Nothing of it was saved"),
        ("undo", Context(many=RunStage.RUNNING), "still on its way"),
        ("undo", Context(many=RunStage.ENDED), "Nothing of it was saved"),
        ("undo", Context(many=RunStage.ENDED, many_saved=2), None),
        ("plan", Context(many=RunStage.RUNNING, many_edits=3), "before it is carried out"),
        ("plan", Context(many_edits=3), None),
    ],
)
def test_a_guard_says_why(command_id: str, context: Context, reason: str | None) -> None:
    said = COMMANDS[command_id].why_not(context)

    assert said is None if reason is None else reason in (said or "")


def test_the_key_table_has_every_command() -> None:
    table = key_table()

    assert table.splitlines()[:2] == ["| key | `:` | what it does |", "|---|---|---|"]
    assert len(table.splitlines()) == 2 + len(COMMANDS)
    assert "| `s` | `status` suspended |" in table
    assert all(line.count(" | ") == 2 for line in table.splitlines()[2:])


def test_every_group_stands_together() -> None:
    groups = [command.group for command in COMMANDS.values()]

    assert len([one for one, other in pairwise(groups) if one != other]) == len(Group) - 1


def test_search_ranks_names_before_what_is_said_of_them() -> None:
    everything = COMMANDS.values()

    assert ranked(everything, "")[0].id == "status"
    assert ranked(everything, "exp")[0].id in {"expires", "expiring"}
    assert ranked(everything, "x")[0].id == "extend", "a key is a name too"
    assert ranked(everything, "modify page")[0].id == "modify"
    assert list(ranked(everything, "nothing like it")) == []


def test_a_word_names_a_command_when_it_is_its_id_or_begins_one_only() -> None:
    everything = COMMANDS.values()

    assert getattr(named(everything, "SORT"), "id", None) == "sort"
    assert getattr(named(everything, "unl"), "id", None) == "unlock"
    assert named(everything, "ex") is None
    assert named(everything, "") is None
