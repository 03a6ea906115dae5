"""One desk after another: a desk may end with the wish to work in another org."""

import gc
from dataclasses import replace

from lmo_tui.cli.choice import Chosen
from lmo_tui.cli.narration import narrate, tell
from lmo_tui.cli.outside import Outside
from lmo_tui.domain.errors import LmoError, RefusedError


def run_desks(world: Outside, choice: Chosen) -> int:
    """Open the desk of an org, and those that are wished for, until one is left for good; the exit code.

    Each has the terminal for itself: what a login needs is asked between two screens. An org that cannot be opened
    leads back to the one before, which says why.
    """
    from lmo_tui.tui.background import in_background

    first, before, trouble, wanted = choice, None, None, ""
    while True:
        opened = False
        try:
            if wanted:
                choice = chosen_again(first, wanted)
            with world.workbench(choice, in_background) as workbench:
                opened = True
                if trouble is not None:
                    workbench.troubles.add(trouble)
                code, wanted = world.show(workbench), workbench.orgs.wanted
        except (LmoError, KeyboardInterrupt) as error:
            if opened or before is None:
                raise
            trouble = _not_opened(wanted, error)
            choice, before, wanted = before, None, ""
            continue
        if code or not wanted:
            return code
        before, trouble = choice, None
        del workbench  # The desk that was left goes before the next one comes.
        gc.unfreeze()
        gc.collect()
        narrate(f"Opening {wanted}.")


def chosen_again(first: Chosen, alias: str) -> Chosen:
    """What this run was started with, but for a stored org or the demo; raises BadEntryError if it is gone."""
    from lmo_tui.cli.arguments import DEMO
    from lmo_tui.cli.stored import stored

    first = replace(first, new_session=False, demo=replace(first.demo, fresh=False))
    if alias == DEMO:
        return replace(first, org=DEMO, instance_url=None, token_file=None, profile=None)
    profile = stored(alias)
    if first.profile is not None and first.profile.alias == profile.alias:
        return replace(first, profile=profile)
    return replace(first, org=profile.alias, instance_url=None, token_file=None, profile=profile)


def _not_opened(alias: str, error: LmoError | KeyboardInterrupt) -> LmoError:
    if isinstance(error, LmoError):
        tell(error)
        return RefusedError(f"{alias} was not opened.", str(error))
    return RefusedError(f"{alias} was not opened.", "Its login was interrupted.")
