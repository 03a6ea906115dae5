"""Which org this is, what class it has, and who we are in it, from as many sources as it takes."""

import re
from contextlib import suppress
from typing import Final

from lmo_tui.domain.errors import BadAnswerError, NoAccessError, RefusedError
from lmo_tui.domain.ids import long_id
from lmo_tui.domain.orgs import Org, OrgClass, classify
from lmo_tui.salesforce.answers import OrganizationShape, RootShape, UserShape
from lmo_tui.salesforce.client import Client
from lmo_tui.salesforce.faults import translated
from lmo_tui.salesforce.soql import equals, select

DEMO_INSTANCE: Final = "DEMO"
"""Organization.InstanceName of our own demo LMO; no real instance is called so, and it counts on loopback only."""

_ORGANIZATION: Final = ("Id", "Name", "OrganizationType", "IsSandbox", "TrialExpirationDate", "InstanceName")
_IDENTITY: Final = re.compile(r"[^\s]*/id/([A-Za-z0-9]{15,18})/([A-Za-z0-9]{15,18})/?", re.ASCII)
_NO_MATTER: Final = (NoAccessError, RefusedError, BadAnswerError)
"""What a user may get for a source that is not for them; there are others."""


def read_org(client: Client, alias: str) -> Org:
    """The org and the user; raises BadAnswerError if not even the org's id can be had."""
    organization = _organization(client)
    user = _user(client)
    org_id = organization.id or user.organization_id
    if not org_id:
        raise BadAnswerError("The org does not say which one it is.", "", "Check the URL of the org.")
    return Org(
        id=org_id,
        name=organization.name,
        alias=alias,
        org_class=_class(organization, loopback=client.origin.loopback),
        user_id=user.user_id,
        user_name=user.name or user.preferred_username,
        instance_url=client.origin.url,
    )


def _class(organization: OrganizationShape, *, loopback: bool) -> OrgClass:
    if loopback and organization.instance == DEMO_INSTANCE:
        return OrgClass.DEMO
    return classify(
        organization_type=organization.type, is_sandbox=organization.is_sandbox, trial_ends=organization.trial_ends
    )


def _organization(client: Client) -> OrganizationShape:
    for fields in (_ORGANIZATION, _ORGANIZATION[:2]):
        with suppress(*_NO_MATTER):
            records = client.records(select(fields, "Organization", limit=1))
            with translated():
                return OrganizationShape.model_validate(records[0] if records else {})
    return OrganizationShape.model_validate({})


def _user(client: Client) -> UserShape:
    with suppress(*_NO_MATTER):
        user = client.userinfo(UserShape)
        if user.user_id:
            return user
    return _user_by_identity(client)


def _user_by_identity(client: Client) -> UserShape:
    """The user by the identity URL, whose path names org and user; it is read, never followed."""
    with suppress(*_NO_MATTER):
        if found := _IDENTITY.fullmatch(client.resource("", RootShape).identity):
            org_id, user_id = long_id(found[1]), long_id(found[2])
            name = _user_name(client, user_id)
            return UserShape(user_id=user_id, organization_id=org_id, name=name)
    return UserShape()


def _user_name(client: Client, user_id: str) -> str:
    with suppress(*_NO_MATTER):
        for record in client.records(select(("Name",), "User", where=equals("Id", user_id), limit=1)):
            with translated():
                return UserShape.model_validate({"name": record.get("Name")}).name
    return ""
