"""Why a license has no account, and the accounts of this org that may be its."""

from collections.abc import Iterator, Sequence

from lmo_tui.domain.checks.accounts import Account
from lmo_tui.domain.licenses import License
from lmo_tui.domain.orgs import Org
from lmo_tui.tui.dialogs.message import MessageDialog
from lmo_tui.tui.dialogs.prose import sentence
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import NOTHING, Line, Span


def accounts_dialog(license_: License, found: Sequence[Account], org: Org | None) -> MessageDialog:
    """The note, the candidates with their addresses, and what to do."""
    dialog = MessageDialog(f"{license_.name} has no account", *_paragraphs(license_, found, org))
    dialog.add_class("-wide")
    return dialog


def _paragraphs(license_: License, found: Sequence[Account], org: Org | None) -> Iterator[Line]:
    address = org.instance_url if org else ""
    yield sentence("The account of a license must live in this org: a customer kept in another org has none here.")
    if license_.sandbox:
        yield sentence("It is a sandbox's license: those rarely have one.", Role.DIM)
    yield NOTHING
    if found:
        yield sentence(f"Named like its lead's company, {license_.company}:")
        for account in found:
            link = f"{address}/lightning/r/Account/{account.id}/view"
            yield (Span(f"  {account.name}  ", Role.STRONG), Span(link, Role.ACCENT))
    elif license_.company:
        yield sentence(f"No account of this org is named like its lead's company, {license_.company}.")
    else:
        yield sentence("It has no lead with a company either: nothing says whose it is but the subscriber org's id.")
    yield NOTHING
    if license_.lead_id:
        yield sentence("Convert its lead, into the account that is there or a new one; the LMA links it by itself:")
        yield sentence(f"  {address}/lightning/r/Lead/{license_.lead_id}/view", Role.ACCENT)
    else:
        yield sentence("Without a lead, set the account on the license, if field security lets you:")
        yield sentence(f"  {org.record_url(license_.id) if org else license_.id}", Role.ACCENT)
