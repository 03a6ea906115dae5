"""The orgs to choose from."""

from collections.abc import Iterable
from typing import Final

from textual import on
from textual.widget import Widget

from lmo_tui.domain.orgs import BADGES, OrgClass
from lmo_tui.domain.profiles import Profile, Profiles
from lmo_tui.domain.text import clean
from lmo_tui.services.orgs import DEMO
from lmo_tui.tui.dialogs.dialog import ListDialog
from lmo_tui.tui.dialogs.pick_list import Choice, PickList
from lmo_tui.tui.dialogs.prose import Prose, sentence
from lmo_tui.tui.render.bars import BADGE_ROLES
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import Line, Span, fit_text

NOTE: Final = (
    "* is the default. This desk is left as q leaves it; where nothing of a login is kept, you are asked before the"
    " next one opens. Another login: lmo-tui login."
)


class OrgsDialog(ListDialog[str]):
    """Answers the alias of an org."""

    def __init__(self, known: Profiles, here: str) -> None:
        super().__init__()
        self._known = known
        self._here = here
        self.add_class("-wide")

    def title_line(self) -> Line:
        """What is chosen."""
        return sentence("Work in another org", Role.STRONG)

    def body(self) -> Iterable[Widget]:
        """The stored ones, the demo, and what switching means."""
        demo = self._choice(DEMO, OrgClass.DEMO, " ", "embedded", "nothing in it is real")
        yield PickList([*map(self._stored, self._known.all), demo], self._here)
        problems = [sentence(each, Role.PROBLEM) for each in self._known.problems]
        yield Prose(*problems, sentence(NOTE, Role.DIM), id="note")

    @on(PickList.Picked)
    def choose(self, event: PickList.Picked) -> None:
        """Go there, unless one is there."""
        if event.choice.why_not:
            self.complain(self.query_one("#note", Prose), event.choice.why_not)
        else:
            self.dismiss(event.choice.value)

    def _stored(self, profile: Profile) -> Choice:
        star = "*" if profile.alias == self._known.default else " "
        return self._choice(profile.alias, profile.org_class, star, profile.kept_in, profile.user_name)

    def _choice(self, alias: str, org_class: OrgClass, star: str, kept: str, user: str) -> Choice:
        badge = f" {BADGES[org_class]} "
        return Choice(
            alias,
            (
                Span(f" {fit_text(alias, 20)} {star} "),
                Span(badge, BADGE_ROLES.get(org_class, Role.BADGE_OTHER)),
                Span(" " * (10 - len(badge))),
                Span(f"{fit_text(kept, 9)} ", Role.DIM),
                Span(clean(user), Role.DIM),
            ),
            f"You are in {alias} now." if alias == self._here else None,
        )
