"""`config`: the settings file, found, checked, shown and described."""

import sys
from pathlib import Path
from typing import Final

import click

from lmo_tui.cli.exits import Exit
from lmo_tui.cli.narration import narrate
from lmo_tui.cli.records import Json, plain_json, write_json, write_json_array
from lmo_tui.domain.columns import spelled_columns
from lmo_tui.domain.feature_sets import UNSET, FeatureSet
from lmo_tui.domain.filters import Column, spelled_sort
from lmo_tui.domain.fit import THEME_NAMES, Colors
from lmo_tui.domain.inbox_settings import SINCE_FORMS
from lmo_tui.domain.network import CA_BUNDLE, CONNECT, LONGEST, NETWORK, PROXY, READ
from lmo_tui.domain.settings import (
    ASCII,
    AUTO,
    COLORS,
    COLUMNS,
    FEATURE_SETS,
    KEYS,
    OPTIONAL,
    REASON,
    REQUIRED,
    RULES,
    THEME,
    VIEWS,
    Settings,
)

_JSON: Final = click.option("--json", "as_json", is_flag=True, help="JSON in place of TOML or sentences.")


@click.group()
def config() -> None:
    """The settings: theme, characters, colors, keys, columns, views, rules and the network, in config.toml."""


@config.command()
def path() -> None:
    """Print where config.toml is, or would be."""
    from lmo_tui.storage.paths import settings_path

    click.echo(settings_path())


@config.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@_JSON
def validate(file: Path | None, *, as_json: bool) -> int:
    """Check config.toml, or FILE: what means nothing is told with its line and the nearest name. Exit 2 if any is."""
    from lmo_tui.storage.paths import settings_path

    where = file or settings_path()
    if file is not None and not file.exists():
        raise click.UsageError(f"There is no file {file}.")
    problems = [each.told for each in _settings(where).problems]
    if as_json:
        write_json_array({"told": each} for each in problems)
    else:
        for each in problems:
            narrate(each)
        if not problems:
            narrate(f"{where} is in order." if where.exists() else f"There is no {where}: all is as it comes.")
    return Exit.USAGE if problems else Exit.OK


@config.command()
@_JSON
def show(*, as_json: bool) -> None:
    """Print the settings that count, those not set included; what is wrong in the file is told on stderr."""
    from lmo_tui.storage.paths import settings_path

    settings = _settings(settings_path())
    for problem in settings.problems:
        narrate(problem.told)
    values = _values(settings)
    if as_json:
        write_json(values)
    else:
        import tomlkit

        sys.stdout.write(tomlkit.dumps(values))


@config.command()
def schema() -> None:
    """Print the JSON Schema of config.toml, for editors that complete and check by one."""
    from lmo_tui.tui.commands.catalog import COMMANDS

    text: dict[str, Json] = {"type": "string"}
    texts: dict[str, Json] = {"type": "array", "items": text}
    columns: dict[str, Json] = {
        **texts,
        "description": f"Of {', '.join(Column)}; a width follows a colon, as customer:30.",
    }
    commands: dict[str, Json] = {
        each.id: {"description": each.help, "anyOf": [text, texts]} for each in COMMANDS.values()
    }
    view: dict[str, Json] = {"name": text, "filter": text, "sort": text, COLUMNS: columns}
    contents: list[Json] = ["boolean", "integer", "string"]
    values: dict[str, Json] = {
        "type": "object",
        "additionalProperties": {"type": contents},
        "description": f'By full name NS__Name: true, false, a whole number, a date, or "{UNSET}".',
    }
    feature_set: dict[str, Json] = {"name": text, "package": text, "values": values}
    write_json(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "lmo-tui config.toml",
            "type": "object",
            "additionalProperties": False,
            "properties": {
                THEME: {"enum": [AUTO, *THEME_NAMES]},
                ASCII: {"enum": [AUTO, True, False]},
                COLORS: {"enum": [AUTO, *map(str, Colors)]},
                REASON: {"enum": [OPTIONAL, REQUIRED]},
                COLUMNS: columns,
                KEYS: {"type": "object", "additionalProperties": False, "properties": commands},
                NETWORK: {"type": "object", "additionalProperties": False, "properties": _network_schema()},
                VIEWS: _tables(view, "name"),
                FEATURE_SETS: _tables(feature_set, "name", "values"),
                RULES: _tables(_rule_schema(), "name"),
            },
        }
    )


def _network_schema() -> dict[str, Json]:
    return {
        PROXY: {"type": "string", "description": "Of all that leaves this machine, as http://proxy.example:3128."},
        CA_BUNDLE: {"type": "string", "description": "The whole path of the file of trusted authorities (PEM)."},
        **{name: {"type": "integer", "minimum": 1, "maximum": most} for name, most in LONGEST.items()},
    }


def _rule_schema() -> dict[str, Json]:
    text: dict[str, Json] = {"type": "string"}
    since: dict[str, Json] = {**text, "description": f"Only licenses changed in the org since: {SINCE_FORMS}."}
    hide: dict[str, Json] = {"type": "boolean", "description": "Leave the rule of this name out."}
    return {"name": text, "filter": text, "since": since, "hide": hide}


def _tables(properties: dict[str, Json], *required: str) -> Json:
    item: dict[str, Json] = {
        "type": "object",
        "additionalProperties": False,
        "required": [*required],
        "properties": properties,
    }
    return {"type": "array", "items": item}


def _settings(where: Path) -> Settings:
    from lmo_tui.cli.wiring import checked_keys
    from lmo_tui.storage.settings import SettingsFile

    return SettingsFile(where, checked_keys).load()


def _values(settings: Settings) -> dict[str, Json]:
    from lmo_tui.tui.commands.keymap import spelled

    looks = settings.looks
    return {
        THEME: looks.theme or AUTO,
        ASCII: AUTO if looks.ascii is None else looks.ascii,
        COLORS: looks.colors or AUTO,
        REASON: REQUIRED if settings.reason_required else OPTIONAL,
        COLUMNS: list(spelled_columns(settings.columns)),
        KEYS: {command: list(map(spelled, keys)) for command, keys in settings.keys.items()},
        NETWORK: {
            PROXY: settings.network.shown_proxy,
            CA_BUNDLE: settings.network.ca_bundle,
            **{
                name: value
                for name, value in ((CONNECT, settings.network.connect), (READ, settings.network.read))
                if value
            },
        },
        VIEWS: [
            {
                "name": view.name,
                "filter": view.filter,
                "sort": spelled_sort(view.sort),
                COLUMNS: list(spelled_columns(view.columns)),
            }
            for view in settings.views
        ],
        FEATURE_SETS: [_feature_set(each) for each in settings.feature_sets],
        RULES: [
            {"name": rule.name, "filter": rule.filters[0], "since": rule.since, "hide": rule.hide}
            for rule in settings.rules
        ],
    }


def _feature_set(feature_set: FeatureSet) -> Json:
    values: dict[str, Json] = {
        name: UNSET if content is None else plain_json(content) for name, content in feature_set.values.items()
    }
    return {"name": feature_set.name, "package": feature_set.package, "values": values}
