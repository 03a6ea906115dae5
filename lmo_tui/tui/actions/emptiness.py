"""Why a list has no rows, in a sentence that says what to do."""

from lmo_tui.domain.filters import Tab
from lmo_tui.services.desk import Listing
from lmo_tui.services.session import Connection
from lmo_tui.services.workbench import Workbench


def empty_sentence(bench: Workbench, listing: Listing) -> str:
    """Why the view has no licenses; nothing while that is not known."""
    view = listing.view
    if listing.count is None:
        return ""
    if view.text:
        return f"No license in {view.title} holds “{view.text}”. Press / and clear the line to show all again."
    if view.name or view.tab is not Tab.ALL:
        return f"No license is in {view.title}. Press 1 for all."
    if bench.sync.progress is not None or bench.session.connection is Connection.CONNECTING:
        return "The first licenses are on their way."
    if error := bench.session.error or bench.sync.error:
        return f"No licenses are known yet. {error} Press R to try again."
    return "There are no licenses in this org, or none that your user may see."
