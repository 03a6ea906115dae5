"""`find`: a ticket in, licenses out."""

from tests.cli.world import CommandLine


def test_the_likeliest_comes_first_with_its_reasons(lmo_tui: CommandLine) -> None:
    ran = lmo_tui("find", "--org", "demo", "Our org 00D5g00000Ab009 and L-00001, please")
    assert ran.code == 0
    rows = [line for line in ran.out.splitlines() if line.startswith("L-")]
    assert "Lagging Inc" in rows[0]
    assert "L-00009  org id 00D5g00000Ab009" in rows
    assert "L-00001  license L-00001" in rows
    assert "2 licenses" in ran.err


def test_json_is_the_license_with_its_reasons(lmo_tui: CommandLine) -> None:
    (found,) = lmo_tui("find", "--org", "demo", "--json", "license l 9 or l-00009").json
    assert (found["name"], found["reasons"]) == ("L-00009", ["license L-00009"])


def test_a_ticket_comes_through_standard_input(lmo_tui: CommandLine) -> None:
    ticket = "Hello,\nLagging Inc here, \x00 we cannot log in.\n"
    (found,) = lmo_tui("find", "--org", "demo", "--json", answers=ticket).json
    assert (found["name"], found["reasons"]) == ("L-00009", ["customer Lagging Inc"])


def test_nothing_found_is_said_and_is_no_success(lmo_tui: CommandLine) -> None:
    ran = lmo_tui("find", "--org", "demo", "hello, it does not work")
    assert (ran.code, ran.out) == (1, "")
    assert "No license is known that this could be about." in ran.err


def test_what_the_local_copy_does_not_know_is_asked_of_the_org(lmo_tui: CommandLine) -> None:
    ran = lmo_tui("find", "--org", "demo", "L-99999 please")
    assert (ran.code, ran.out) == (1, "")
    assert "The local copy knows none: asking the org." in ran.err
    assert lmo_tui.world.repository.calls.count("search") == 1


def test_nothing_to_look_for_is_wrong_usage(lmo_tui: CommandLine) -> None:
    ran = lmo_tui("find", "--org", "demo", answers=" \n")
    assert (ran.code, lmo_tui.world.opened) == (2, [])


def test_what_is_left_out_is_told(lmo_tui: CommandLine) -> None:
    ran = lmo_tui("find", "--org", "demo", "--limit", "2", "L-00001 L-00002 L-00003")
    assert "The likeliest 2 of 3 licenses" in ran.err
