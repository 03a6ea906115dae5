"""Handing a license over from the screen: a folder, masked or not, and the page on the clipboard."""

from dataclasses import dataclass, field

from lmo_tui.domain.errors import RefusedError
from lmo_tui.domain.handover import Handover
from tests.robots.desk import at_the_desk


@dataclass
class Folders:
    """Fits Handovers; holds what was written."""

    written: dict[str, Handover] = field(default_factory=dict)

    def write(self, folder: str, handover: Handover) -> str:
        if folder in self.written:
            raise RefusedError(f"{folder} is there already.")
        self.written[folder] = handover
        return f"/tickets/{folder}"


async def test_h_writes_a_folder_names_it_and_copies_the_page_and_tab_masks() -> None:
    folders = Folders()
    async with at_the_desk(size=(80, 24)) as desk:
        desk.list.stage.handovers = folders
        await (
            desk.select("L-00003")
            .press("H")
            .expect("Hand over L-00003")
            .expect("Privacy off")
            .press("enter")
            .expect("is in")
        )
        (folder,) = folders.written
        assert folder == "handover-L-00003-2026-11-24"
        assert any(f"is in /tickets/{folder}." in each for each in desk.app.said)
        assert desk.list.stage.copying.last.startswith("# Hand-over of L-00003 · Stark Industries")
        await desk.press("H").press("enter").expect("is there already").expect("Hand over L-00003")
        await desk.press("tab").expect("Privacy on").press("enter")
        told = folders.written["handover-masked-2026-11-24"]
        assert told.masked
        assert "Stark" not in desk.list.stage.copying.last
        await desk.press("H").press("ctrl+u").press("enter").expect("Name the folder").press("ctrl+c")
        assert len(folders.written) == 2
