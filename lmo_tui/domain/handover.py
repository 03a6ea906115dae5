"""What one hands over of a license: the verdict, the facts, its past, and the other licenses of the org."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from lmo_tui.domain.entries import spoken
from lmo_tui.domain.licenses import Field, License
from lmo_tui.domain.past import label_of_attribute
from lmo_tui.domain.timeline import Timeline
from lmo_tui.domain.verdicts import Verdict, verdict

GROUPS: Final = (
    (
        "Information",
        (
            *("status", "license_status", "license_type", "seats", "used", "expires"),
            *("package", "version", "latest_version", "installed"),
        ),
    ),
    ("Prospect", ("account", "contact", "contact_email", "lead", "company", "lead_email")),
    ("Organization", ("org_id", "edition", "org_status", "org_trial_ends", "instance", "sandbox")),
    ("System", ("id", "owner", "created_by", "created", "modified_by", "modified")),
)
"""The facts, by what they are about."""

OF_SIBLINGS: Final = ("name", "package", "version", "status", "seats", "used", "expires", "sandbox")
"""What is told of each other license of the org."""


@dataclass(frozen=True, slots=True)
class Handover:
    """All of it, as values: how it is written down is another's business."""

    license: License
    told: Timeline
    siblings: tuple[License, ...]
    at: datetime
    org: str
    """Which License Management Org it is from."""
    url: str
    """Where a browser shows the record; empty where that may not be told."""
    newer: License | None = None
    """The live license that took its place."""
    masked: bool = False
    """Whether names, mail addresses and ids are replaced."""

    @property
    def verdict(self) -> Verdict:
        """Whether they can get in, and why not."""
        return verdict(self.license, self.at.date(), self.newer)

    @property
    def title(self) -> str:
        """What it is of, in one line."""
        return f"{self.license.name} · {self.license.customer or '—'}"

    @property
    def because(self) -> str:
        """What the verdict rests on."""
        said = self.verdict
        field, value = label_of_attribute(said.field), said_of(self.license, said.field)
        return f"Can they use it: {said.can_use}, because {field} is {value}."

    def facts(self) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """The facts in groups, as label and value."""
        for title, names in GROUPS:
            yield title, [(label_of_attribute(name), said_of(self.license, name)) for name in names]
        if self.license.extra:
            yield "More", list(self.license.extra)


def said_of(license_: License, name: str) -> str:
    """One attribute of a license in words."""
    if name in license_.unseen:
        return "no access"
    value = getattr(license_, name)
    if name in {Field.SEATS, Field.EXPIRES}:
        return spoken(Field(name), value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M %Z}".strip()
    if isinstance(value, date):
        return value.isoformat()
    return "—" if value is None or value == "" else str(value)
