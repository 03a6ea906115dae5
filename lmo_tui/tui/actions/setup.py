"""The checklist of the org, its links and guides, and the account that a license lacks."""

from typing import TYPE_CHECKING, Final

from lmo_tui.domain.licenses import License
from lmo_tui.tui.stage import Stage

if TYPE_CHECKING:
    from lmo_tui.domain.checks.check import Check

WATCHED: Final = "install"
"""The item that a watch is about."""


def open_setup(stage: Stage) -> None:
    """Show the checklist."""
    from lmo_tui.tui.screens.setup import SetupScreen

    stage.ask(SetupScreen(stage), lambda _: None)


def open_guide(stage: Stage, check: "Check") -> None:
    """Show an item in full, with its guide."""
    from lmo_tui.tui.screens.guide import GuideScreen

    stage.ask(GuideScreen(stage, check), lambda _: None)


def link_of(stage: Stage, check: "Check | None") -> str:
    """The address of an item; empty if it has none, or the org's is not known."""
    org = stage.workbench.setup.org
    if check is None or (org is None and check.finding.link.startswith("/")):
        return ""
    return check.address(org.instance_url if org else "")


def copy_link(stage: Stage, check: "Check | None") -> None:
    """Put the address on the clipboard of the terminal: a browser here would open on the wrong machine."""
    if link := link_of(stage, check):
        stage.copying.copy(link, link)


def find_account(stage: Stage, license_: License) -> None:
    """Why a license has no account, and which one may be its; no key acts before the org has answered."""
    stage.work_before_keys(_find_account(stage, license_))


async def _find_account(stage: Stage, license_: License) -> None:
    from lmo_tui.tui.dialogs.accounts import accounts_dialog

    setup = stage.workbench.setup
    found = await setup.accounts_of(license_.company) if license_.company else ()
    stage.ask(accounts_dialog(license_, found, stage.workbench.session.org), lambda _: None)
