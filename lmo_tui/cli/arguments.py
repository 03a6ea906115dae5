"""The plain ways to open the desk on the demo LMO, understood without click, which takes as long as Python's start."""

from collections.abc import Mapping, Sequence

DEMO = "demo"
"""The only org that is known without an address: the embedded demo LMO."""

URL_VARIABLE = "LMO_TUI_INSTANCE_URL"
TOKEN_FILE_VARIABLE = "LMO_TUI_ACCESS_TOKEN_FILE"  # noqa: S105 - the name of a variable that names a file

LICENSES = 2_500
SEED = 7
SMALLEST = 60
LARGEST = 1_000_000
EVENTS = 6.0
MOST_EVENTS = 60_000

_FLAGS = ("read_only", "no_input", "no_lean", "new_session", "no_instant", "ascii")
_LONGEST = 9
"""Digits of a number that is plain."""


class Asked:
    """What was asked for: the desk on the demo LMO of this size and seed."""

    __slots__ = (
        "ascii",
        "fresh",
        "licenses",
        "new_session",
        "no_input",
        "no_instant",
        "no_lean",
        "read_only",
        "seed",
        "trickle",
    )

    def __init__(self) -> None:
        self.licenses = LICENSES
        self.seed = SEED
        self.fresh = False
        self.trickle = 0.0
        self.read_only = False
        self.no_input = False
        self.no_lean = False
        self.new_session = False
        self.no_instant = False
        self.ascii = False


def understood(arguments: Sequence[str], environment: Mapping[str, str]) -> Asked | None:
    """What a command line asks for if there is no doubt about it; None leaves it to click."""
    if environment.get(URL_VARIABLE) or environment.get(TOKEN_FILE_VARIABLE):
        return None
    asked, in_demo, somewhere = Asked(), False, False
    rest = list(arguments)
    while rest:
        word = rest.pop(0)
        name = word.removeprefix("--").replace("-", "_")
        if word == DEMO and not in_demo:
            in_demo = somewhere = True
        elif word == "--org" and rest and rest.pop(0) == DEMO:
            somewhere = True
        elif word.startswith("--") and "_" not in word and (name in _FLAGS or (in_demo and name == "fresh")):
            setattr(asked, name, True)
        elif not (in_demo and _number(asked, word, rest)):
            return None
    return asked if somewhere else None


def demo_name(seed: int, licenses: int) -> str:
    """What the files of the demo LMO of this seed and size are called."""
    return f"{DEMO}-{seed}-{licenses}"


def _number(asked: Asked, word: str, rest: list[str]) -> bool:
    """Take an option of the demo that has a number; whether it is one."""
    option, equals, value = word.partition("=")
    if option == "--trickle" and not equals and (not rest or rest[0].startswith("-")):
        asked.trickle = EVENTS
        return True
    if option not in {"--licenses", "--seed", "--trickle"} or not (equals or rest):
        return False
    value = value if equals else rest.pop(0)
    if not (value.isascii() and value.isdigit() and len(value) <= _LONGEST):
        return False
    number = int(value)
    if option == "--seed":
        asked.seed = number
    elif option == "--licenses" and SMALLEST <= number <= LARGEST:
        asked.licenses = number
    elif option == "--trickle" and number <= MOST_EVENTS:
        asked.trickle = float(number)
    else:
        return False
    return True
