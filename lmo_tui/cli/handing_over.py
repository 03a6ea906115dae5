"""`handover`: a folder with all that one tells of a license, for a ticket or a colleague."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from lmo_tui.cli.choice import Chosen
from lmo_tui.cli.exits import Exit
from lmo_tui.cli.narration import narrate
from lmo_tui.cli.options import session_options
from lmo_tui.cli.past_records import timeline_json
from lmo_tui.cli.records import Json, plain_json
from lmo_tui.cli.sessions import in_session
from lmo_tui.cli.showing import read_license
from lmo_tui.domain.handover import GROUPS, OF_SIBLINGS, Handover
from lmo_tui.domain.licenses import License
from lmo_tui.domain.markdown import handover_page

if TYPE_CHECKING:
    from lmo_tui.services.workbench import Workbench
    from lmo_tui.tui.render.spans import Line

_WIDTH, _LABEL = 100, 18
"""Cells of the picture, and of what is left of a value."""

_FACTS: Final = ("name", *(name for _, names in GROUPS for name in names))


@click.command()
@click.argument("name", metavar="LICENSE")
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path),
    required=True,
    metavar="DIR",
    help="The folder to make.",
)
@click.option("--privacy", is_flag=True, help="Replace names, mail addresses and ids, each by the same word.")
@session_options
@click.pass_context
def handover(context: click.Context, name: str, folder: Path, privacy: bool) -> int:
    """Write what is known of a license to a new folder: handover.md, handover.json, facts.svg.

    Verdict, facts, timeline and the other licenses of the org. The folder is there when all of it is, and only you can
    read it. With --privacy, what people typed freely is left out as well.
    """
    from lmo_tui.storage.bundles import refuse_folder

    async def work(workbench: "Workbench", _choice: Chosen) -> int:
        from lmo_tui.services.handing_over import hand_over

        told = await hand_over(workbench, read_license(workbench, name), private=privacy)
        narrate(f"The hand-over of {told.license.name} in {HandoverFolders().write(str(folder), told)}")
        return Exit.OK

    refuse_folder(folder)
    return in_session(context, work)


class HandoverFolders:
    """Fits `domain.copying.Handovers`."""

    def write(self, folder: str, handover: Handover) -> str:
        """Make the folder; where that is. Raises RefusedError or StorageError."""
        from lmo_tui.storage.bundles import write_folder

        path = Path(folder).expanduser().absolute()
        write_folder(path, files_of(handover))
        return str(path)


def files_of(handover: Handover) -> Mapping[str, str]:
    """The files of a hand-over, by their names."""
    from lmo_tui.cli.pages import svg_picture

    lines = list(_drawn(handover))
    return {
        "handover.md": handover_page(handover),
        "handover.json": json.dumps(_json(handover), indent=2, ensure_ascii=False) + "\n",
        "facts.svg": "".join(svg_picture(handover.title, lines, _WIDTH)),
    }


def _drawn(handover: Handover) -> "list[Line]":
    from lmo_tui.tui.render.roles import Role
    from lmo_tui.tui.render.spans import NOTHING, Span, fit, fit_text

    lines: list[Line] = [
        fit((Span(said, Role.STRONG),), _WIDTH) for said in (handover.verdict.sentence, handover.because)
    ]
    for title, facts in handover.facts():
        lines += [NOTHING, (Span(title, Role.HEADER),)]
        lines += [fit((Span(fit_text(label, _LABEL), Role.DIM), Span(value)), _WIDTH) for label, value in facts]
    return lines


def _json(handover: Handover) -> dict[str, Json]:
    said = handover.verdict
    return {
        "at": plain_json(handover.at),
        "org": handover.org,
        "url": handover.url or None,
        "masked": handover.masked,
        "verdict": {
            "kind": said.kind.value,
            "can_use": said.can_use.value,
            "sentence": said.sentence,
            "field": said.field,
            "value": said.value,
        },
        "license": _license_json(handover.license, _FACTS),
        "more": dict(handover.license.extra),
        "timeline": timeline_json(handover.told),
        "siblings": [_license_json(each, OF_SIBLINGS) for each in handover.siblings],
    }


def _license_json(license_: License, names: tuple[str, ...]) -> dict[str, Json]:
    told: dict[str, Json] = {
        name: None if name in license_.unseen else plain_json(getattr(license_, name)) for name in names
    }
    hidden: list[Json] = [name for name in names if name in license_.unseen]
    return told | ({"no_access": hidden} if hidden else {})
