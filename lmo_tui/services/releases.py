"""A new version of a package makes the licenses on all others old, whether they moved or not."""

from collections.abc import Set

from lmo_tui.domain.packages import Release
from lmo_tui.domain.ports import LicenseStore, Runner
from lmo_tui.services import memory


async def follow(store: LicenseStore, releases: Set[Release], *, runner: Runner) -> bool:
    """Let the licenses of packages whose newest version moved say so; whether any license did not yet."""
    known = memory.releases_from_text(await runner(lambda: store.fact(memory.RELEASES)))
    moved = releases - known
    if not moved:
        return False
    outdated = await runner(lambda: store.follow(moved))
    await runner(lambda: store.remember(memory.RELEASES, memory.releases_to_text(releases)))
    return outdated > 0
