"""Feature values of many licenses, brought up to date before a command looks at them."""

from typing import TYPE_CHECKING

from lmo_tui.domain.errors import NoAccessError, RefusedError
from lmo_tui.domain.filters import View, parse
from lmo_tui.domain.filters.match import asks_of_parameters

if TYPE_CHECKING:
    from lmo_tui.services.workbench import Workbench


async def brought_up(workbench: "Workbench", remedy: str) -> None:
    """Load what moved, or everything; raises LmoError where not all is here then, with what to do instead."""
    features = workbench.features
    await features.keep_up(now=True)
    if features.error is not None:
        raise features.error
    if features.access is not None and features.access.missing:
        raise NoAccessError(features.access.notice)
    if features.too_many:
        raise RefusedError("This org has more feature values than are loaded.", remedy=remedy)


async def asked_for(workbench: "Workbench", view: View) -> None:
    """The same where a parameter decides which licenses a view holds."""
    if asks_of_parameters(parse(view.filter)):
        await brought_up(workbench, "Choose the licenses without a term for a parameter.")
