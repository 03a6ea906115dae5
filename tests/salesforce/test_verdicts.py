"""The verdict on each odd case of the demo."""

from typing import Final

from lmo_tui.demo.seed import ODD_CASES
from lmo_tui.demo.server import DemoLmo
from lmo_tui.domain.verdicts import VerdictKind, verdict
from tests.demo.fixtures import TODAY
from tests.salesforce.conftest import Open

ODD: Final = {
    VerdictKind.EXPIRED: ("lapsed_active", "expired", "expired_trial"),
    VerdictKind.EXPIRING: ("expires_today", "expires_tomorrow", "expires_in_a_week", "expires_in_a_month"),
    VerdictKind.TRIAL_ENDING: ("trial",),
    VerdictKind.SUSPENDED: ("suspended",),
    VerdictKind.UNINSTALLED: ("uninstalled", "duplicate_uninstalled"),
    VerdictKind.STATUSES_DIFFER: ("syncing",),
    VerdictKind.NO_SEATS: ("zero_seats",),
    VerdictKind.OVER_USED: ("over_used",),
    VerdictKind.ORG_DELETED: ("org_deleted", "deactivated_proxy"),
    VerdictKind.ORG_LEAVING: ("org_pending_delete", "name_window_title"),
    VerdictKind.ORG_HELD: (
        *("org_suspended", "name_action", "org_hold", "name_hyperlink"),
        *("org_signing_up", "name_clear_screen"),
    ),
    VerdictKind.SANDBOX: ("sandbox",),
    VerdictKind.OLD_VERSION: ("old_version", "name_apostrophe"),
}
"""The odd cases by the verdict on each; all others are fine."""


def test_every_odd_case_has_the_verdict_that_it_should(demo_lmo: DemoLmo, open_lmo: Open) -> None:
    licenses = {each.name: each for each in open_lmo(demo_lmo).newest()}
    wanted = {case: kind for kind, cases in ODD.items() for case in cases}
    told = {case: verdict(licenses[name], TODAY).kind for case, name in ODD_CASES.items()}
    assert told == {case: wanted.get(case, VerdictKind.FINE) for case in ODD_CASES}
    gone, live = (licenses[ODD_CASES[f"duplicate_{which}"]] for which in ("uninstalled", "active"))
    assert verdict(gone, TODAY, live).kind is VerdictKind.REPLACED
