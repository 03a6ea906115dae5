"""Something to read, or to say yes to."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from lmo_tui.domain.errors import LmoError
from lmo_tui.domain.orgs import Org
from lmo_tui.tui.dialogs.dialog import Dialog
from lmo_tui.tui.dialogs.prose import Prose, sentence
from lmo_tui.tui.render.bars import Hint
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import NOTHING, Line


class MessageDialog(Dialog[bool]):
    """Shows paragraphs; answers True on Enter, which is only told from closing where `yes` says what it does."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "agree", show=False)]
    AUTO_FOCUS = ""

    def __init__(self, title: str, *paragraphs: Line, yes: str = "", no: str = "close") -> None:
        super().__init__()
        self._title = title
        self._paragraphs = paragraphs
        self._yes = yes
        self._no = no

    def title_line(self) -> Line:
        """What it is about."""
        return sentence(self._title, Role.STRONG)

    def body(self) -> Iterable[Widget]:
        """The paragraphs."""
        yield Prose(*self._paragraphs, id="text")

    def hints(self) -> Sequence[Hint]:
        """Enter, if it does something, and the way out."""
        yes = (Hint("agree", "Enter", self._yes),) if self._yes else ()
        return (*yes, Hint("cancel", "q", self._no))

    def action_agree(self) -> None:
        """Say yes, or just close."""
        self.dismiss(True if self._yes else None)


def told(title: str, error: LmoError, yes: str = "") -> MessageDialog:
    """What happened, why, and what to do; Enter does what `yes` says."""
    remedy = (NOTHING, sentence(error.remedy)) if error.remedy else ()
    return MessageDialog(title, sentence(error.headline, Role.PROBLEM), sentence(error.detail), *remedy, yes=yes)


def modify_link(org: Org, license_id: str, name: str) -> MessageDialog:
    """The address of Salesforce's own page, as text: over SSH a browser here would open on the wrong machine."""
    dialog = MessageDialog(
        f"Modify License {name}",
        sentence("Salesforce's own page for changing a license. Open it where your browser is:"),
        NOTHING,
        sentence(org.modify_url(license_id), Role.ACCENT),
        NOTHING,
        sentence("The record itself:"),
        sentence(org.record_url(license_id), Role.ACCENT),
    )
    dialog.add_class("-wide")  # An address that wraps is hard to copy.
    return dialog


def unlock_question(alias: str, badge: str) -> MessageDialog:
    """Salesforce's advice on editing licenses, and the question whether to go on."""
    return MessageDialog(
        f"Open {alias} {badge} for writing",
        sentence(
            "Salesforce advises to treat the License Management App's records as read-only: “Use the Modify License "
            "page. Don't attempt to directly or programmatically edit license records.”"
        ),
        NOTHING,
        sentence(
            "lmo-tui changes only Status, Seats and Expiration, checks each record just before and reads it back "
            "after. The Modify License page stays one key away: b."
        ),
        NOTHING,
        sentence("Enter records that you read this, and opens this org for writing for 15 minutes in this run."),
        yes="open for 15 minutes",
        no="keep it closed",
    )


def quit_question(count: int, not_begun: int = 0) -> MessageDialog:
    """Whether to leave while a write is on its way, or a change of many licenses."""
    what = "1 change is" if count == 1 else f"{count:,} changes are"
    rest = (NOTHING, sentence(f"{not_begun:,} licenses are not begun: the next start offers to go on with them."))
    return MessageDialog(
        f"{what} still being saved",
        sentence("Leaving now does not stop it, but you would not see how it ends. The journal keeps what was begun."),
        *(rest if not_begun else ()),
        yes="leave when it has ended",
        no="stay",
    )
