"""The one table from what a token endpoint refuses with to what a user is told."""

from typing import Final

from lmo_tui.domain.errors import LmoError, NoAccessError, RefusedError, SignedOutError, UnreachableError
from lmo_tui.salesforce.faults import Fault, message

_CONSUMER_KEY: Final = "Check the consumer key: Setup, External Client App Manager, your app, Settings, OAuth."
_AGAIN: Final = "Log in again: lmo-tui login."
_USERS: Final = "Ask an admin to permit your user: External Client App Manager, your app, Policies."

REFUSALS: Final[tuple[tuple[str, str, Fault], ...]] = (
    # Since September 2025 an app must be installed before anybody may authorize it (Salesforce Help 005132365).
    ("", "app must be installed into org", Fault(
        NoAccessError, "The app is not installed in this org, so nobody may log in by it.",
        "Make an External Client App in the LMO itself (docs/login.md), or let an admin install this one:"
        " Setup, Connected Apps OAuth Usage, Install.")),
    ("OAUTH_APPROVAL_ERROR_GENERIC", "", Fault(
        NoAccessError, "The org does not let your user approve this app.",
        "Make an External Client App in the LMO itself (docs/login.md), or let an admin install this one:"
        " Setup, Connected Apps OAuth Usage, Install.")),
    ("", "device flow", Fault(
        RefusedError, "The org blocks logins by a device code.", "Log in in a browser: --web, or --paste over SSH.")),
    ("", "soap api login", Fault(
        RefusedError, "The org has logins by password through SOAP turned off, and they end with Summer '27.",
        "Log in in a browser: --web, or --paste over SSH.")),
    ("unsupported_grant_type", "", Fault(
        RefusedError, "The app or the org does not allow this way in.",
        "Turn the flow on in the app (docs/login.md), or choose another way.", quoted=True)),
    ("invalid_app_access", "", Fault(NoAccessError, "Your user is not admitted to the app.", _USERS)),
    ("", "not admin approved", Fault(NoAccessError, "Your user is not admitted to the app.", _USERS)),
    ("", "hasn't approved this consumer", Fault(
        NoAccessError, "The user of this key is not admitted to the app beforehand.",
        "Set “Admin approved users are pre-authorized” in the app's policies, and give the user its permission set.")),
    ("redirect_uri_mismatch", "", Fault(
        RefusedError, "The app does not know the address that the browser is to come back to.",
        "Add the callback URL that was printed above to the app, exactly as it is.")),
    ("", "redirect_uri must match", Fault(
        RefusedError, "The app does not know the address that the browser is to come back to.",
        "Add the callback URL that was printed above to the app, exactly as it is.")),
    ("invalid_client_id", "", Fault(RefusedError, "The org knows no app with this consumer key.", _CONSUMER_KEY)),
    ("", "client identifier invalid", Fault(
        RefusedError, "The org knows no app with this consumer key.", _CONSUMER_KEY)),
    ("", "invalid client credentials", Fault(RefusedError, "The consumer secret is not this app's.", _CONSUMER_KEY)),
    ("", "no client credentials user", Fault(
        RefusedError, "The app has no user to run as.",
        "Set “Run As” for the client credentials flow in the app's policies.")),
    ("", "request not supported on this domain", Fault(
        RefusedError, "This way in needs the org's own host.", "Give its My Domain as --instance-url.")),
    ("", "audience is invalid", Fault(
        RefusedError, "The assertion is for another kind of org.",
        "Give the org's My Domain as --instance-url: a sandbox's holds “.sandbox.”.")),
    ("", "invalid assertion", Fault(
        RefusedError, "The org does not accept the signature.",
        "Check that the app has the certificate of this key, and the clock of this machine.")),
    ("", "inactive user", Fault(NoAccessError, "The user is not active in this org.", "Ask an admin of the LMO.")),
    ("", "inactive organization", Fault(NoAccessError, "The org is locked or expired.", "Ask an admin of the LMO.")),
    ("", "ip restricted", Fault(
        NoAccessError, "The org does not accept logins from this machine's address.",
        "Ask an admin to add it: login IP ranges of the profile, or the app's IP relaxation.")),
    ("", "invalid code verifier", Fault(SignedOutError, "This code belongs to another login.", _AGAIN)),
    ("", "expired authorization code", Fault(
        SignedOutError, "The code is too old, or was used already.", _AGAIN)),
    ("", "expired access/refresh token", Fault(
        SignedOutError, "The login is over: it was revoked, or its token was used elsewhere.", _AGAIN)),
    ("access_denied", "", Fault(SignedOutError, "The login was declined in the browser.", _AGAIN)),
    ("rate_limit_exceeded", "", Fault(UnreachableError, "Too many logins in a short time.", "Try again in an hour.")),
    ("", "login rate exceeded", Fault(UnreachableError, "Too many logins in a short time.", "Try again in an hour.")),
    ("server_error", "", Fault(UnreachableError, "Salesforce cannot log anybody in right now.", "Try again.")),
    ("", "authentication failure", Fault(
        SignedOutError, "User name, password or security token is wrong.", "Check all three.")),
    ("invalid_grant", "", Fault(SignedOutError, "The org refused the login.", _AGAIN, quoted=True)),
)  # fmt: skip
"""Error, a part of its description in lower case, and what it means; the first that fits counts.

An empty one fits all. Only "app must be installed into org" and OAUTH_APPROVAL_ERROR_GENERIC are in our reference. The
other words are from memory and were not checked against an org: one that differs falls through to the org's own words.
"""

_OTHER: Final = Fault(SignedOutError, "The org refused the login.", _AGAIN, quoted=True)


def explained(error: str, description: str) -> LmoError:
    """What a refusal means to the user."""
    said = " ".join(description.replace("+", " ").split()).lower()
    for code, part, fault in REFUSALS:
        if code in {"", error} and part in said:
            return _told(fault, error, description)
    return _told(_OTHER, error, description)


def _told(fault: Fault, error: str, description: str) -> LmoError:
    detail = message(f"{description} ({error})") if fault.quoted else ""
    return fault.kind(fault.headline, detail, fault.remedy)
