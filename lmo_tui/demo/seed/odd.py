"""The odd cases which every demo LMO holds, and the license where each is to be found."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from lmo_tui.demo.seed.calendar import PERPETUAL
from lmo_tui.demo.seed.customers import CONVERTED, LEAD, MATCHED, NOBODY

DEACTIVATED_PROXY: Final = "deactivated-proxy@acme-lmo.example.com"
"""The proxy user of a license which Salesforce refuses to save: 'proxy user has deactivated'."""

SMALLEST: Final = 60
"""The fewest licenses a demo LMO can have: all odd cases, and some ordinary ones between them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How one odd license differs from an ordinary one; `expires` is a day from today, a date, or None."""

    cases: tuple[str, ...]
    name: str | None = None
    status: str = "Active"
    record_type: str | None = None
    expires: int | str | None = 400
    seats: int | None = 50
    used: int | None = 34
    stage: str = CONVERTED
    org_status: str = "ACTIVE"
    org: str | None = None
    sandbox: bool = False
    package: int = 0
    version: int = -1
    license_type: str | None = None
    proxy: str | None = None
    checkout: bool = False


RECIPES: Final = (
    Recipe(cases=("expires_today",), expires=0),
    Recipe(cases=("expires_tomorrow",), expires=1),
    Recipe(cases=("expires_in_a_week",), expires=7),
    Recipe(cases=("expires_in_a_month",), expires=30),
    Recipe(cases=("expires_in_a_quarter",), expires=90),
    Recipe(cases=("lapsed_active",), expires=-12),
    Recipe(cases=("expired",), record_type="Expired", expires=-40),
    Recipe(cases=("expired_trial",), status="Trial", record_type="Expired", expires=-9),
    Recipe(cases=("never_null",), expires=None),
    Recipe(cases=("never_1970",), expires=PERPETUAL),
    Recipe(cases=("site",), seats=-1, used=None),
    Recipe(cases=("site_null",), seats=None, used=None),
    Recipe(cases=("site_used",), seats=-1, used=61),
    Recipe(cases=("zero_seats",), seats=0, used=0),
    Recipe(cases=("over_used",), seats=25, used=30),
    Recipe(cases=("max_seats", "name_formula"), name='=HYPERLINK("https://evil.example","1+1")', seats=99_000_000),
    Recipe(cases=("trial",), status="Trial", expires=20, seats=10, used=4, stage=LEAD),
    Recipe(cases=("trial_longest", "name_quotes"), name='Joe "The Plumber" & Sons', status="Trial", expires=90),
    Recipe(cases=("suspended",), status="Suspended", expires=60),
    Recipe(cases=("uninstalled",), status="Uninstalled", expires=-30, used=None),
    Recipe(cases=("duplicate_uninstalled",), status="Uninstalled", expires=200, used=None, org="Twice", package=1),
    Recipe(cases=("duplicate_active",), org="Twice", package=1),
    Recipe(cases=("sibling",), org="Twice", package=2),
    Recipe(cases=("syncing",), record_type="Trial"),
    Recipe(cases=("read_only",), license_type="Read-Only"),
    Recipe(cases=("checkout",), checkout=True),
    Recipe(cases=("no_lead",), stage=MATCHED),
    Recipe(cases=("converted_lead",), stage=CONVERTED),
    Recipe(cases=("lead_only",), stage=LEAD),
    Recipe(cases=("nobody",), stage=NOBODY),
    Recipe(cases=("deactivated_proxy", "org_deleted"), proxy=DEACTIVATED_PROXY, org_status="DELETED"),
    Recipe(cases=("sandbox",), sandbox=True, seats=-1, used=None),
    Recipe(cases=("org_id_case_one",), org="kLmNp"),
    Recipe(cases=("org_id_case_two",), org="KlMnP"),
    Recipe(cases=("old_version", "name_apostrophe"), name="O'Malley's D'Or", version=0),
    Recipe(cases=("inactive_lead_manager", "name_wildcards"), name="100%_Sure Co", package=5),
    Recipe(cases=("name_closing_tag", "org_trial"), name="Acme [/eu] Ltd", org_status="TRIAL"),
    Recipe(cases=("name_brackets", "org_free"), name="ACME [EU] Ltd [Test]", org_status="FREE"),
    Recipe(cases=("name_action", "org_suspended"), name="[@click=app.quit]Free[/]", org_status="SUSPENDED"),
    Recipe(
        cases=("name_window_title", "org_pending_delete"), name="Fine\x1b]0;PWNED\x07 Co", org_status="PENDING_DELETE"
    ),
    Recipe(cases=("name_clear_screen", "org_signing_up"), name="Clean\x1b[2J Sweep Ltd", org_status="SIGNING_UP"),
    Recipe(
        cases=("name_hyperlink", "org_hold"),
        name="\x1b]8;;https://evil.example\x1b\\Click Here\x1b]8;;\x1b\\ Inc",
        org_status="HOLD",
    ),
    Recipe(cases=("name_8_bit_controls",), name="Eight\x9b2J Bit\x9d0;PWNED\x9c Ltd"),
    Recipe(cases=("name_lines",), name="Two\nLines\r\nand\ta Tab Ltd"),
    Recipe(cases=("name_bidi", "org_mixed_case"), name="Trusted\u202exe.gnp\u202c \u2066Ltd\u2069", org_status="Trial"),
    Recipe(cases=("name_zero_width",), name="Zero\u200bWidth\u2060 Hold\ufeffings"),
    Recipe(cases=("name_cjk",), name="株式会社日本ソフトウェア開発 東京本社"),
    Recipe(cases=("name_arabic",), name="شركة الأفق للتقنية"),
    Recipe(cases=("name_hebrew",), name='תעשיות הגליל בע"מ'),
    Recipe(cases=("name_hindi",), name="हिन्दुस्तान क्रिया प्रौद्योगिकी"),
    Recipe(cases=("name_emoji",), name="👨\u200d👩\u200d👧\u200d👦 Family 🏳️\u200d🌈 Cafés 👍🏽"),
    Recipe(cases=("name_combining",), name="Z" + "\u0301\u0323\u0336" * 20 + "algo Labs"),
    Recipe(cases=("name_long",), name="International " * 17 + "Ltd"),
    Recipe(cases=("name_spaces",), name="  Padded Partners  "),
)

# Every tenth place stays ordinary, so that the odd ones are not all one sees in a list of the oldest.
_PLACES: Final = tuple(number for number in range(1, SMALLEST + 1) if number % 10)

PLACED: Final[Mapping[int, Recipe]] = MappingProxyType(dict(zip(_PLACES, RECIPES, strict=True)))
"""The recipes by the number of their license."""

ODD_CASES: Final[Mapping[str, str]] = MappingProxyType(
    {case: f"L-{number:05}" for number, recipe in PLACED.items() for case in recipe.cases}
)
"""The Name of the license which shows a case; the same in every demo LMO."""
