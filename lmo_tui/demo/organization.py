"""What kind of org the demo LMO pretends to be, and whose session it hands out."""

import secrets
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from lmo_tui.demo.clock import stamp
from lmo_tui.demo.schema.ids import id18

_ALPHANUMERIC: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
TRIAL_DAYS: Final = 30


@dataclass(frozen=True, slots=True)
class OrgKind:
    """The columns of Organization by which a client tells a production org from the rest."""

    organization_type: str
    instance: str
    is_sandbox: bool = False
    is_trial: bool = False


ORG_KINDS: Final[Mapping[str, OrgKind]] = MappingProxyType(
    {
        "demo": OrgKind("Enterprise Edition", "DEMO"),
        "production": OrgKind("Unlimited Edition", "EU42"),
        "sandbox": OrgKind("Unlimited Edition", "CS101", is_sandbox=True),
        "scratch": OrgKind("Enterprise Edition", "CS102", is_sandbox=True, is_trial=True),
        "developer": OrgKind("Developer Edition", "NA224"),
        "trial": OrgKind("Enterprise Edition", "NA225", is_trial=True),
    }
)
"""The orgs the demo can be, by the name that `--org-kind` takes."""


@dataclass(frozen=True, slots=True)
class Identity:
    """The org and the user behind the session, as the identity endpoints tell them."""

    org_id: str
    org_name: str
    user_id: str
    username: str
    name: str
    email: str


def pretend(connection: sqlite3.Connection, kind: str, now: datetime, *, new_id: bool) -> None:
    """Make the Organization row say what kind of org it is, under an id of its own if caches must not mix it up."""
    chosen = ORG_KINDS[kind]
    ends = stamp(now + timedelta(days=TRIAL_DAYS)) if chosen.is_trial else None
    connection.execute(
        "UPDATE Organization SET OrganizationType = ?, InstanceName = ?, IsSandbox = ?, TrialExpirationDate = ?",
        (chosen.organization_type, chosen.instance, chosen.is_sandbox, ends),
    )
    if new_id:
        tail = "".join(secrets.choice(_ALPHANUMERIC) for _ in range(10))
        connection.execute("UPDATE Organization SET Id = ?", (id18(f"00DDm{tail}"),))
    connection.commit()


def identity(connection: sqlite3.Connection, user: str = "") -> Identity:
    """Read who and where the session is: the first active user whose username starts so, or else the first of all."""
    org_id, org_name = connection.execute("SELECT Id, Name FROM Organization").fetchone()
    found = connection.execute(
        "SELECT Id, Username, Name, Email FROM User WHERE IsActive AND UserType = 'Standard'"
        " ORDER BY substr(Username, 1, ?) <> ?, Id LIMIT 1",
        (len(user), user),
    ).fetchone()
    return Identity(org_id, org_name, *found)
