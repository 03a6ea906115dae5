"""Getting into a stored org at a start: what is not kept is asked for, before a screen opens."""

import getpass
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from lmo_tui.cli.narration import narrate
from lmo_tui.domain.errors import BadEntryError, SignedOutError
from lmo_tui.domain.profiles import Profile, WayIn
from lmo_tui.domain.redaction import keep_secret
from lmo_tui.domain.secrets import SecretStore, StoreKind

if TYPE_CHECKING:
    from lmo_tui.cli.choice import Chosen
    from lmo_tui.cli.outside import Outside

ACCESS_TOKEN: Final = "access-token"  # noqa: S105 - the name of a secret
CLIENT_SECRET: Final = "client-secret"  # noqa: S105 - the name of a secret
PASSWORD: Final = "password"  # noqa: S105 - the name of a secret
REFRESH_TOKEN: Final = "refresh-token"  # noqa: S105 - the name of a secret

NEEDED: Final = {
    WayIn.ACCESS_TOKEN: (ACCESS_TOKEN, "Access token"),
    WayIn.CLIENT_CREDENTIALS: (CLIENT_SECRET, "Consumer secret"),
    WayIn.PASSWORD: (PASSWORD, "Password, and the security token right after it"),
}
"""The secret of each way in that a person can type, and what it is called."""

NEVER_KEPT: Final = frozenset({WayIn.ACCESS_TOKEN, WayIn.PASSWORD, WayIn.JWT, WayIn.SF})
"""Ways in of which nothing is kept: an access token does not last, a password must not, the others need none."""

NO_PASSWORDS: Final = (
    "Warning: Salesforce ends logins by user name and password: with Winter '27 or on 20 February 2027, sources"
    " disagree; External Client Apps never had them. Log in in a browser instead: --web, or --paste over SSH."
)


def ready(world: "Outside", profile: Profile, chosen: "Chosen") -> tuple[Profile, SecretStore]:
    """The profile, and where its secrets are by now; raises LmoError where nobody is there to be asked."""
    if chosen.token_file is not None:
        from lmo_tui.cli.tokens import read_token

        store = world.secret_store(profile, StoreKind.MEMORY)
        profile = replace(profile, way=WayIn.ACCESS_TOKEN)
        store.keep(profile.secret_name(ACCESS_TOKEN), read_token(chosen.token_file))
        return profile, store
    store = world.secret_store(profile, profile.store)
    if profile.store is StoreKind.MEMORY:  # Other stores are asked in the background: they may take seconds.
        _ask(profile, store, possible=not chosen.no_input and world.someone_is_there())
    elif profile.store is StoreKind.FILE and not chosen.no_input and world.someone_is_there():
        store.fetch(profile.secret_name(REFRESH_TOKEN))  # Its passphrase can be asked only before the screen opens.
    return profile, store


def _ask(profile: Profile, store: SecretStore, *, possible: bool) -> None:
    needed = NEEDED.get(profile.way)
    name = profile.secret_name(needed[0] if needed else REFRESH_TOKEN)
    if profile.way in {WayIn.JWT, WayIn.SF} or store.fetch(name):  # Answered before, when its desk opened.
        return
    if not possible:
        raise SignedOutError(
            f"Nothing of the login of “{profile.alias}” is kept, and nobody can be asked.", "",
            "Give --access-token-file FILE (- for stdin), or start in a terminal.",
        )  # fmt: skip
    if needed is not None:
        if profile.way is WayIn.PASSWORD:
            narrate(NO_PASSWORDS)
        store.keep(name, asked(f"{needed[1]} of {profile.alias}"))
        return
    from lmo_tui.cli.browser import log_in

    store.keep(name, log_in(profile).refresh_token)


def asked(question: str) -> str:
    """A secret that a person types and nobody sees; raises BadEntryError for nothing."""
    try:
        secret = getpass.getpass(f"{question}: ").strip()
    except EOFError:  # Ctrl+D
        secret = ""
    if not secret:
        raise BadEntryError("Nothing was entered.")
    keep_secret(secret)
    return secret
