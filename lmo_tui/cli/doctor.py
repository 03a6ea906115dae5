"""`doctor`: whether all is as lmo-tui needs it, one check after the other; each is a command of its own as well."""

import click

from lmo_tui.cli.doctor_term import term


@click.group(invoke_without_command=True)
@click.pass_context
def doctor(context: click.Context) -> int | None:
    """Check this machine. Without a name every check is made; exit 5 if one found what must be mended."""
    if context.invoked_subcommand is not None:
        return None
    codes = [int(context.invoke(check, as_json=False) or 0) for check in doctor.commands.values()]
    return max(codes)


doctor.add_command(term)
