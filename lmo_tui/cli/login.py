"""`login`: making a stored org of one that lets us in."""

import shlex
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from lmo_tui.cli.again import (
    ACCESS_TOKEN,
    CLIENT_SECRET,
    NEEDED,
    NEVER_KEPT,
    NO_PASSWORDS,
    PASSWORD,
    REFRESH_TOKEN,
    asked,
)
from lmo_tui.cli.browser import PORT, log_in
from lmo_tui.cli.narration import narrate
from lmo_tui.cli.options import outside
from lmo_tui.cli.outside import Outside
from lmo_tui.cli.stored import known, profiles_file
from lmo_tui.credentials.memory import MemoryStore
from lmo_tui.domain.errors import BadEntryError, RefusedError
from lmo_tui.domain.ids import same_id
from lmo_tui.domain.orgs import BADGES, Org
from lmo_tui.domain.profiles import Profile, WayIn, checked_alias
from lmo_tui.domain.secrets import SecretStore, StoreKind

if TYPE_CHECKING:
    from lmo_tui.salesforce.login.token_endpoint import Grant

_WAYS: Final = {
    "web": WayIn.WEB,
    "paste": WayIn.WEB,
    "access_token_stdin": WayIn.ACCESS_TOKEN,
    "jwt": WayIn.JWT,
    "client_credentials": WayIn.CLIENT_CREDENTIALS,
    "password": WayIn.PASSWORD,
}
SECRETS: Final = (ACCESS_TOKEN, CLIENT_SECRET, PASSWORD, REFRESH_TOKEN)
"""The names of all secrets that a profile may have."""

_STORES: Final = click.Choice([kind.value for kind in StoreKind])


@dataclass(frozen=True, slots=True)
class Wish:
    """How one wishes to log in: what the options say, or the answers of a first run."""

    way: WayIn
    url: str = ""
    client_id: str = ""
    user: str = ""
    key_file: str = ""
    paste: bool = False
    port: int = PORT
    store: str | None = None
    command: tuple[str, ...] = ()


@click.command()
@click.option("--alias", required=True, metavar="NAME", help="What the org is to be called: --org NAME.")
@click.option("--instance-url", "url", metavar="URL", default="", help="Its My Domain, https://NAME.my.salesforce.com.")
@click.option("--web", is_flag=True, help="In a browser (the usual way); needs --client-id.")
@click.option("--paste", is_flag=True, help="The same, but paste the address at which the browser ends.")
@click.option("--sf", metavar="NAME", help="By a login of the sf CLI: its alias or user name.")
@click.option("--jwt", is_flag=True, help="By a key of your own: --client-id, --user, --key-file.")
@click.option("--client-credentials", is_flag=True, help="As the app's own user: --client-id; asks for its secret.")
@click.option("--access-token-stdin", is_flag=True, help="By an access token on stdin; it is not kept.")
@click.option(
    "--password", is_flag=True, help="By user name and password; ends by February 2027, by all that is known."
)
@click.option("--client-id", default="", metavar="KEY", help="The consumer key of your External Client App.")
@click.option("--user", default="", metavar="NAME", help="The user name to log in as.")
@click.option("--key-file", default="", metavar="FILE", help="The private key, a file of yours alone (0600).")
@click.option("--callback-port", "port", type=click.IntRange(1024, 65535), default=PORT, show_default=True)
@click.option("--store", type=_STORES, help="Where its secret is kept; the safest place there is without.")
@click.option("--credential-command", "command", metavar="WORDS", help="What prints it: 'pass show lmo/{name}'.")
@click.option("--default", "default", is_flag=True, help="Let this org be meant where none is named.")
@click.pass_context
def login(context: click.Context, /, alias: str, sf: str | None, *, default: bool, **said: object) -> None:
    """Log in to an org, and remember how: as an alias for --org. docs/login.md tells each way step by step."""
    checked_alias(alias)
    log_in_as(outside(context), alias, _wished(sf, said), default=default)


