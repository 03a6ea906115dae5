"""Licenses as records."""

from random import Random
from typing import Final

from lmo_tui.demo.schema import SCHEMA
from lmo_tui.demo.schema.ids import LICENSE_RECORD_TYPES
from lmo_tui.demo.seed.calendar import DAY, Calendar
from lmo_tui.demo.seed.facts import Facts
from lmo_tui.demo.seed.ids import RecordIds
from lmo_tui.demo.seed.sheets import Sheet
from lmo_tui.demo.seed.shelf import Shelf
from lmo_tui.demo.seed.team import AUTOMATED

_RECORD_TYPE_IDS: Final = {kind.name: kind.id for kind in LICENSE_RECORD_TYPES}
_INSTALLATIONS: Final = RecordIds(SCHEMA["PackageLicense"].key_prefix)
_TIERS: Final = ("Bronze", "Silver", "Silver", "Gold", "Gold", "Platinum")
_RENEWALS: Final = ("Elena Rossi", "Jonas Weber", "Anika Sharma", "Luis Ortega", None)


class Licenses:
    """Writes licenses down."""

    def __init__(self, rng: Random, calendar: Calendar, shelf: Shelf) -> None:
        self._rng = rng
        self._calendar = calendar
        self._shelf = shelf
        self._sheet = Sheet(
            "sfLma__License__c",
            "Id OwnerId Name RecordTypeId CreatedDate CreatedById LastModifiedDate LastModifiedById SystemModstamp"
            " sfLma__Account__c sfLma__Contact__c sfLma__Lead__c sfLma__Expiration__c sfLma__Install_Date__c"
            " sfLma__Last_Modified__c sfLma__License_Type__c sfLma__Org_Instance__c sfLma__Org_Status_Formula__c"
            " sfLma__Org_Trial_Expiration__c sfLma__Org_Type__c sfLma__Package_License_ID__c"
            " sfLma__Package_Version__c sfLma__Package__c sfLma__Proxy_User__c sfLma__Seats__c sfLma__Status__c"
            " sfLma__Subscriber_Org_ID__c sfLma__Subscriber_Org_Is_Sandbox__c sfLma__Used_Licenses__c"
            " sfLma__Version_Number__c Support_Tier__c Renewal_Owner__c Health_Score__c Annual_Value__c"
            " Reference_Customer__c",
        )
        self._subscriptions = Sheet(
            "sfcma__Subscription__c",
            "Id OwnerId Name sfcma__License__c sfcma__Status__c sfcma__Current_Period_Start__c"
            " sfcma__Current_Period_End__c CreatedDate CreatedById LastModifiedDate LastModifiedById SystemModstamp",
        )
        self.sheets = [self._sheet, self._subscriptions]

    def next_id(self) -> str:
        """Take the id of the next license."""
        return self._sheet.next_id()

    def write(self, facts: Facts, license_id: str, modified: int, author: str) -> None:
        """Write one license, last changed at `modified` by `author`."""
        random = self._rng.random
        customer, org = facts.customer, facts.org
        created, changed = self._calendar.moment(facts.created), self._calendar.moment(modified)
        package = self._shelf.packages[facts.package]
        version = package.versions[facts.version]
        linked = facts.linked
        tier = None if org.sandbox else _TIERS[int(random() * len(_TIERS))]
        current = max(modified, -int(random() * 5 * DAY) - 3_600)
        self._sheet.add(
            license_id,
            AUTOMATED,
            f"L-{facts.number:05}",
            _RECORD_TYPE_IDS[facts.record_type],
            created,
            AUTOMATED,
            changed,
            author,
            changed,
            customer.account_id if linked else None,
            customer.contact_id if linked else None,
            customer.lead_id if linked else None,
            facts.expires,
            created[:10],
            self._calendar.moment(current),
            facts.license_type,
            org.instance,
            org.status,
            org.trial_end,
            org.edition,
            _INSTALLATIONS[facts.number],
            version.id,
            package.id,
            facts.proxy,
            facts.seats,
            facts.status,
            org.id,
            int(org.sandbox),
            facts.used,
            version.number,
            tier,
            _RENEWALS[int(random() * len(_RENEWALS))] if tier else None,
            int(35 + 65 * random()) if tier else None,
            round((facts.seats or 0) * (60 + 240 * random()), -1) if tier and (facts.seats or 0) > 0 else None,
            int(random() < 0.08),
        )
        if facts.checkout:
            self._subscribe(license_id, created, changed)

    def _subscribe(self, license_id: str, created: str, changed: str) -> None:
        number = self._subscriptions.next_id()
        start, end = self._calendar.day(-12), self._calendar.day(18)
        name = f"SUB-{self._subscriptions.count:05}"
        audit = (created, AUTOMATED, changed, AUTOMATED, changed)
        self._subscriptions.add(number, AUTOMATED, name, license_id, "active", start, end, *audit)
