"""The demo LMO's own org: the people in it, its record types, and the apps installed."""

from typing import Final, NamedTuple

from lmo_tui.demo.schema.ids import LICENSE_RECORD_TYPES, record_id
from lmo_tui.demo.seed.calendar import DAY, Calendar
from lmo_tui.demo.seed.ids import RecordIds
from lmo_tui.demo.seed.sheets import Sheet

_FOUNDED: Final = -2_700 * DAY


class Member(NamedTuple):
    """One user of the LMO."""

    first: str | None
    last: str
    title: str
    zone: str
    active: bool = True
    user_type: str = "Standard"


_USER_IDS: Final = RecordIds("005")

MEMBERS: Final = (
    Member("Dana", "Smith", "Support Engineering Lead", "America/New_York"),
    Member("Priya", "Nair", "Senior Support Engineer", "Asia/Kolkata"),
    Member("Tom", "Okafor", "Support Engineer", "Europe/London"),
    Member("Jonas", "Weber", "Support Engineer", "Europe/Berlin"),
    Member("Mei", "Tanaka", "Support Engineer", "Asia/Tokyo"),
    Member("Elena", "Rossi", "Revenue Operations", "Europe/Rome"),
    Member("Sam", "Whitfield", "Finance, read-only", "America/Chicago"),
    Member("Marcus", "Bell", "Former Partner Manager", "America/Los_Angeles", active=False),
    Member(None, "License Management", "Automated", "UTC", user_type="AutomatedProcess"),
)

USER_IDS: Final = tuple(_USER_IDS[number] for number in range(1, len(MEMBERS) + 1))
ADMINISTRATOR: Final = USER_IDS[0]
ENGINEERS: Final = USER_IDS[:5]
LEAD_MANAGER: Final = USER_IDS[5]
INACTIVE_LEAD_MANAGER: Final = USER_IDS[7]
AUTOMATED: Final = USER_IDS[8]
ORGANIZATION_ID: Final = record_id("00D", 4_182_133, "5g")

_AUDIT: Final = "CreatedDate CreatedById LastModifiedDate LastModifiedById SystemModstamp"


def _alias(member: Member) -> str:
    return ((member.first or "")[:1] + member.last.replace(" ", "").lower())[:8]


def _users(calendar: Calendar) -> Sheet:
    sheet = Sheet(
        "User",
        "Id Username FirstName LastName CompanyName Department Title Email Alias IsActive TimeZoneSidKey"
        f" LocaleSidKey LanguageLocaleKey UserType ManagerId LastLoginDate {_AUDIT}",
    )
    founded = calendar.moment(_FOUNDED)
    for number, member in enumerate(MEMBERS):
        handle = f"{member.first or 'automated'}.{member.last}".lower().replace(" ", ".")
        changed = calendar.moment(-(40 + number) * DAY)
        sheet.add(
            sheet.next_id(),
            f"{handle}@acme-lmo.example.com",
            member.first,
            member.last,
            "Acme Software",
            "Customer Support" if number < 5 else "Operations",
            member.title,
            f"{handle}@acme.example.com",
            _alias(member),
            int(member.active),
            member.zone,
            "en_US",
            "en_US",
            member.user_type,
            ADMINISTRATOR if 0 < number < 5 else None,
            calendar.moment(-(number + 1) * 9_000) if member.active else calendar.moment(-400 * DAY),
            founded,
            AUTOMATED,
            changed,
            ADMINISTRATOR,
            changed,
        )
    return sheet


def _organization(calendar: Calendar) -> Sheet:
    sheet = Sheet(
        "Organization",
        "Id Name City Country PrimaryContact LanguageLocaleKey DefaultLocaleSidKey TimeZoneSidKey OrganizationType"
        f" InstanceName IsSandbox TrialExpirationDate FiscalYearStartMonth {_AUDIT}",
    )
    founded = calendar.moment(_FOUNDED)
    place = ("Acme Software LMO", "San Francisco", "US", "Dana Smith", "en_US", "en_US", "America/New_York")
    audit = (founded, AUTOMATED, founded, ADMINISTRATOR, founded)
    sheet.add(ORGANIZATION_ID, *place, "Enterprise Edition", "DEMO", 0, None, 1, *audit)
    return sheet


def _record_types(calendar: Calendar) -> Sheet:
    sheet = Sheet("RecordType", f"Id Name DeveloperName NamespacePrefix SobjectType IsActive {_AUDIT}")
    founded = calendar.moment(_FOUNDED)
    for kind in LICENSE_RECORD_TYPES:
        audit = (founded, AUTOMATED, founded, AUTOMATED, founded)
        sheet.add(kind.id, kind.name, kind.developer_name, kind.namespace, kind.sobject, 1, *audit)
    return sheet


def _apps(calendar: Calendar) -> Sheet:
    sheet = Sheet(
        "PackageLicense",
        "Id Status IsProvisioned AllowedLicenses UsedLicenses ExpirationDate NamespacePrefix"
        " CreatedDate LastModifiedDate SystemModstamp",
    )
    founded = calendar.moment(_FOUNDED)
    for namespace in ("sfLma", "sfFma", "sfcma"):
        sheet.add(sheet.next_id(), "Active", 1, -1, 6, None, namespace, founded, founded, founded)
    return sheet


def sheets(calendar: Calendar) -> list[Sheet]:
    """Write down the org, its people, its record types and its apps."""
    return [_organization(calendar), _users(calendar), _record_types(calendar), _apps(calendar)]
