"""The orgs that one has logged in to, by their aliases."""

from typing import TYPE_CHECKING

from lmo_tui.cli.narration import narrate
from lmo_tui.domain.errors import BadEntryError
from lmo_tui.storage import paths

if TYPE_CHECKING:
    from lmo_tui.domain.profiles import Profile, Profiles
    from lmo_tui.storage.profiles import ProfilesFile


def profiles_file() -> "ProfilesFile":
    """The file that they are in."""
    from lmo_tui.storage.profiles import ProfilesFile

    return ProfilesFile(paths.profiles_path())


def known() -> "Profiles":
    """All of them; what is wrong in the file is told on the way."""
    profiles = profiles_file().load()
    for problem in profiles.problems:
        narrate(problem)
    return profiles


def stored(alias: str) -> "Profile":
    """The org of this alias; raises BadEntryError."""
    profile = known().named(alias)
    if profile is None:
        raise BadEntryError(
            f"No org is known as “{alias}”.", remedy="See `lmo-tui orgs`, or log in: lmo-tui login --help."
        )
    return profile


def default_profile() -> "Profile | None":
    """The org that is meant where none is named, if there is one."""
    if not paths.profiles_path().exists():  # As for most who look at the demo: parsing TOML can wait.
        return None
    profiles = known()
    return profiles.named(profiles.default)
