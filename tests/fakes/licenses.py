"""Licenses to test with: one that is ordinary, and forty that hold every odd case of the trade."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any, Final

from lmo_tui.domain.ids import long_id
from lmo_tui.domain.licenses import License

TODAY: Final = date(2026, 11, 24)
NOW: Final = datetime(2026, 11, 24, 14, 0, tzinfo=timezone(timedelta(hours=1), "CET"))

RECORD_TYPES: Final = {
    status: long_id(f"0125g0000000RT{place}")
    for place, status in enumerate(("Trial", "Active", "Suspended", "Expired", "Uninstalled"))
}
"""Record type ids by License Status."""


def fixed_clock() -> datetime:
    """A clock that stands still."""
    return NOW


def license_id(number: int) -> str:
    """The 18-character id of the license with this number."""
    return long_id(f"a0L5g00000{number:05}")


def org_id(number: int) -> str:
    """The 15-character id of a subscriber org."""
    return f"00D5g00000Ab{number:03}"


def a_license(number: int = 42, **overrides: Any) -> License:  # noqa: ANN401 - any attribute of License, checked by it
    """An Active license of Globex with 38 of 50 seats used, except for what is given."""
    status = str(overrides.get("license_status") or overrides.get("status") or "Active")
    modified = datetime(2026, 11, 20, 9, 30, number % 60, tzinfo=NOW.tzinfo)
    ordinary = License(
        id=license_id(number),
        name=f"L-{number:05}",
        status="Active",
        license_status=status,
        license_type="Editable",
        seats=50,
        used=38,
        expires=date(2027, 1, 31),
        installed=date(2025, 3, 3),
        package_id=long_id("0335g0000000PK1"),
        package="Acme Billing",
        version_id=long_id("04t5g0000000VR1"),
        version="4.2.1",
        latest_version="4.2.1",
        org_id=org_id(number),
        instance="EU42",
        edition="Enterprise Edition",
        org_status="ACTIVE",
        account_id=long_id(f"0015g00000{number:05}"),
        account="Globex Corporation",
        contact_id=long_id(f"0035g00000{number:05}"),
        contact="Hank Scorpio",
        contact_email="hank@globex.example",
        record_type_id=RECORD_TYPES.get(status, ""),
        proxy_user="Package Proxy",
        owner="Dana Smith",
        created_by="License Manager",
        created=datetime(2025, 3, 3, 8, 0, tzinfo=NOW.tzinfo),
        modified=modified,
        modified_by="Dana Smith",
        modstamp=modified.strftime("%Y-%m-%dT%H:%M:%S.000%z"),
        extra=(("Support tier", "Gold"),),
    )
    return replace(ordinary, **overrides)


def _no_account(**overrides: Any) -> dict[str, Any]:  # noqa: ANN401 - any attribute of License
    nobody = {"account_id": "", "account": "", "contact_id": "", "contact": "", "contact_email": ""}
    return nobody | overrides


_SIGN: Final = {"package_id": long_id("0335g0000000PK2"), "package": "Acme Sign", "latest_version": "2.10.0"}

_ODD: Final[tuple[dict[str, Any], ...]] = (
    {"account": "Stark Industries", "contact": "Pepper Potts", "contact_email": "pepper@stark.example"},
    _no_account(
        status="Trial", expires=date(2026, 12, 2), seats=10, used=4, lead="Bill Lumbergh", company="Initech GmbH"
    ),
    {"account": "Stark Industries", "status": "Suspended", "seats": None, "used": 12, "expires": None} | _SIGN,
    {"account": "Umbrella Ltd", "status": "Uninstalled", "used": None, "expires": date(2026, 3, 1), "sandbox": True},
    {"account": "Umbrella Ltd", "org_id": org_id(4)},  # The live license of the same org and package.
    {"account": "Umbrella Ltd", "org_id": org_id(4), "version": "2.9.0"} | _SIGN,
    {"account": "Soylent Corp", "expires": date(2026, 11, 12)},  # Active, and lapsed.
    {"account": "Soylent Corp", "license_status": "Expired", "expires": date(2026, 10, 1)},
    {"account": "Lagging Inc", "status": "Suspended", "license_status": "Active"},
    {"account": "Gone Before", "status": "Active", "license_status": "Uninstalled"},
    {"account": "Tyrell Corporation", "seats": 25, "used": 30},
    {"account": "Wonka Industries", "seats": 10, "used": 10},
    {"account": "Zero Seats plc", "seats": 0, "used": 0},
    {"account": "Readonly & Sons", "license_type": "Read-Only"},
    {"account": "Checkout Buyers", "checkout": True},
    {"account": "Deleted Org SA", "org_status": "DELETED"},
    {"account": "Pending Org SA", "org_status": "PENDING_DELETE"},
    {"account": "Held Org SA", "org_status": "HOLD"},
    {"account": "Until Tonight", "expires": TODAY},
    {"account": "Since Yesterday", "expires": TODAY - timedelta(days=1)},
    {"account": "In Thirty Days", "expires": TODAY + timedelta(days=30)},
    {"account": "In Thirty-One Days", "expires": TODAY + timedelta(days=31)},
    {"account": "日本電気株式会社", "contact": "山田 太郎"},
    {"account": "مؤسسة الأمل", "contact": "ليلى"},
    {"account": "Émile & Straße GmbH", "contact": "Jürgen Weiß"},
    {"account": "Family 👨\u200d👩\u200d👧 Tools", "contact": "🚀"},
    {"account": "[@click=app.quit]press[/] [red]me[/red] [/oops]"},
    {"account": "Very " + "long " * 40 + "Name"},
    _no_account(company="Only A Company"),
    _no_account(lead="Only A Lead", lead_email="lead@only.example"),
    _no_account(),
    {"unseen": frozenset({"seats", "account", "contact"}), "account": "", "contact": "", "seats": None},
    {"account": "Bare Fields Ltd", "org_id": "", "version": "", "edition": "", "record_type_id": "", "extra": ()},
    {"account": "Old Version", "version": "3.10.0"},
    {"account": "Older Version", "version": "3.9.0"},
    _no_account(status="Trial", expires=None, company="Endless Trial"),
    _no_account(status="Trial", expires=date(2026, 11, 1), company="Past Trial"),
    {"account": "Thousands AG", "seats": 99_000_000, "used": 1_234_567},
)


def sample_licenses() -> list[License]:
    """Forty licenses, newest first; the numbers are L-00001 (Stark Industries) to L-00040."""
    odd = [a_license(number, **overrides) for number, overrides in enumerate(_ODD, start=1)]
    rest = [a_license(number, account=f"Customer {number}") for number in range(len(odd) + 1, 41)]
    return list(reversed(odd + rest))
