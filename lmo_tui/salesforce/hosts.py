"""The hosts that a secret may be sent to: Salesforce's own, and this machine for the demo LMO."""

import re
from typing import Final

from lmo_tui.domain.errors import BadEntryError
from lmo_tui.salesforce.origin import Origin, origin_of

LOGIN_HOSTS: Final = frozenset({"login.salesforce.com", "test.salesforce.com"})
"""Where one logs in without knowing the My Domain."""

_PARTITIONS: Final = "sandbox|develop|scratch|trailblaze|demo|patch|free|wip|stage"
"""What stands between name and `my` for all but production orgs: MyDomainSettings.domainPartition.

Seen in public documentation: sandbox, demo, develop, free; the others not looked up. All are below my.salesforce.com.
"""

_MY_DOMAIN: Final = re.compile(rf"[a-z0-9](?:[a-z0-9-]{{0,61}}[a-z0-9])?(?:\.(?:{_PARTITIONS}))?\.my\.salesforce\.com")
_PAGE: Final = re.compile(r"([a-z0-9-]+)((?:\.[a-z]+)?)\.(?:lightning\.force|my\.salesforce-setup)\.com")
_EXAMPLE: Final = "Give its My Domain, as https://acme.my.salesforce.com."


def org_host(url: str) -> Origin:
    """The org's own host, checked before anything is sent; raises BadEntryError for any other."""
    origin = _checked(url)
    if origin.netloc in LOGIN_HOSTS:
        raise BadEntryError("This is the login page of all orgs, not an org.", remedy=_EXAMPLE)
    return origin


def login_host(url: str) -> Origin:
    """A host that gives tokens: an org, or the login page of all orgs; raises BadEntryError for any other."""
    return _checked(url)


def _checked(url: str) -> Origin:
    text = url.strip()
    origin = origin_of(text if "://" in text else f"https://{text}")
    if origin.loopback:
        return origin
    if origin.netloc in LOGIN_HOSTS or _MY_DOMAIN.fullmatch(origin.netloc):
        return origin
    page = _PAGE.fullmatch(origin.netloc)
    remedy = f"Give its My Domain, https://{page[1]}{page[2]}.my.salesforce.com." if page else _EXAMPLE
    raise BadEntryError("This is not a host of Salesforce: nothing was sent to it.", remedy=remedy)
