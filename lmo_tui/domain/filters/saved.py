"""Views under a name: those that are built in, and how the one at hand becomes one."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from lmo_tui.domain.columns import Columns
from lmo_tui.domain.errors import BadEntryError
from lmo_tui.domain.filters.match import FLAG_TABS
from lmo_tui.domain.filters.sorts import parse_sort
from lmo_tui.domain.filters.view import NEWEST, Sort, Tab, View
from lmo_tui.domain.text import clean

LONGEST_NAME: Final = 40


class SavedView(NamedTuple):
    """A filter and a sort under a name."""

    name: str
    filter: str
    sort: Sort = NEWEST
    help: str = ""
    """What it is for, of one that is built in."""
    columns: Columns = ()
    """Of its own; none means those of all views."""

    def opened(self, text: str = "") -> View:
        """Its licenses, narrowed further by a text."""
        return View(text=text, sort=self.sort, name=self.name, base=self.filter)


def _preset(name: str, filter_: str, sort: str, help_: str) -> SavedView:
    return SavedView(name, filter_, parse_sort(sort), help_)


PRESETS: Final = (
    _preset("Expiring 30 d", "expiring", "expires", "the last day of access is within 30 days, the next one first"),
    _preset("Lapsed but Active", "active expired", "-expires", "Status is Active, and the last day of access is past"),
    _preset("Over-used", "over !uninstalled", "-name", "more seats used than sold"),
    _preset("New this week", "installed>-7d", "-name", "installed within the last seven days"),
    _preset("Changed since Monday", "modified>=monday", "-name", "changed in the org since Monday, or today"),
    _preset("Production only", "!sandbox", "-name", "not installed in a sandbox"),
    _preset("Old versions", "old !uninstalled", "package,version", "a newer version of the package exists"),
    _preset("Unlinked", 'account="" !uninstalled', "-name", "no account is linked"),
    _preset("Duplicates", "duplicate", "org,package", "the same package more than once in one org"),
)
"""The views that are built in."""

_FLAGS: Final = {tab: flag.value for flag, tab in FLAG_TABS.items()}


def known_views(own: Iterable[SavedView]) -> tuple[SavedView, ...]:
    """A person's own views, and those built in whose names are not taken by them."""
    views = tuple(own)
    taken = {view.name.casefold() for view in views}
    return (*views, *(preset for preset in PRESETS if preset.name.casefold() not in taken))


def find_view(views: Iterable[SavedView], name: str) -> SavedView:
    """The view of this name, or the only one whose name begins so; raises BadEntryError."""
    known = tuple(views)
    word = name.strip().casefold()
    exact = [view for view in known if view.name.casefold() == word]
    begun = exact or [view for view in known if word and view.name.casefold().startswith(word)]
    if len(begun) == 1:
        return begun[0]
    if begun:
        names = ", ".join(view.name for view in begun)
        raise BadEntryError(f"Several views begin with “{name}”: {names}.", remedy="Type more of the name.")
    names = ", ".join(view.name for view in known)
    raise BadEntryError(f"There is no view “{name}”.", remedy=f"There are {names}.")


def kept(view: View, name: str) -> SavedView:
    """The view at hand under a name; raises BadEntryError where that cannot be one."""
    tab = _FLAGS.get(view.tab, "")
    return SavedView(checked_name(name), f"{tab} {view.filter}".strip(), view.sort)


def checked_name(name: str) -> str:
    """The name without what a name cannot hold; raises BadEntryError if nothing is left, or a tab is called so."""
    word = " ".join(clean(name, LONGEST_NAME + 1).split())
    if not word:
        raise BadEntryError("A view needs a name.", remedy="Type :save and a name.")
    if len(word) > LONGEST_NAME:
        raise BadEntryError(f"The name of a view has at most {LONGEST_NAME} characters.", remedy="Type a shorter one.")
    if word.casefold() in {tab.casefold() for tab in Tab}:
        raise BadEntryError(f"{word} is a tab that is always there.", remedy="Choose another name.")
    return word
