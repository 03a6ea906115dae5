import json
from pathlib import Path

import pytest

from lmo_tui.domain.errors import SignedOutError, StorageError, UnreachableError
from lmo_tui.domain.text import FORBIDDEN
from tests.cli.conftest import Typing
from tests.cli.world import CommandLine, a_world
from tests.fakes.licenses import a_license, sample_licenses

KEYS = [
    *("id", "name", "status", "license_status", "seats", "used", "expires", "account", "contact", "lead", "company"),
    *("package", "version", "version_is_latest", "org_id", "org_status", "edition", "instance", "sandbox"),
    *("installed", "modified", "locked", "locked_reason", "verdict", "can_use"),
]


def test_what_happened_to_the_files_of_this_machine_is_told_beside_the_data(lmo_tui: CommandLine) -> None:
    lmo_tui.world.troubles.add(StorageError("The local copy was damaged.", "It is kept as x.db."))
    ran = lmo_tui("ls", "--org", "demo", "--json")
    assert (ran.code, len(ran.json)) == (0, 40)
    assert "lmo-tui: The local copy was damaged. It is kept as x.db.\n" in ran.err


def test_json_is_one_array_with_the_keys_that_scripts_rely_on(lmo_tui: CommandLine) -> None:
    ran = lmo_tui("ls", "--org", "demo", "--json")
    assert ran.code == 0
    assert len(ran.json) == 40
    assert [each["name"] for each in ran.json[:2]] == ["L-00040", "L-00039"]
    assert all(list(each) == KEYS or list(each) == [*KEYS, "no_access"] for each in ran.json)


def test_json_says_never_and_site_as_null_and_what_is_hidden_by_name(lmo_tui: CommandLine) -> None:
    by_name = {each["name"]: each for each in lmo_tui("ls", "--org", "demo", "--json").json}
    assert by_name["L-00003"]["seats"] is None
    assert by_name["L-00003"]["expires"] is None
    assert "no_access" not in by_name["L-00003"]
    assert by_name["L-00013"]["seats"] == 0
    assert by_name["L-00032"]["no_access"] == ["seats", "account", "contact"]
    assert by_name["L-00032"]["account"] is None
    assert by_name["L-00004"]["locked"] is True
    assert "Uninstalled" in by_name["L-00004"]["locked_reason"]
    assert by_name["L-00001"]["locked"] is False
    assert by_name["L-00001"]["locked_reason"] is None
    assert by_name["L-00034"]["version_is_latest"] is False
    assert by_name["L-00033"]["version_is_latest"] is None
    assert by_name["L-00001"]["installed"] == "2025-03-03"
    assert by_name["L-00001"]["modified"] == "2026-11-20T08:30:01Z"
    assert len(by_name["L-00001"]["id"]) == 18


def test_jsonl_is_one_object_a_line(lmo_tui: CommandLine) -> None:
    ran = lmo_tui("ls", "--org", "demo", "--jsonl", "--tab", "trial")
    lines = [json.loads(line) for line in ran.out.splitlines()]
    assert [line["name"] for line in lines] == ["L-00037", "L-00036", "L-00002"]
    assert all(line["status"] == "Trial" for line in lines)


def test_an_empty_list_is_still_an_array(lmo_tui: CommandLine) -> None:
    ran = lmo_tui("ls", "--org", "demo", "--json", "no such customer")
    assert (ran.code, ran.json) == (0, [])
    assert "0 licenses" in ran.err


def test_a_filter_of_several_words_narrows_and_a_sort_orders(lmo_tui: CommandLine) -> None:
    ran = lmo_tui("ls", "--org", "demo", "--json", "umbrella", "--sort", "version")
    assert [each["name"] for each in ran.json] == ["L-00006", "L-00005", "L-00004"]
    turned = lmo_tui("ls", "--org", "demo", "--json", "umbrella", "ltd", "--sort", "version", "--reverse")
    assert turned.json[-1]["name"] == "L-00006"
    assert turned.json[0]["version"] == "4.2.1"


