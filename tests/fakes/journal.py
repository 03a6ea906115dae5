"""What a journal tells, to test with."""

from datetime import datetime
from typing import Any

from lmo_tui.domain.edits import Change
from lmo_tui.domain.journal import JournalEntry
from lmo_tui.domain.licenses import Field, License
from lmo_tui.domain.orgs import Org
from tests.fakes.licenses import NOW, a_license
from tests.fakes.repository import an_org

SEATS = (Change(Field.SEATS, 50, 60),)
"""What an entry changes unless told otherwise."""


def an_entry(
    entry_id: str = "e1",
    *,
    at: datetime = NOW,
    org: Org | None = None,
    license_: License | None = None,
    changes: tuple[Change, ...] = SEATS,
    **told: Any,  # noqa: ANN401 - any other attribute of JournalEntry
) -> JournalEntry:
    """A change of the seats of L-00042, on its way, except for what is given."""
    org, license_ = org or an_org(), license_ or a_license()
    return JournalEntry(
        id=entry_id,
        at=at,
        org_id=org.id,
        org_name=org.name,
        org_class=org.org_class,
        user_id=org.user_id,
        user_name=org.user_name,
        license_id=license_.id,
        license_name=license_.name,
        changes=changes,
        **told,
    )
