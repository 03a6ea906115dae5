"""`completion`: what a shell needs to complete command lines; neither an org nor licenses are looked at."""

from typing import Final

import click

COMPLETE: Final = "_LMO_TUI_COMPLETE"
"""The environment variable by which a shell asks; click's own rule makes its name."""


_INSTALL: Final = """\b
Where it goes:
  lmo-tui completion bash > ~/.local/share/bash-completion/completions/lmo-tui
  lmo-tui completion zsh > ~/.zfunc/_lmo-tui          (~/.zfunc in fpath, before compinit)
  lmo-tui completion fish > ~/.config/fish/completions/lmo-tui.fish
"""


@click.command(epilog=_INSTALL)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script for a shell."""
    from click.shell_completion import get_completion_class

    from lmo_tui.cli.program import program

    made = get_completion_class(shell)
    if made is None:
        raise click.UsageError(f"There is no completion for {shell}.")
    kind = made(program, {}, "lmo-tui", COMPLETE)
    click.echo(kind.source_template % kind.source_vars())  # Not `source()`: it runs a bash to ask for its version.
