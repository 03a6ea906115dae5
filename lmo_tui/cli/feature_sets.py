"""`sets` and `diff`: settings of a license under a name, and what two licenses, or a license and a set, differ in."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import click

from lmo_tui.cli.choice import Chosen
from lmo_tui.cli.exits import Exit
from lmo_tui.cli.license_table import print_line
from lmo_tui.cli.narration import narrate
from lmo_tui.cli.options import session_options
from lmo_tui.cli.records import Json, plain_json, write_json, write_json_array
from lmo_tui.cli.sessions import in_session
from lmo_tui.cli.showing import read_license
from lmo_tui.cli.tables import GAP, Column, row, widths
from lmo_tui.domain.feature_sets import UNSET, FeatureSet, Pair, captured, compared, compared_with_set, find_set
from lmo_tui.domain.features import FULL_ACCESS, spoken_content
from lmo_tui.domain.text import clean

if TYPE_CHECKING:
    from lmo_tui.services.workbench import Workbench
    from lmo_tui.storage.settings import SettingsFile


@click.command()
@click.option("--keep", metavar="NAME", help="Keep the settings of --of under this name.")
@click.option("--of", "license_name", metavar="LICENSE", help="The license whose settings are kept.")
@click.option("--forget", metavar="NAME", help="Drop the set of this name.")
@click.option("--json", "as_json", is_flag=True, help="One JSON array.")
@session_options
@click.pass_context
def sets(
    context: click.Context, *, keep: str | None, license_name: str | None, forget: str | None, as_json: bool
) -> int:
    """List the feature sets: profiles of settings under a name, for `plan --like` and `diff --like`.

    They are in the settings file, as [[feature_sets]], and may be written there by hand.
    """
    if (keep is None) is not (license_name is None):
        raise click.UsageError("--keep NAME and --of LICENSE go together.")
    if forget is not None:
        found = find_set(kept_sets(), forget)
        _file().forget_feature_set(found.name)
        narrate(f"Forgotten: {found.name}")
    elif keep is None or license_name is None:
        _list(kept_sets(), as_json=as_json)
    else:
        name, of = keep, license_name

        async def work(workbench: "Workbench", _choice: Chosen) -> int:
            from lmo_tui.cli.switching import features_now

            license_ = read_license(workbench, of)
            found = captured(name, license_, await features_now(workbench, license_))
            _file().keep_feature_set(found)
            narrate(f"{len(found.values)} settings of {license_.name} are kept as {found.name}")
            return Exit.OK

        return in_session(context, work)
    return Exit.OK


@click.command()
@click.argument("first", metavar="LICENSE")
@click.argument("second", metavar="[LICENSE]", required=False)
@click.option("--like", metavar="SET", help="Compare with a feature set instead.")
@click.option("--all", "everything", is_flag=True, help="Also what is the same.")
@click.option("--json", "as_json", is_flag=True, help="One JSON array.")
@session_options
@click.pass_context
def diff(
    context: click.Context, *, first: str, second: str | None, like: str | None, everything: bool, as_json: bool
) -> int:
    """Show in which feature parameters two licenses of one package differ, or a license from a feature set."""
    if (second is None) is (like is None):
        raise click.UsageError("Give a second license or --like SET.")
    wanted = find_set(kept_sets(), like) if like is not None else None

    async def work(workbench: "Workbench", _choice: Chosen) -> int:
        from lmo_tui.cli.switching import features_now

        one = read_license(workbench, first)
        features = await features_now(workbench, one)
        if wanted is not None:
            pairs = compared_with_set(one, features, wanted, workbench.features.access or FULL_ACCESS)
            title = wanted.name
        else:
            other = read_license(workbench, second or "")
            pairs, title = compared(one, features, other, await features_now(workbench, other)), other.name
        shown = [each for each in pairs if everything or each.differs]
        if as_json:
            write_json_array(pair_json(each) for each in shown)
        else:
            _print(one.name, title, shown)
        narrate(f"{sum(each.differs for each in pairs)} of {len(pairs)} parameters differ")
        return Exit.OK

    return in_session(context, work)


def pair_json(pair: Pair) -> dict[str, Json]:
    """One parameter on both sides; a value is null where it is not set, and where there is none."""
    return {
        "full_name": pair.name,
        "values": [plain_json(each) for each in pair.contents],
        "told": [pair.one, pair.other],
        "differs": pair.differs,
        "metric": pair.is_metric,
        "locked_reason": pair.why_not,
    }


def kept_sets() -> Sequence[FeatureSet]:
    """All that are kept; what is wrong in the settings is told on the way."""
    settings = _file().load()
    for problem in settings.problems:
        narrate(problem.told)
    return settings.feature_sets


def _file() -> "SettingsFile":
    from lmo_tui.storage import paths
    from lmo_tui.storage.settings import SettingsFile

    return SettingsFile(paths.settings_path())


def _list(known: Sequence[FeatureSet], *, as_json: bool) -> None:
    if as_json:
        write_json(
            [
                {
                    "name": each.name,
                    "package": each.package,
                    "values": {name: plain_json(content) for name, content in each.values.items()},
                }
                for each in known
            ]
        )
        return
    columns: Final = (Column("Set"), Column("Of"), Column("Values"))
    cells = [[each.name, clean(each.package) or "—", _told(each)] for each in known]
    _table(columns, cells)


def _told(feature_set: FeatureSet) -> str:
    return ", ".join(
        f"{clean(name)}={UNSET if content is None else spoken_content(content)}"
        for name, content in feature_set.values.items()
    )


def _print(one: str, other: str, pairs: Sequence[Pair]) -> None:
    columns = (Column("Parameter"), Column(one), Column(other), Column(""))
    cells = [
        [each.name, each.one, each.other, each.why_not or ("" if not each.is_metric else "metric")] for each in pairs
    ]
    _table(columns, cells)


def _table(columns: Sequence[Column], cells: Sequence[list[str]]) -> None:
    wide = widths(columns, cells, None)
    for each in ([column.title for column in columns], *cells):
        print_line(GAP.join(row(columns, each, wide)).rstrip())