def log_in_as(world: Outside, alias: str, wish: Wish, *, default: bool = False) -> Profile:
    """Log in, keep how under an alias, and tell of it; raises LmoError, and then nothing is kept."""
    earlier = known().named(alias)
    profile = _checked(earlier.alias if earlier else alias, wish)
    profile = replace(profile, credential_command=wish.command or (earlier.credential_command if earlier else ()))
    store = _store(world, profile, wish, earlier)
    held = MemoryStore()
    profile, token = _let_in(replace(profile, store=store.kind), held, wish)
    org = _visited(profile, token)
    _refuse_another(earlier, org)
    _keep(world, profile, held, store, earlier)  # Only now: another org's must not lose what it has.
    profile = replace(
        profile,
        instance_url=org.instance_url,
        org_id=org.id,
        org_class=org.org_class,
        user_name=org.user_name,
    )
    profiles_file().keep(profile, default=default)
    narrate(f"Logged in to {org.name} ({BADGES[org.org_class]}) as {org.user_name}: --org {alias}.")
    narrate(_kept(profile))
    if org.warning:
        narrate(org.warning)
    return profile


def _wished(sf: str | None, said: Mapping[str, object]) -> Wish:
    ways = [way for way in _WAYS if said.get(way)]
    if len(ways) + (sf is not None) > 1:
        raise BadEntryError("These are two ways to log in.", remedy="Choose one.")
    port, command = said["port"], _words(str(said["command"] or ""))
    kind = said["store"] or (StoreKind.COMMAND if command else None)
    texts = {name: str(said[name] or "") for name in ("url", "client_id", "user", "key_file")}
    if sf is not None:
        texts["user"] = sf
    return Wish(
        way=WayIn.SF if sf is not None else _WAYS[ways[0]] if ways else WayIn.WEB,
        paste=bool(said["paste"]),
        port=port if isinstance(port, int) else PORT,
        store=None if kind is None else str(kind),
        command=command,
        **texts,
    )


def _words(command: str) -> tuple[str, ...]:
    try:
        return tuple(shlex.split(command))
    except ValueError:
        raise BadEntryError("--credential-command has a quote without its other half.") from None


def _checked(alias: str, wish: Wish) -> Profile:
    """The profile as far as it is known, with its hosts checked; nothing was sent yet."""
    from lmo_tui.salesforce.hosts import login_host

    needs = {
        WayIn.WEB: ("client_id",),
        WayIn.JWT: ("client_id", "user", "key_file"),
        WayIn.CLIENT_CREDENTIALS: ("client_id",),
        WayIn.PASSWORD: ("client_id", "user"),
    }.get(wish.way, ())
    if missing := [f"--{name.replace('_', '-')}" for name in needs if not getattr(wish, name)]:
        raise BadEntryError(f"This way in needs {' and '.join(missing)}.", remedy="docs/login.md tells how to get it.")
    if wish.way is WayIn.SF:
        return Profile(alias, wish.url, wish.way, account=wish.user)
    if not wish.url:
        raise BadEntryError("Which org?", remedy="Give --instance-url https://NAME.my.salesforce.com.")
    url = login_host(wish.url).url
    key = str(Path(wish.key_file).expanduser().absolute()) if wish.key_file else ""
    return Profile(alias, url, wish.way, client_id=wish.client_id, login_url=url, account=wish.user, key_path=key)


def _store(world: Outside, profile: Profile, wish: Wish, earlier: Profile | None) -> SecretStore:
    if profile.way in NEVER_KEPT:
        if wish.store not in {None, StoreKind.MEMORY}:
            raise BadEntryError("Nothing of this way in is kept.", remedy="Leave out --store.")
        return world.secret_store(profile, StoreKind.MEMORY)
    if wish.store:
        return world.secret_store(profile, StoreKind(wish.store))
    # A store is pinned: another one, perhaps a weaker one, is never taken in silence.
    return world.secret_store(profile, earlier.store if earlier and earlier.way not in NEVER_KEPT else None)


