"""Keys of one's own, from the settings to what a key does."""

from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.keys import _character_to_key

from lmo_tui.cli.wiring import checked_keys
from lmo_tui.domain.settings import settings_from
from lmo_tui.storage.settings import SettingsFile
from lmo_tui.tui.commands import COMMANDS, commands_on
from lmo_tui.tui.commands.command import Where
from lmo_tui.tui.commands.keymap import key_named, rekeyed, usable
from tests.robots.desk import at_the_desk

LETTERS = st.sampled_from("abcdefsStTuUvxyz/?:qQ")


def test_every_character_has_the_name_that_a_key_press_has() -> None:
    for character in map(chr, range(0x20, 0x7F)):
        assert key_named(character) == _character_to_key(character), character


@given(st.dictionaries(st.sampled_from(sorted(COMMANDS)), st.lists(LETTERS, max_size=2).map(tuple), max_size=8))
def test_whatever_is_set_no_key_means_two_things_on_a_screen(keys: dict[str, tuple[str, ...]]) -> None:
    good, problems = usable(keys)
    commands = rekeyed(COMMANDS, good)
    assert set(good) | {each.key for each in problems} == set(keys)
    for where in Where:
        for one, other in permutations(commands_on(where, commands), 2):
            assert not set(one.keys) & set(other.keys)


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ('statuz = "s"', "line 2: There is no command “statuz”. Did you mean status?"),
        ('status = "pgupp"', "line 2: “pgupp” is no key. Did you mean pgup?"),
        ('status = "ctrl+c"', "line 2: ctrl+c always leads out: status cannot have it."),
        ("status = 5", "line 2: The keys of “status” are a text, or several in [ ]."),
        ('status = "e"', "line 2: e is the key of edit on the screen desk already. E is free. status keeps s."),
        ("quit = []", "line 2: quit needs a key: how would one leave?"),
    ],
)
def test_what_cannot_be_used_is_told_with_file_line_and_what_is_near(tmp_path: Path, keys: str, told: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(f"[keys]\n{keys}\n")
    settings = SettingsFile(file, checked_keys).load()
    assert [each.told for each in settings.problems] == [f"{file}, {told}"]
    assert settings.keys == {}


async def test_a_key_of_ones_own_acts_and_is_named_and_the_usual_one_is_free(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[keys]\nstatus = ["Z", "f5"]\nedit = "s"\nsort = []\n')
    async with at_the_desk(settings=SettingsFile(file, checked_keys)) as desk:
        await desk.expect(r"/ Filter  Z Status  s Edit  x Extend  :sort Sort")
        await desk.press("Z").expect("Status of L-00040").press("q").press("f5").expect("Status of").press("q")
        await desk.press("s").expect("Terms of L-00040").press("ctrl+c")
        await desk.press("o", "e").expect_row("L-00040").command("sort name").press("?").expect("Z F5 +Status")


def test_swapped_keys_are_no_clash() -> None:
    settings = settings_from({"keys": {"status": "e", "edit": "s"}}, checked_keys)
    assert (settings.keys, settings.problems) == ({"status": ("e",), "edit": ("s",)}, ())