def test_what_is_cut_off_is_said(lmo_tui: CommandLine) -> None:
    ran = lmo_tui("ls", "--org", "demo", "--jsonl", "--limit", "3")
    assert len(ran.out.splitlines()) == 3
    assert "The first 3 of 40 licenses" in ran.err
    assert lmo_tui("ls", "--org", "demo", "--limit", "0", "--json").json == []


def test_the_table_is_words_on_stdout_and_nothing_else(lmo_tui: CommandLine) -> None:
    ran = lmo_tui("ls", "--org", "demo")
    title, *rows = ran.out.splitlines()
    assert title.split() == ["License", "Status", "Customer", "Package", "Version", "Seats", "Expires", "Org"]
    assert len(rows) == 40
    assert not FORBIDDEN & {ord(letter) for letter in ran.out if letter != "\n"}
    by_name = {row.split()[0]: row for row in rows}
    assert "Suspended" in by_name["L-00003"]
    assert "12/site" in by_name["L-00003"]
    assert "never" in by_name["L-00003"]
    assert "2026-11-12 expired 12 d" in by_name["L-00007"]
    assert "2026-11-24 today" in by_name["L-00019"]
    assert "[@click=app.quit]press[/] [red]me[/red] [/oops]" in by_name["L-00027"]
    assert "no access" in by_name["L-00032"]
    assert "40 licenses" in ran.err


def test_two_forms_of_output_are_a_usage_error(lmo_tui: CommandLine) -> None:
    ran = lmo_tui("ls", "--org", "demo", "--json", "--jsonl")
    assert (ran.code, ran.out) == (2, "")
    assert lmo_tui.world.opened == []


