"""An LMO that is not ours: other page sizes, another schema, other labels, and only what was ever promised."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.salesforce.stub import Reply, Seen, fault, reply

VERSION = "60.0"
BASE = f"/services/data/v{VERSION}"
ORG_ID = "00D5g000004xYzAEAU"
USER_ID = "0055g00000AbCdEAAV"

SIZES = (3, 0, 1, 2)
"""How many records the pages have, over and over."""

Row = dict[str, Any]


def a_field(name: str, kind: str = "string", **more: object) -> Row:
    """One field of describe(), with things in it that we do not know."""
    known = {
        "name": name,
        "label": f"Label of {name}",
        "type": kind,
        "updateable": False,
        "custom": name.endswith("__c"),
    }
    return {**known, "aggregatable": True, "picklistValues": [], **more}


@dataclass
class Stranger:
    """Answers like a real org of somebody else's; `fields` and `objects` are what describe() shows."""

    rows: list[Row]
    license_fields: list[Row]
    parents: Mapping[str, list[str]] = field(default_factory=dict)
    versions: list[Row] = field(default_factory=list)
    organization: Row = field(default_factory=lambda: {"Id": ORG_ID, "Name": "Elsewhere Inc."})

    def answers(self, seen: Seen) -> Reply:
        """The answer to any request of ours."""
        if seen.path == "/services/data":
            newer = [
                {"version": f"{number}.0", "label": "?", "url": f"/services/data/v{number}.0"}
                for number in (58, 59, 60)
            ]
            return reply(newer)
        if seen.path == "/services/oauth2/userinfo":
            return Reply(403, b"Bad_OAuth_Token", {"Content-Type": "text/html"})
        if not seen.path.startswith(BASE):
            return fault(404, "NOT_FOUND")
        path = seen.path.removeprefix(BASE).rstrip("/")
        if path == "":
            return reply({"identity": f"https://login.salesforce.com/id/{ORG_ID}/{USER_ID}", "tooling": "x"})
        if path.startswith("/query/"):
            return self._page(int(path.rsplit("-", 1)[1]))
        if path == "/query":
            return self._query(seen.query)
        if found := re.fullmatch(r"/sobjects/(\w+)/describe", path):
            return self._describe(found[1])
        return fault(404, "NOT_FOUND", "The requested resource does not exist")

    def _describe(self, sobject: str) -> Reply:
        if sobject == "sfLma__License__c":
            return reply({"name": sobject, "label": "Licence", "updateable": True, "fields": self.license_fields})
        if sobject not in self.parents:
            return fault(404, "NOT_FOUND", "The requested resource does not exist")
        return reply({"name": sobject, "fields": [a_field(name) for name in self.parents[sobject]]})

    def _query(self, soql: str) -> Reply:
        if "COUNT()" in soql:
            return reply({"totalSize": len(self.rows), "done": True, "records": []})
        if "FROM Organization" in soql:
            return self._records([self.organization], soql, self.organization)
        if "FROM User" in soql:
            return self._records([{"Name": "Ann Other"}], soql, ["Name"])
        if "FROM sfLma__Package_Version__c" in soql:
            return self._records(self.versions, soql, self.parents["sfLma__Package_Version__c"])
        if "FROM sfLma__License__c" not in soql:
            return fault(400, "INVALID_TYPE", f"\n{soql}\nsObject type 'X' is not supported.")
        return self._licenses(soql)

    def _licenses(self, soql: str) -> Reply:
        own = {each["name"] for each in self.license_fields}
        visible = own | {f"{name.removesuffix('c')}r.Name" for name in own if name.endswith("__c")}
        if found := re.search(r"WHERE Id = '(\w+)'", soql):
            return self._records([row for row in self.rows if row["Id"][:15] == found[1][:15]], soql, visible)
        if " LIMIT " in soql:
            return self._records(self.rows[:200], soql, visible)
        return self._page(0)

    def _records(self, rows: list[Row], soql: str, visible: Collection[str]) -> Reply:
        names = soql.removeprefix("SELECT ").split(" FROM ")[0].split(", ")
        if unknown := [name for name in names if name not in visible]:
            return fault(400, "INVALID_FIELD", f"No such column '{unknown[0]}' on entity 'X'.")
        return reply(
            {"totalSize": 12_345, "done": True, "records": [{"attributes": {}, **row} for row in rows], "extra": 1}
        )

    def _page(self, number: int) -> Reply:
        """A page of whatever size, now and then an empty one, under a total that is not true."""
        start = sum(SIZES[page % len(SIZES)] for page in range(number))
        end = start + SIZES[number % len(SIZES)]
        body: Row = {"totalSize": 12_345, "done": end >= len(self.rows), "records": self.rows[start:end]}
        if not body["done"]:
            body["nextRecordsUrl"] = f"{BASE}/query/01g5g00000AbCdE-{number + 1}"
        return reply(body)
