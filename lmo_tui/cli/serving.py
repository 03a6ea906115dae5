"""`serve`: the desk in a browser on this machine."""

import os
import sys
from typing import TYPE_CHECKING, Final

import click

from lmo_tui.cli.arguments import DEMO
from lmo_tui.cli.narration import narrate
from lmo_tui.cli.options import chosen, session_options
from lmo_tui.domain.errors import BadEntryError

if TYPE_CHECKING:
    from lmo_tui.cli.choice import Chosen

TOKEN_BYTES: Final = 32


@click.command()
@click.option("--port", type=click.IntRange(0, 65_535), default=0, help="Listen there; by default on any free port.")
@click.option("--writable", is_flag=True, help="Let licenses be changed; without it every change is refused.")
@click.option("--json", "as_json", is_flag=True, help="Print the address as JSON.")
@session_options
@click.pass_context
def serve(context: click.Context, port: int, writable: bool, as_json: bool) -> None:
    """Serve the desk to a browser on this machine, until Ctrl+C; needs the extra “web”.

    The address that is printed lets in whoever knows it: give it to nobody.
    """
    from lmo_tui.cli.web.page import files

    choice = chosen(context)
    if not choice.somewhere:
        raise BadEntryError("No org is known.", remedy="Log in to one (lmo-tui login --help), or add --org demo.")
    if writable and choice.read_only:
        raise BadEntryError("--writable and --read-only contradict each other.", remedy="Give one of them.")
    found, token = files(), _access_token(choice)
    import asyncio
    import json
    import secrets

    from lmo_tui.cli.web.application import Desks
    from lmo_tui.cli.web.process import DeskCommand
    from lmo_tui.cli.web.server import LOOPBACK, serve
    from lmo_tui.domain.redaction import keep_secret

    name, key = _name(choice), secrets.token_urlsafe(TOKEN_BYTES)
    keep_secret(key)

    def ready(port: int) -> None:
        url = f"http://{LOOPBACK}:{port}/{key}/"
        sys.stdout.write((json.dumps({"url": url, "read_only": not writable}) if as_json else url) + "\n")
        sys.stdout.flush()
        server = os.environ.get("SSH_CONNECTION", "").split()
        if server:
            narrate(f"On your own machine do  ssh -L {port}:{LOOPBACK}:{port} {server[2] if server[2:] else 'HOST'}")
        mode = "for writing" if writable else "read-only"
        narrate(f"Serving {name} {mode} on port {port} of this machine, to whoever has this address. Ctrl+C ends it.")

    command = DeskCommand.of(choice, token, writable=writable)
    asyncio.run(serve(Desks(command, key, f"lmo-tui: {name}", found), port, ready))


def _access_token(choice: "Chosen") -> str:
    if choice.token_file is None:
        return ""
    from lmo_tui.cli.tokens import read_token

    return read_token(choice.token_file)


def _name(choice: "Chosen") -> str:
    if choice.profile is not None:
        return choice.profile.alias
    if choice.instance_url is None:
        return DEMO
    from lmo_tui.cli.places import alias_of
    from lmo_tui.salesforce.origin import origin_of

    origin_of(choice.instance_url)  # What is no address is told here, not on a page.
    return alias_of(choice.instance_url)
