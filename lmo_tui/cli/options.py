"""The options that every command takes, before or after its name."""

import os
from collections.abc import Callable
from typing import Any, Final, TypeVar

import click

from lmo_tui.cli.arguments import DEMO, TOKEN_FILE_VARIABLE, URL_VARIABLE
from lmo_tui.cli.choice import Chosen
from lmo_tui.cli.outside import Outside
from lmo_tui.domain.errors import BadEntryError

Command = TypeVar("Command", bound=Callable[..., object])

_PREFIX: Final = "lmo_tui."


def session_options(command: Command) -> Command:
    """Give a command the options of a session."""
    for option in (
        _option("--no-input", is_flag=True, help="Never ask a question."),
        _option("--read-only", is_flag=True, help="Refuse every change."),
        _option("--access-token-file", metavar="FILE", help="The file with its access token; - reads it from stdin."),
        _option("--instance-url", metavar="URL", help="Work in the org at this address."),
        _option("--org", metavar="NAME", help="Work in this stored org; `demo` is the embedded demo LMO."),
    ):
        command = option(command)
    return command


def desk_options(command: Command) -> Command:
    """Give a command that opens the desk the options of how it opens."""
    for option in (
        _option("--ascii", is_flag=True, help="Draw with ASCII characters only; as it is in a locale without UTF-8."),
        _option("--no-lean", is_flag=True, help="Draw with plain output: send whole lines, not only what differs."),
        _option("--no-instant", is_flag=True, help="Paint nothing before the desk is ready for keys."),
        _option("--new-session", is_flag=True, help="Open as if for the first time, not where you left."),
    ):
        command = option(command)
    return command


def chosen(context: click.Context, *, usual: bool = True) -> Chosen:
    """What the options before and after the command's name say together; a flag wins over the environment.

    Where they name no org, `usual` means the default one of those that are stored.
    """
    said = {name.removeprefix(_PREFIX): value for name, value in context.meta.items() if name.startswith(_PREFIX)}
    org, url, token_file = said.get("org"), said.get("instance_url"), said.get("access_token_file")
    if org is None and url is None and token_file is None:
        url, token_file = os.environ.get(URL_VARIABLE) or None, os.environ.get(TOKEN_FILE_VARIABLE) or None
    if org is not None and (url is not None or (org == DEMO and token_file is not None)):
        raise BadEntryError("--org and --instance-url name two orgs.", remedy="Give one of them.")
    if org is None and (url is None) != (token_file is None):
        raise BadEntryError("--instance-url and --access-token-file belong together.", remedy="Give both.")
    profile = None
    if org != DEMO and url is None and (org is not None or usual):
        from lmo_tui.cli.stored import default_profile, stored

        profile = stored(org) if org is not None else default_profile()
    return Chosen(
        org,
        url,
        token_file,
        profile,
        read_only=said.get("read_only", False),
        no_input=said.get("no_input", False),
        new_session=said.get("new_session", False),
        instant=not said.get("no_instant", False),
        lean=not said.get("no_lean", False),
        ascii=said.get("ascii", False),
    )


def outside(context: click.Context) -> Outside:
    """The world that this run was given."""
    world: Outside = context.find_root().obj
    return world


def _option(name: str, **settings: Any) -> Callable[[Command], Command]:  # noqa: ANN401 - click's own keywords
    return click.option(name, callback=_remember, expose_value=False, **settings)


def _remember(context: click.Context, parameter: click.Parameter, value: object) -> None:
    # The meta of nested contexts is one: so an option counts wherever it stands, the last one said.
    if value and parameter.name:
        context.meta[_PREFIX + parameter.name] = value