@pytest.mark.parametrize("arguments", [("--tab", "Nope"), ("--limit", "-1"), ("--bogus",)])
def test_an_option_that_means_nothing_is_a_usage_error(lmo_tui: CommandLine, arguments: tuple[str, ...]) -> None:
    ran = lmo_tui("ls", "--org", "demo", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "Error:" in ran.err


def test_an_org_that_does_not_answer_may_be_tried_again(lmo_tui: CommandLine) -> None:
    lmo_tui.world.repository.fail("connect", UnreachableError("acme-lmo did not answer."))
    ran = lmo_tui("ls", "--org", "demo", "--json")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == "lmo-tui: acme-lmo did not answer.\n"


def test_a_session_that_is_over_needs_a_login(lmo_tui: CommandLine) -> None:
    lmo_tui.world.repository.fail("page", SignedOutError("The session is over."))
    ran = lmo_tui("ls", "--org", "demo", "--json")
    assert (ran.code, ran.out) == (4, "")


def test_half_a_list_is_no_list(lmo_tui: CommandLine) -> None:
    lmo_tui.world.repository.before["begin_load"] = lambda: lmo_tui.world.repository.fail(
        "page", UnreachableError("The connection broke.")
    )
    ran = lmo_tui("ls", "--org", "demo", "--json")
    assert (ran.code, ran.out) == (3, "")


def test_the_connection_is_given_up_in_the_end(lmo_tui: CommandLine) -> None:
    lmo_tui("ls", "--org", "demo", "--json")
    assert lmo_tui.world.repository.closed
    assert lmo_tui.world.repository.updates == []


def test_options_count_before_and_after_the_command(lmo_tui: CommandLine) -> None:
    assert lmo_tui("--org", "demo", "ls", "--json").code == 0
    assert lmo_tui("--instance-url", "https://a.example", "ls", "--access-token-file", "t", "--json").code == 0
    assert [(each.org, each.instance_url, each.token_file) for each in lmo_tui.world.opened] == [
        ("demo", None, None),
        (None, "https://a.example", "t"),
    ]


def test_hundreds_of_licenses_come_in_order(in_world: Typing) -> None:
    lmo_tui = in_world(a_world([a_license(number) for number in range(1, 1201)]))
    names = [each["name"] for each in lmo_tui("ls", "--org", "demo", "--json").json]
    assert names == [f"L-{number:05}" for number in range(1200, 0, -1)]


def test_names_in_every_script_are_valid_utf_8(lmo_tui: CommandLine) -> None:
    accounts = {each["account"] for each in lmo_tui("ls", "--org", "demo", "--json").json}
    assert {each.account for each in sample_licenses()} - {""} <= accounts


def test_the_filter_language_is_that_of_the_desk(lmo_tui: CommandLine) -> None:
    ran = lmo_tui("ls", "--org", "demo", "--json", "status:trial", "!sandbox exp<90d")
    assert ran.code == 0
    assert {each["status"] for each in ran.json} == {"Trial"}
    assert not any(each["sandbox"] for each in ran.json)


def test_a_wrong_filter_is_shown_with_its_place_and_nothing_is_asked(lmo_tui: CommandLine) -> None:
    ran = lmo_tui("ls", "--org", "demo", "山田", "exp<soon")
    assert (ran.code, ran.out) == (2, "")
    typed, caret, told = ran.err.splitlines()
    assert typed == "山田 exp<soon"
    assert caret == "         ^^^^"  # Each of the two signs before it is two cells wide.
    assert told.startswith("lmo-tui: “soon” is not a date.")
    assert lmo_tui.world.opened == []


def test_several_columns_order_the_list(lmo_tui: CommandLine) -> None:
    ran = lmo_tui("ls", "--org", "demo", "--json", "--sort", "status,-expires")
    keys = [(each["status"], each["expires"] or "9999") for each in ran.json if not each["locked"]]
    active = [expires for status, expires in keys if status == "Active"]
    assert active == sorted(active, reverse=True)
    turned = lmo_tui("ls", "--org", "demo", "--json", "--sort", "-status,expires")
    assert turned.json[0]["status"] == "Uninstalled"


def test_a_view_is_a_filter_and_a_sort_that_words_narrow(lmo_tui: CommandLine) -> None:
    found = lmo_tui("ls", "--org", "demo", "--json", "--view", "over").json
    assert [each["name"] for each in found] == ["L-00011"]
    expiring = lmo_tui("ls", "--org", "demo", "--json", "--view", "Expiring 30 d").json
    assert [each["expires"] for each in expiring] == sorted(each["expires"] for each in expiring) != []
    narrowed = lmo_tui("ls", "--org", "demo", "--json", "--view", "Expiring 30 d", "!status:trial", "--sort", "name")
    assert {each["name"] for each in narrowed.json} < {each["name"] for each in expiring}


def test_a_view_of_ones_own_comes_from_the_settings_file(lmo_tui: CommandLine, lmo_tui_home: Path) -> None:
    file = lmo_tui_home / "config" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text('colour = 1\n[[views]]\nname = "Umbrellas"\nfilter = "umbrella"\nsort = "version"\n')
    ran = lmo_tui("ls", "--org", "demo", "--json", "--view", "umb")
    assert [each["name"] for each in ran.json] == ["L-00006", "L-00005", "L-00004"]
    assert "config.toml, line 1: There is no setting “colour”." in ran.err
    listed = lmo_tui("views", "--json").json
    assert listed[0] == {"name": "Umbrellas", "built_in": False, "sort": "version", "filter": "umbrella"}
    assert len(listed) == 10
    assert "Over-used" in lmo_tui("views").out


@pytest.mark.parametrize(
    ("option", "says"), [("--view", "There is no view “nothing”"), ("--sort", "There is no column “nothing”")]
)
def test_a_view_or_column_that_is_not_there_is_a_usage_error(lmo_tui: CommandLine, option: str, says: str) -> None:
    ran = lmo_tui("ls", "--org", "demo", option, "nothing")
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert lmo_tui.world.opened == []
