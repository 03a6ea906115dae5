"""`orgs` and `logout`: the orgs that one has logged in to."""

from typing import Final

import click

from lmo_tui.cli.again import REFRESH_TOKEN
from lmo_tui.cli.license_table import print_line
from lmo_tui.cli.login import SECRETS
from lmo_tui.cli.narration import narrate, tell
from lmo_tui.cli.options import outside
from lmo_tui.cli.outside import Outside
from lmo_tui.cli.records import Json, write_json
from lmo_tui.cli.stored import known, profiles_file, stored
from lmo_tui.cli.tables import GAP, Column, row, widths
from lmo_tui.domain.errors import LmoError
from lmo_tui.domain.orgs import BADGES
from lmo_tui.domain.profiles import Profile, WayIn
from lmo_tui.domain.secrets import SecretStore, StoreKind
from lmo_tui.domain.text import clean

_COLUMNS: Final = (Column("Alias"), Column("Class"), Column("User"), Column("Way in"), Column("Kept in"), Column("URL"))


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON array.")
@click.pass_context
def orgs(context: click.Context, *, as_json: bool) -> None:
    """List the orgs that you have logged in to; the default one has a star."""
    if context.invoked_subcommand is not None:
        return
    profiles = known()
    if as_json:
        write_json([_record(each, default=each.alias == profiles.default) for each in profiles.all])
        return
    if not profiles.all:
        narrate("No org is known yet: lmo-tui login --help.")
        return
    cells = [_cells(each, default=each.alias == profiles.default) for each in profiles.all]
    wide = widths(_COLUMNS, cells, None)
    for each in ([column.title for column in _COLUMNS], *cells):
        print_line(GAP.join(row(_COLUMNS, each, wide)))


@orgs.command()
@click.argument("alias")
def default(alias: str) -> None:
    """Let this org be meant where none is named."""
    profiles_file().make_default(stored(alias).alias)
    narrate(f"{stored(alias).alias} is the default org now.")


@orgs.command()
@click.argument("alias")
@click.pass_context
def forget(context: click.Context, alias: str) -> None:
    """Log out of an org, and remove its alias and the local copy of its licenses; the journal stays."""
    from lmo_tui.cli.places import forget_copies

    profile = stored(alias)
    _log_out(outside(context), profile)
    forget_copies(profile.alias)
    profiles_file().forget(profile.alias)
    narrate(f"{profile.alias} is forgotten.")


@click.command()
@click.argument("alias")
@click.pass_context
def logout(context: click.Context, alias: str) -> None:
    """Revoke the login of an org and drop its secret; the alias stays, for the next login."""
    profile = stored(alias)
    _log_out(outside(context), profile)
    narrate(f"Logged out of {profile.alias}.")
    if profile.way is WayIn.SF:
        narrate("The login is the sf CLI's: to end it there, sf org logout.")


def _log_out(world: Outside, profile: Profile) -> None:
    if profile.store is StoreKind.MEMORY:  # Nothing was kept.
        return
    store = world.secret_store(profile, profile.store)
    if profile.way is WayIn.WEB:
        _revoke(profile, store)
    for name in SECRETS:
        store.forget(profile.secret_name(name))


def _revoke(profile: Profile, store: SecretStore) -> None:
    from lmo_tui.salesforce.hosts import login_host
    from lmo_tui.salesforce.login.token_endpoint import revoke
    from lmo_tui.storage.locks import alone
    from lmo_tui.storage.paths import rotation_lock

    try:
        with alone(rotation_lock(profile.alias)):
            if token := store.fetch(profile.secret_name(REFRESH_TOKEN)):
                revoke(login_host(profile.token_url), token)
    except LmoError as error:  # What is dropped here must be dropped all the same.
        narrate("The org was not told that this login is over:")
        tell(error)


def _cells(profile: Profile, *, default: bool) -> tuple[str, ...]:
    alias = f"{profile.alias} *" if default else profile.alias
    texts = (alias, BADGES[profile.org_class], profile.user_name, profile.way, profile.kept_in, profile.instance_url)
    return tuple(clean(str(each)) for each in texts)


def _record(profile: Profile, *, default: bool) -> dict[str, Json]:
    return {
        "alias": profile.alias,
        "default": default,
        "instance_url": profile.instance_url,
        "org_id": profile.org_id or None,
        "class": profile.org_class.value,
        "user": profile.user_name or None,
        "way": profile.way.value,
        "store": profile.store.value,
    }
