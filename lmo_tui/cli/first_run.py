"""What a person is asked who starts lmo-tui before any org is known.

Asked line by line, before there are screens: what a login needs (an address to copy, one to paste, a passphrase) is
asked on the terminal in any case, and over SSH lines can be marked, scrolled back to and read aloud.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from lmo_tui.cli.arguments import DEMO
from lmo_tui.cli.asking import Back, asked, said_to
from lmo_tui.cli.choice import Chosen
from lmo_tui.cli.narration import narrate, tell
from lmo_tui.cli.outside import Outside
from lmo_tui.cli.sf_logins import SfLogins
from lmo_tui.cli.stored import known
from lmo_tui.domain.errors import BadEntryError, LmoError
from lmo_tui.domain.profiles import Profile, Profiles, WayIn, checked_alias

if TYPE_CHECKING:
    from lmo_tui.salesforce.login.sf_cli import SfOrg

QUESTION: Final = (
    "  1  The demo LMO: nothing in it is real",
    "  2  An org that the sf CLI is logged in to",
    "  3  Your own License Management Org, by a login in a browser",
    "  q  Nothing: leave",
)


@dataclass
class _Answers:
    """What was answered, so that nobody types it twice when a login fails."""

    url: str = ""
    client_id: str = ""
    alias: str = ""


def first_run(world: Outside, choice: Chosen) -> Chosen | None:
    """Where to work, once it is logged in to; None if the person leaves."""
    answers, logins = _Answers(), SfLogins()
    profiles = known()
    while True:
        for line in (_headline(profiles), *QUESTION):
            narrate(line)
        said = said_to("Choose", "1")
        try:
            if profile := profiles.named(said):
                return _at(choice, profile)
            if said == "1":
                return replace(choice, org=DEMO)
            if said == "2":
                return _at(choice, _by_sf(world, logins))
            if said == "3":
                return _at(choice, _by_browser(world, answers))
            if said.casefold() in {"q", "n"}:
                return None
            narrate(f"“{said}” is none of 1, 2, 3 and q.")
        except Back:
            continue
        except LmoError as error:
            tell(error)
        except KeyboardInterrupt:
            narrate("")  # What was interrupted stands on a line of its own.
            narrate("Interrupted: nothing of this login was kept.")


def _headline(profiles: Profiles) -> str:
    if not profiles.all:
        return "No org is known yet. What shall be opened?"
    names = ", ".join(each.alias for each in profiles.all)
    return f"None of your orgs is the default ({names}). What shall be opened? Type its name, or:"


def _by_sf(world: Outside, logins: SfLogins) -> Profile:
    from lmo_tui.cli.login import Wish, log_in_as

    found = logins()
    if not found:
        raise BadEntryError("The sf CLI is logged in to no org.", remedy="Do: sf org login web, or choose 3.")
    narrate("The sf CLI is logged in to:")
    for number, each in enumerate(found, 1):
        over = "" if each.connected else " (this login may be over)"
        narrate(f"  {number}  {each.alias or '-'}  {each.username}  {each.instance_url}{over}")

    def chosen(said: str) -> "SfOrg":
        if said.isascii() and said.isdigit() and 1 <= int(said) <= len(found):
            return found[int(said) - 1]
        raise BadEntryError(f"“{said}” is none of these.", remedy=f"Type 1 to {len(found)}, or q to go back.")

    org = asked("Which one", "1" if len(found) == 1 else "", chosen)
    alias = asked("What shall it be called here", _an_alias(org.alias or org.instance_url), checked_alias)
    return log_in_as(world, alias, Wish(WayIn.SF, user=org.username))


def _by_browser(world: Outside, answers: _Answers) -> Profile:
    from lmo_tui.cli.login import Wish, log_in_as

    narrate("It needs an External Client App of yours in that org: docs/login.md tells how to make one. q goes back.")
    answers.url = asked("Its My Domain, as https://acme.my.salesforce.com", answers.url, _host)
    answers.client_id = asked("The app's consumer key", answers.client_id, _key)
    usual = answers.alias or _an_alias(answers.url)
    answers.alias = asked("What shall the org be called here", usual, checked_alias)
    return log_in_as(world, answers.alias, Wish(WayIn.WEB, answers.url, answers.client_id))


def _host(said: str) -> str:
    from lmo_tui.salesforce.hosts import login_host

    return login_host(said).url


def _key(said: str) -> str:
    if not said.isascii() or not said.isprintable() or " " in said:
        raise BadEntryError("This is no consumer key: it is one word of ASCII letters, digits, dots and dashes.")
    return said


def _an_alias(url: str) -> str:
    """A short name of an org that an alias may be; empty where nothing offers itself."""
    name = url.removeprefix("https://").partition(".")[0]
    try:
        return checked_alias(name)
    except BadEntryError:
        return ""


def _at(choice: Chosen, profile: Profile) -> Chosen:
    return replace(choice, org=profile.alias, profile=profile)