def _keep(world: Outside, profile: Profile, held: SecretStore, store: SecretStore, earlier: Profile | None) -> None:
    """Keep what lets one in again, and drop what an earlier login of this alias has kept elsewhere."""
    stays = earlier is None or earlier.store is StoreKind.MEMORY
    before = None if earlier is None or stays else world.secret_store(earlier, earlier.store)
    for name in map(profile.secret_name, SECRETS):
        secret = held.fetch(name) if profile.way not in NEVER_KEPT else None
        if secret:
            store.keep(name, secret)
        if before is not None and not (secret and before.kind == store.kind):
            before.forget(name)


def _let_in(profile: Profile, store: SecretStore, wish: Wish) -> tuple[Profile, str]:
    """The profile with the org's own address, and an access token; what is to be kept is in the store."""
    from lmo_tui.salesforce.login.renewal import grant_for

    if profile.way is WayIn.SF:
        return _by_sf(profile)
    if profile.way is WayIn.WEB:
        grant = log_in(profile, wish.port, listen=not wish.paste)
        if grant.refresh_token:
            store.keep(profile.secret_name(REFRESH_TOKEN), grant.refresh_token)
        else:
            narrate("The app gave no refresh token: add the scope refresh_token (docs/login.md), and log in again.")
        return _at(profile, grant), grant.access_token
    if profile.way is WayIn.ACCESS_TOKEN:
        from lmo_tui.cli.tokens import STDIN, read_token

        return replace(profile, login_url=""), read_token(STDIN)
    if profile.way is WayIn.PASSWORD:
        narrate(NO_PASSWORDS)
    if (needed := NEEDED.get(profile.way)) is not None:
        store.keep(profile.secret_name(needed[0]), asked(needed[1]))
    grant = grant_for(profile, store)
    return _at(profile, grant), grant.access_token


def _by_sf(profile: Profile) -> tuple[Profile, str]:
    from lmo_tui.salesforce.hosts import org_host
    from lmo_tui.salesforce.login.sf_cli import SfCli

    cli = SfCli()
    org = cli.org(profile.account)
    url = org_host(org.instance_url).url
    # The user name: an alias of the CLI may lead to another org tomorrow.
    return replace(profile, instance_url=url, account=org.username or profile.account), cli.token(profile.account)


def _at(profile: Profile, grant: "Grant") -> Profile:
    url = grant.instance_url or profile.instance_url
    return replace(profile, instance_url=url, login_url="" if profile.login_url == url else profile.login_url)


def _visited(profile: Profile, token: str) -> Org:
    from lmo_tui.salesforce.connection import connect
    from lmo_tui.salesforce.hosts import org_host

    url = org_host(profile.instance_url).url
    repository = connect(instance_url=url, access_token=token, alias=profile.alias, may_write=lambda: False)
    try:
        return repository.org()
    finally:
        repository.close()


def _refuse_another(earlier: Profile | None, org: Org) -> None:
    if earlier is not None and earlier.org_id and not same_id(earlier.org_id, org.id):
        raise RefusedError(
            f"“{earlier.alias}” is another org: {earlier.org_id}, not {org.id}.", "",
            f"Choose another alias, or forget that one: lmo-tui orgs forget {earlier.alias}.",
        )  # fmt: skip


def _kept(profile: Profile) -> str:
    if profile.way is WayIn.SF:
        return "Nothing secret is kept: the sf CLI is asked for a token when one is needed."
    if profile.way is WayIn.JWT:
        return "Nothing secret is kept: the key in its file signs at each start."
    if profile.way is WayIn.ACCESS_TOKEN:
        return "The access token is not kept: the next start asks for one, or takes --access-token-file."
    if profile.store is StoreKind.MEMORY:
        return "Nothing secret is kept: the next start asks again."
    return f"What lets you in again is kept in: {profile.store}."
