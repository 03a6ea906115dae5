"""`params`: the feature parameters of one license."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import click

from lmo_tui.cli.choice import Chosen
from lmo_tui.cli.exits import Exit
from lmo_tui.cli.license_table import print_line
from lmo_tui.cli.narration import narrate
from lmo_tui.cli.options import session_options
from lmo_tui.cli.records import Json, plain_json, write_json_array, write_json_lines
from lmo_tui.cli.sessions import in_session
from lmo_tui.cli.showing import read_license
from lmo_tui.cli.tables import GAP, Column, row, widths
from lmo_tui.domain.errors import NoAccessError
from lmo_tui.domain.feature_rules import why_not_feature
from lmo_tui.domain.features import METRIC_AGE, Feature, FeatureAccess, held_by
from lmo_tui.domain.ids import long_id
from lmo_tui.domain.licenses import License

if TYPE_CHECKING:
    from lmo_tui.services.workbench import Workbench

_COLUMNS: Final = (
    Column("Parameter"),
    Column("Value", right=True),
    Column("Type"),
    Column("Direction"),
    Column("Since"),
    Column("Modified"),
)


@click.command()
@click.argument("name", metavar="LICENSE")
@click.option("--json", "as_json", is_flag=True, help="One JSON array.")
@click.option("--jsonl", "as_lines", is_flag=True, help="One JSON object a line.")
@session_options
@click.pass_context
def params(context: click.Context, name: str, *, as_json: bool, as_lines: bool) -> int:
    """Show the feature parameters of one license: LICENSE is an L-number or a record id.

    All that its package has, settings first, with the value that the org holds now.
    """
    if as_json and as_lines:
        raise click.UsageError("--json and --jsonl are two forms of output: give one.")

    async def work(workbench: "Workbench", _choice: Chosen) -> int:
        license_ = read_license(workbench, name)
        features = await workbench.features.refresh(license_)
        access = workbench.features.access or FeatureAccess()
        if access.missing:
            raise NoAccessError(access.notice)
        if access.notice:
            narrate(access.notice)
        told = (parameter_json(license_, each, access) for each in features)
        if as_json:
            write_json_array(told)
        elif as_lines:
            write_json_lines(told)
        else:
            _print(license_, features, access)
        return Exit.OK

    return in_session(context, work)


def parameter_json(license_: License, feature: Feature, access: FeatureAccess) -> dict[str, Json]:
    """What a license has of a parameter; the value is null where it is not set, and where there is no record."""
    parameter, value = feature.parameter, feature.value
    reason = why_not_feature(license_, parameter, value, access)
    return {
        "license": license_.name,
        "name": parameter.name,
        "namespace": parameter.namespace,
        "full_name": parameter.full_name,
        "type": str(parameter.kind),
        "direction": str(parameter.direction),
        "metric": parameter.is_metric,
        "value": plain_json(feature.content),
        "introduced": parameter.introduced or None,
        "in_version": parameter.in_version(license_.version),
        "modified": plain_json(value.modified) if value else None,
        "locked": reason is not None,
        "locked_reason": reason,
        "parameter_id": long_id(parameter.id),
        "value_id": long_id(value.id) if value else None,
    }


def _print(license_: License, features: Sequence[Feature], access: FeatureAccess) -> None:
    print_line(f"{license_.name} · {license_.customer or '—'} · {license_.package or '—'} {license_.version}")
    if not features:
        print_line("Its package has no feature parameters.")
        return
    rows = [_cells(each, license_, access) for each in features]
    wide = widths(_COLUMNS, rows, None)
    for cells in ([column.title for column in _COLUMNS], *rows):
        print_line(GAP.join(row(_COLUMNS, cells, wide)))
    if any(each.parameter.is_metric for each in features):
        narrate(f"{METRIC_AGE[0].upper()}{METRIC_AGE[1:]}.")


def _cells(feature: Feature, license_: License, access: FeatureAccess) -> list[str]:
    parameter, value = feature.parameter, feature.value
    modified = value.modified if value else None
    return [
        parameter.name,
        held_by(feature, license_.version, access),
        str(parameter.kind),
        "metric" if parameter.is_metric else "setting",
        parameter.introduced or "—",
        f"{modified.astimezone():%Y-%m-%d %H:%M}" if modified else "—",
    ]
