"""A command line that is understood without click means the same as with it."""

from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.cli.arguments import TOKEN_FILE_VARIABLE, URL_VARIABLE, understood
from lmo_tui.cli.choice import Chosen, choice_of
from lmo_tui.cli.program import run_command
from tests.cli.world import a_world

PIECES = [
    *("demo", "demo", "--org", "demo", "--read-only", "--no-input", "--new-session", "--no-instant", "--fresh"),
    "--ascii",
    *("--licenses", "--licenses=60", "--licenses=59", "100", "--seed", "--seed=3", "-3", "1_0", "٣", "1000001", "--"),
    *("--trickle", "--trickle=", "--trickle=2", "0.5", "--org=demo", "acme", "serve", "ls", "--help", "--read_only"),
]


def with_click(arguments: list[str]) -> Chosen | None:
    world = a_world(somebody=True)
    code = run_command(arguments, world)
    return world.opened[0] if code == 0 and world.shown else None


@given(arguments=st.lists(st.sampled_from(PIECES), max_size=6))
def test_what_is_understood_is_what_click_understands(arguments: list[str]) -> None:
    asked = understood(arguments, {})
    assert asked is None or choice_of(asked) == with_click(arguments)


def test_the_usual_ways_are_understood() -> None:
    for arguments in (
        ["demo"],
        ["--org", "demo", "--read-only"],
        ["--no-input", "demo", "--licenses", "1000000", "--seed=3", "--fresh", "--trickle", "--new-session"],
        ["demo", "--trickle", "30", "--no-instant"],
    ):
        asked = understood(arguments, {})
        assert asked is not None
        assert choice_of(asked) == with_click(arguments)


def test_where_the_environment_names_an_org_nothing_is_taken_for_granted() -> None:
    assert understood(["demo"], {URL_VARIABLE: "https://acme.my.salesforce.com"}) is None
    assert understood(["demo"], {TOKEN_FILE_VARIABLE: "/run/token"}) is None
    assert understood([], {}) is None
