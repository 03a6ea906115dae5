"""`inbox`: what wants to be looked at, what is said of it, and rules in the settings."""

from pathlib import Path

from lmo_tui.domain.settings import settings_from
from tests.cli.world import CommandLine


def items(lmo_tui: CommandLine, *options: str) -> dict[tuple[str, str], dict[str, object]]:
    listed = lmo_tui("inbox", "--org", "demo", "--json", *options).json
    return {(each["rule"], each["license"]): each for each in listed}


def test_what_is_said_of_an_item_is_kept_and_exported(lmo_tui: CommandLine) -> None:
    over = ("Over-used", "L-00011")
    assert items(lmo_tui)[over]["why"] == "Some may be stopped: 30 of 25 seats used, 5 too many."
    for told in (
        ("note", "11", "over", "Bob", "knows"),
        ("snooze", "L-00011", "over-used", "7d"),
        ("done", "12", "seats"),
    ):
        assert lmo_tui("inbox", told[0], "--org", "demo", *told[1:]).code == 0
    assert over not in items(lmo_tui)
    everything = items(lmo_tui, "--all")
    kept = everything[over]
    assert (kept["state"], kept["until"], kept["note"]) == ("snoozed", "2026-12-01", "Bob knows")
    assert everything["Seats full", "L-00012"]["state"] == "done"
    ran = lmo_tui("inbox", "--org", "demo", "--all")
    assert "until 2026-12-01" in ran.out
    assert "Over-used: 0 open, 1 snoozed, 0 done" in ran.err
    assert "“Bob knows”" in lmo_tui("inbox", "reopen", "--org", "demo", "11", "over").err
    assert items(lmo_tui)[over]["state"] == "open"
    assert lmo_tui.written == []


def test_what_means_nothing_is_refused_with_its_reason(lmo_tui: CommandLine) -> None:
    for words, code, told in (
        (("done", "L-00001", "over"), 1, "is no item of “Over-used”"),
        (("done", "L-99999", "over"), 1, "No license is called"),
        (("done", "11", "what"), 2, "There is no rule “what”"),
        (("snooze", "11", "over", "yesterday"), 2, "change for until"),
    ):
        ran = lmo_tui("inbox", words[0], "--org", "demo", *words[1:])
        assert (ran.code, ran.out) == (code, "")
        assert told in ran.err


def test_rules_are_shown_validated_and_in_the_schema(lmo_tui: CommandLine, lmo_tui_home: Path) -> None:
    file = lmo_tui_home / "config" / "config.toml"
    file.parent.mkdir(parents=True)
    good = '[[rules]]\nname = "Big"\nfilter = "seats>100"\nsince = "30d"\n'
    file.write_text(good)
    shown = lmo_tui("config", "show", "--json").json["rules"]
    assert shown == [{"name": "Big", "filter": "seats>100", "since": "30d", "hide": False}]
    assert settings_from({"rules": shown}).problems == ()
    properties = lmo_tui("config", "schema").json["properties"]["rules"]["items"]["properties"]
    assert set(properties) == set(shown[0])
    bad = (
        *('[[rules]]\nname = "a"\nfilter = "sets>1"\n', '[[rules]]\nname = "b"\n', '[[rules]]\nfilter = "x"\n'),
        *('[[rules]]\nname = "c"\nfilter = "x"\nsince = "soon"\n', '[[rules]]\nname = "BIG"\nfilter = "x"\n'),
        '[[rules]]\nname = "d"\nfilter = "x"\nhide = 1\nfltr = "y"\n',
    )
    file.write_text(good + "".join(bad))
    told = lmo_tui("config", "validate").err.splitlines()
    for line, words in zip(
        told,
        (
            *("line 7: Rule “a” is left out: There is no field “sets”", "line 8: Rule “b” is left out"),
            *("line 10: A rule needs a name", "line 15: Rule “c” is left out: “soon” is no day"),
            *("line 17: There are two rules “BIG”", "line 23: There is no setting “fltr”", "line 22: Rule “d”"),
        ),
        strict=True,
    ):
        assert words in line
    file.write_text("[rules]\nx = 1\n")
    assert "below [[rules]]" in lmo_tui("config", "validate").err
