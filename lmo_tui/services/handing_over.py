"""Putting together what is handed over of a license."""

from lmo_tui.domain.handover import Handover
from lmo_tui.domain.licenses import License
from lmo_tui.domain.masking import masked
from lmo_tui.services.workbench import Workbench


async def hand_over(workbench: Workbench, license_: License, *, private: bool) -> Handover:
    """All that is known of a license, without names, mail addresses and ids if it is `private`: one query."""
    told = await workbench.history.timeline(license_)
    desk, org = workbench.desk, workbench.session.org
    whole = Handover(
        license_,
        told,
        tuple(desk.siblings(license_)),
        workbench.clock(),
        org.name if org else workbench.session.alias,
        org.record_url(license_.id) if org else "",
        desk.newer(license_) if license_.uninstalled else None,
    )
    return masked(whole) if private else whole
