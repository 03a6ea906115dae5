"""A demo LMO that sends hostile text in every place: records, people, labels and errors."""

import json
import shutil
import unicodedata
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Final

import pytest
from wcwidth import wcswidth, wcwidth

from lmo_tui.demo import application
from lmo_tui.demo.database import open_database
from lmo_tui.demo.schema import SCHEMA
from lmo_tui.demo.server import DemoLmo, Options
from lmo_tui.domain.text import clean
from tests.payloads import PAYLOADS, Payload
from tests.safety.conftest import TODAY, Poisoned
from tests.safety.poison import LICENSE

SURROGATE: Final = "AA?BB"
"""What the database holds in the place of a lone surrogate; on the wire it is one again."""

LABELS: Final = {
    "Support_Tier__c": "[@click=app.quit]\x1b[2J\u202e",
    "Renewal_Owner__c": "[red]\x9b2J\x1b]0;PWNED\x07",
    "Health_Score__c": "\x85[/]\ud800\x00\n",
}
"""What the ISV's own fields are called."""

SOMEBODY: Final = ("[bold]\x1b]0;PWNED\x07", "\u202eMe[/]")
"""First and last name of the user whose session it is."""

SKIN_TONES: Final = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
"""Left out by the program, since terminals do not agree on how wide a person is that has one."""

LONGEST_SHOWN: Final = 14
"""Cells of a payload for which there is room wherever one is shown."""


def shown(text: str) -> str:
    """A text as a terminal shows it, in one form however it is composed."""
    seen = (each for each in text if (wcwidth(each) > 0 or unicodedata.combining(each)) and each not in SKIN_TONES)
    return unicodedata.normalize("NFC", "".join(seen))


def begins(payload: Payload) -> str:
    """The first characters that are seen of a payload, none of them parsed, none of them dropped but the forbidden."""
    text = clean(payload.text).strip()[:LONGEST_SHOWN]
    while wcswidth(text) > LONGEST_SHOWN:
        text = text[:-1]
    return shown(text).strip()


@contextmanager
def hostile_lmo(poisoned: Poisoned, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DemoLmo]:
    """Serve the poisoned licenses, each of them one that may be changed, with labels and names to match."""
    path = shutil.copyfile(poisoned.path, folder / "hostile.sqlite3")
    with closing(open_database(path)) as connection:
        connection.execute(
            "UPDATE sfLma__License__c SET sfLma__Status__c = 'Active', sfLma__License_Type__c = NULL,"
            " sfLma__Expiration__c = '2027-03-01', RecordTypeId = ?",
            (next(kind.id for kind in SCHEMA[LICENSE].record_types if kind.name == "Active"),),
        )
        connection.execute(
            "UPDATE User SET FirstName = ?, LastName = ? WHERE IsActive AND UserType = 'Standard'", SOMEBODY
        )
        connection.execute("UPDATE Organization SET Name = ?", ("".join(SOMEBODY),))
        connection.commit()
    fields = SCHEMA[LICENSE].fields
    for name, label in LABELS.items():
        monkeypatch.setitem(fields, name, replace(fields[name], label=label))
    monkeypatch.setattr(application, "json", SimpleNamespace(dumps=_as_ascii))
    with DemoLmo(path, Options(today=TODAY)) as lmo:
        yield lmo


def in_groups(longest: int = 240) -> list[tuple[str, list[Payload]]]:
    """All payloads, in as few error messages as can be read whole."""
    groups: list[tuple[str, list[Payload]]] = [("", [])]
    for payload in PAYLOADS:
        text = payload.text[:longest]
        if len(groups[-1][0]) + len(text) > longest:
            groups.append(("", []))
        message, payloads = groups[-1]
        groups[-1] = (f"{message}{text} ¦ ", [*payloads, payload])
    return groups


def _as_ascii(value: object, **_options: object) -> str:
    return json.dumps(value).replace(SURROGATE, "AA\\ud800BB")
