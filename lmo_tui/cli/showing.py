"""`show`: one license in full."""

from datetime import datetime
from typing import TYPE_CHECKING, Final

import click

from lmo_tui.cli.choice import Chosen
from lmo_tui.cli.exits import Exit
from lmo_tui.cli.license_table import NO_ACCESS, print_line, spoken_expiry, spoken_seats
from lmo_tui.cli.options import session_options
from lmo_tui.cli.records import license_json, locked_reason, write_json
from lmo_tui.cli.sessions import in_session
from lmo_tui.cli.tables import pad, width
from lmo_tui.domain.entries import NEVER
from lmo_tui.domain.errors import NotThereError
from lmo_tui.domain.ids import is_id, long_id
from lmo_tui.domain.licenses import License
from lmo_tui.domain.text import clean
from lmo_tui.domain.verdicts import Verdict

if TYPE_CHECKING:
    from datetime import date

    from lmo_tui.domain.access import Access
    from lmo_tui.services.workbench import Workbench

_GROUPS: Final = (
    ("Information", ("status", "license_status", "package", "version", "latest_version", "installed")),
    ("Prospect", ("account", "contact", "contact_email", "lead", "company", "lead_email")),
    ("Organization", ("org_id", "edition", "org_status", "org_trial_ends", "instance", "sandbox")),
    ("System", ("owner", "created_by", "created", "modified_by", "modified")),
)
_LABEL_WIDTH: Final = 16
_NEXT: Final = {
    "status": "set {name} --status active",
    "extend": "set {name} --extend 30d",
    "edit": "set {name} --seats NUMBER",
    "params": "params {name}",
    "go": "show {name}",
    "journal": "log --license {name}",
}
"""What the next thing to do is called here, by the id of its command on the screen."""
_LABELS: Final = {"org_id": "Org", "org_status": "Org Status", "org_trial_ends": "Org Trial Ends"}


@click.command()
@click.argument("name", metavar="LICENSE")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@session_options
@click.pass_context
def show(context: click.Context, name: str, as_json: bool) -> int:
    """Show one license: LICENSE is an L-number or a record id."""

    async def work(workbench: "Workbench", _choice: Chosen) -> int:
        license_ = read_license(workbench, name)
        access, today = workbench.session.access, workbench.desk.today()
        said = workbench.desk.verdict(license_)
        if as_json:
            write_json(license_json(license_, access, today) | {"verdict": said.kind.value, "why": said.sentence})
        else:
            _print(license_, said, today, access)
        return Exit.OK

    return in_session(context, work)


def read_license(workbench: "Workbench", name: str) -> License:
    """The license as the org holds it now, by its L-number or id; raises NotThereError."""
    repository = workbench.session.repository
    wanted = name.strip()
    if repository is None or not wanted:
        raise NotThereError("No license was named.", remedy="Give an L-number such as L-00042, or a record id.")
    try:
        return repository.license(long_id(wanted)) if is_id(wanted) else repository.license_named(wanted.upper())
    except NotThereError as missing:
        raise NotThereError(f"There is no license {clean(wanted, 40)} that you can see in this org.") from missing


def _print(license_: License, said: Verdict, today: "date", access: "Access") -> None:
    print_line(f"{license_.name} · {license_.customer or '—'}")
    print_line(said.sentence)
    print_line(f"Can they use it: {said.can_use}, because {_because(said)}.{_next(license_, said)}")
    if reason := locked_reason(license_, access):
        print_line(f"Locked: {reason}")
    for title, names in _GROUPS:
        lines = [(_LABELS.get(name) or name.replace("_", " ").title(), _value(license_, name)) for name in names]
        if title == "Information":
            lines[2:2] = [("Seats", spoken_seats(license_)), ("Expires", spoken_expiry(license_, today))]
        _print_group(title, lines)
    _print_group("More", list(license_.extra))


def _because(said: Verdict) -> str:
    label = _LABELS.get(said.field) or said.field.replace("_", " ").title()
    value = {"sandbox": "a sandbox", "expires": said.value or NEVER}.get(said.field, said.value)
    return f"{label} is {value or 'not known'}"


def _next(license_: License, said: Verdict) -> str:
    words = _NEXT.get(said.action)
    return f" Next: lmo-tui {words.format(name=said.target or license_.name)}" if words else ""


def _print_group(title: str, lines: list[tuple[str, str]]) -> None:
    if not lines:
        return
    print_line(f"\n{title}")
    size = max(_LABEL_WIDTH, *(width(label) for label, _value in lines))
    for label, value in lines:
        print_line(f"  {pad(label, size)} {value or '—'}")


def _value(license_: License, name: str) -> str:
    if name in license_.unseen:
        return NO_ACCESS
    value = getattr(license_, name)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{value.astimezone():%Y-%m-%d %H:%M %Z}"
    return "" if value is None else str(value)
