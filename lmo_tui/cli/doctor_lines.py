"""A check in lines for people, and as JSON."""

import os
import sys
from textwrap import wrap
from typing import TYPE_CHECKING, Final

import click

from lmo_tui.cli.license_table import print_line
from lmo_tui.cli.records import Json, error_json
from lmo_tui.domain.checks.check import Check, Standing
from lmo_tui.domain.errors import LmoError

if TYPE_CHECKING:
    from lmo_tui.domain.orgs import Org

_COLORS: Final = {
    Standing.OK: "green",
    Standing.NOTE: "blue",
    Standing.WARNING: "yellow",
    Standing.BLOCKER: "red",
    Standing.UNKNOWN: "magenta",
}
_WIDTH: Final = 100
_INDENT: Final = " " * 13


def print_check(check: Check, org: "Org | None") -> None:
    """Print it; what is in order takes one line."""
    word = f"{check.standing:<8}"
    if sys.stdout.isatty() and not os.environ.get("NO_COLOR"):
        word = click.style(word, fg=_COLORS.get(check.standing))
    step = f"{check.step:>2}" if check.step else "  "
    print_line(f"{word} {step}  {check.title}: {check.finding.said}")
    if check.standing is Standing.OK:
        return
    link = check.address(org.instance_url) if org else check.finding.link
    told = (
        *((label, value) for label, value in check.finding.evidence),
        ("why", check.meaning if check.finding.fix else ""),
        ("fix", check.finding.fix),
        ("open", link),
        ("guide", f"lmo-tui doctor guide {check.guide}" if check.guide and check.finding.fix else ""),
    )
    for label, value in told:
        if value:
            _print_paragraph(label, value)


def _print_paragraph(label: str, text: str) -> None:
    head = f"{label}: "
    for number, line in enumerate(wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)):
        print_line(f"{_INDENT}{'' if number else head}{' ' * len(head) if number else ''}{line}")


def checks_json(checks: list[Check], org: "Org | None", error: LmoError | None) -> Json:
    """What was found, for programs."""
    return {
        "org": None if org is None else {"id": org.id, "name": org.name, "class": str(org.org_class)},
        "blocked": any(check.standing is Standing.BLOCKER for check in checks),
        "checks": [_check_json(check, org) for check in checks],
        "error": None if error is None else error_json(error),
    }


def _check_json(check: Check, org: "Org | None") -> Json:
    return {
        "id": check.id,
        "step": check.step or None,
        "title": check.title,
        "status": str(check.standing),
        "said": check.finding.said,
        "evidence": [{"what": label, "value": value} for label, value in check.finding.evidence],
        "meaning": check.meaning,
        "fix": check.finding.fix or None,
        "link": (check.address(org.instance_url) if org else check.finding.link) or None,
        "guide": check.guide or None,
    }
