"""Versions, resources, limits, and who is logged in where."""

from typing import Final

from lmo_tui.demo.errors import ApiError, not_found
from lmo_tui.demo.lmo import DAILY_LIMIT
from lmo_tui.demo.records import full_id
from lmo_tui.demo.rest.call import Call, Reply, Route

OLDEST: Final = 31
NEWEST: Final = 68
_SEASONS: Final = ("Winter", "Spring", "Summer")
_RESOURCES: Final = ("tooling", "sobjects", "query", "queryAll", "composite", "limits", "ui-api", "jobs", "search")


def versions() -> Reply:
    """The versions served, oldest first."""
    return Reply(
        body=[
            {"label": _label(number), "url": f"/services/data/v{number}.0", "version": f"{number}.0"}
            for number in range(OLDEST, NEWEST + 1)
        ]
    )


def _label(number: int) -> str:
    # Winter '27 is 68; three releases a year.
    season = (number - 68) % 3
    year = 27 + (number - 68) // 3
    return f"{_SEASONS[season]} '{year:02d}"


def resources(call: Call) -> Reply:
    """What hangs below a version's root; clients also use it to see whether they are logged in."""
    served = {name: f"{call.root()}/{name}" for name in _RESOURCES}
    return Reply(body={**served, "identity": identity_url(call)})


def limits(call: Call) -> Reply:
    """The allocations of the org and what is left of them."""
    left = DAILY_LIMIT - call.lmo.usage.used
    fixed = {"DailyAsyncApexExecutions": 250_000, "DailyBulkApiBatches": 15_000, "DailyBulkV2QueryJobs": 10_000}
    made = {"DailyBulkApiBatches": call.lmo.jobs.made.get("V2Ingest", 0)}
    made["DailyBulkV2QueryJobs"] = call.lmo.jobs.made.get("V2Query", 0)
    body = {name: {"Max": most, "Remaining": most - made.get(name, 0)} for name, most in fixed.items()}
    body["DailyApiRequests"] = {"Max": DAILY_LIMIT, "Remaining": left}
    body["DataStorageMB"] = {"Max": 10_240, "Remaining": 9_216}
    return Reply(body=dict(sorted(body.items())))


def userinfo(call: Call) -> Reply:
    """OpenID Connect's answer to who is logged in."""
    who = call.lmo.identity
    return Reply(
        body={
            "sub": identity_url(call),
            "user_id": who.user_id,
            "organization_id": who.org_id,
            "preferred_username": who.username,
            "nickname": who.username.partition("@")[0],
            "name": who.name,
            "email": who.email,
            "email_verified": True,
            "zoneinfo": "GMT",
            "locale": "en_US",
            "language": "en_US",
            "user_type": "STANDARD",
            "active": True,
            "urls": _urls(call),
        }
    )


def identity(call: Call, org: str, user: str) -> Reply:
    """The identity URL's answer to who is logged in."""
    who = call.lmo.identity
    if full_id(org) != who.org_id or full_id(user) != who.user_id:
        raise not_found()
    return Reply(
        body={
            "id": identity_url(call),
            "asserted_user": True,
            "user_id": who.user_id,
            "organization_id": who.org_id,
            "username": who.username,
            "nick_name": who.username.partition("@")[0],
            "display_name": who.name,
            "email": who.email,
            "email_verified": True,
            "first_name": who.name.partition(" ")[0],
            "last_name": who.name.partition(" ")[2],
            "timezone": "GMT",
            "photos": {},
            "urls": _urls(call),
            "active": True,
            "user_type": "STANDARD",
            "language": "en_US",
            "locale": "en_US",
            "utcOffset": 0,
        }
    )


def check_version(number: str) -> None:
    """Refuse versions that are gone, and those to come."""
    major = number.removesuffix(".0")
    if not number.endswith(".0") or not major.isdigit() or int(major) > NEWEST:
        raise not_found()
    if int(major) < OLDEST:
        raise ApiError(410, "GONE", f"The requested API version v{number} is retired.")


def identity_url(call: Call) -> str:
    """Where the platform tells who is logged in; it also comes with every token."""
    who = call.lmo.identity
    return f"{call.base_url}/id/{who.org_id}/{who.user_id}"


def _urls(call: Call) -> dict[str, str]:
    data = f"{call.base_url}/services/data/v{{version}}"
    return {
        "rest": f"{data}/",
        "sobjects": f"{data}/sobjects/",
        "query": f"{data}/query/",
        "custom_domain": call.base_url,
        "profile": f"{call.base_url}/{call.lmo.identity.user_id}",
    }


ROUTES: Final[tuple[Route, ...]] = (("", ("GET",), resources), ("/limits", ("GET",), limits))
