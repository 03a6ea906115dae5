"""What the top line says, from what the services know."""

from lmo_tui.domain.loads import spoken
from lmo_tui.services.session import Connection
from lmo_tui.services.workbench import Workbench
from lmo_tui.tui.render.bars import Freshness, OrgFacts, Writing


def org_facts(bench: Workbench) -> OrgFacts:
    """Which org, who one is there, and whether writing is open."""
    session, gate = bench.session, bench.session.gate
    is_open = gate.is_open()
    return OrgFacts(
        alias=session.alias,
        org_class=session.org.org_class if session.org else None,
        user=session.org.user_name if session.org else "",
        writing=Writing.OPEN if is_open else Writing.READ_ONLY,
        time_left=gate.time_left() if is_open else None,
    )


def freshness(bench: Workbench, count: int | None) -> Freshness:
    """How much there is, how old it is, and what is going on."""
    session, sync, usage = bench.session, bench.sync, bench.session.usage
    error = session.error if session.connection is Connection.OFFLINE else sync.error
    synced = sync.freshness.synced_at
    return Freshness(
        count=count,
        synced=None if synced is None else bench.clock() - synced,
        news=sync.news,
        unfinished=sync.freshness.unfinished,
        pace="" if sync.progress is None else spoken(sync.progress, bench.clock()),
        loading=None if sync.progress is None else (sync.progress.loaded, sync.progress.total),
        connecting=session.connection is Connection.CONNECTING,
        problem="" if error is None else error.headline,
        latency=None if usage is None else usage.latency,
        api_percent=None if usage is None or not usage.allowed else round(100 * usage.used / usage.allowed),
    )
