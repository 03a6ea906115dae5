"""`doctor term`: what was found of the terminal, what was chosen for it, and why."""

import os
import sys
from collections.abc import Mapping
from dataclasses import asdict

import click

from lmo_tui.cli.exits import Exit
from lmo_tui.cli.license_table import print_line
from lmo_tui.cli.records import write_json
from lmo_tui.cli.terminal_findings import InTmux, findings
from lmo_tui.domain.settings import Settings
from lmo_tui.domain.text import clean


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON array.")
def term(*, as_json: bool) -> int:
    """Tell what this terminal is, what was chosen for it, and why."""
    size = _size()
    environment = dict(os.environ)
    found = list(findings(environment, _settings(), size, _tmux(environment), coerced=bool(sys.flags.utf8_mode)))
    if as_json:
        write_json([asdict(each) for each in found])
    else:
        for each in found:
            why = f", since {each.why}" if each.why else ""
            print_line(clean(f"{each.what:<11} {each.found}" + (f" -> {each.chosen}{why}" if each.chosen else "")))
            if each.advice:
                print_line(clean(f"{'':<11} {each.advice}"))
    return Exit.BLOCKED if any(each.blocks for each in found) else Exit.OK


def _tmux(environment: Mapping[str, str]) -> InTmux | None:
    if not environment.get("TMUX"):
        return None
    from lmo_tui.cli.tmux import TmuxBuffer, asked

    said = (asked("display-message", "-p", "#{version}|#{client_utf8}") or "unknown|").strip()
    version, _bar, utf8 = said.partition("|")
    setting = (asked("show-options", "-sv", "set-clipboard") or "").strip()
    return InTmux(version, setting, {"1": True, "0": False}.get(utf8), TmuxBuffer().outer())


def _size() -> tuple[int, int] | None:
    for stream in (sys.stderr, sys.stdin, sys.stdout):  # The output may well go into a file.
        if stream.isatty():
            size = os.get_terminal_size(stream.fileno())
            return size.columns, size.lines
    return None


def _settings() -> Settings:
    from lmo_tui.storage.paths import settings_path
    from lmo_tui.storage.settings import SettingsFile

    return SettingsFile(settings_path()).load()
