"""What the program said of a write, held against what the server's audit says."""

from collections.abc import Sequence
from dataclasses import dataclass

from lmo_tui.demo.audit import CommitRecord
from tests.torture.misfortunes import APPLIED, CONFLICT, REFUSED, UNKNOWN
from tests.torture.scene import Scene

OVERTAKEN = "was saved, but"
"""How a conflict is told that was found after our own commit."""


@dataclass(frozen=True)
class Told:
    """What the program said of a write."""

    kind: str
    """applied, refused, conflict or unknown."""
    words: str


def commits(scene: Scene) -> Sequence[CommitRecord]:
    """What our own writes changed in the org."""
    return [each for each in scene.lmo.audit.commits if each.by == "client" and each.id == scene.record_id]


def disagreements(scene: Scene, told: Told) -> list[str]:
    """In what the program's word and the server's differ; none is the goal."""
    found = []
    ours = commits(scene)
    if len(ours) > 1:
        found.append(f"{len(ours)} commits of one change")
    if told.kind == APPLIED and len(ours) != 1:
        found.append("told as applied, but nothing was committed")
    if told.kind == REFUSED and ours:
        found.append("told as refused, but it was committed")
    if told.kind == CONFLICT and bool(ours) != (OVERTAKEN in told.words):
        found.append(f"told as a conflict of the wrong kind, with {len(ours)} commits")
    if told.kind not in {APPLIED, REFUSED, CONFLICT, UNKNOWN}:
        found.append(f"told as nothing that is known: {told}")
    for commit in ours:
        wrong = {name: value for name, value in commit.after.items() if scene.sent.get(name, value) != value}
        if wrong or not scene.sent.keys() <= commit.after.keys():
            found.append(f"committed is {commit.after}, approved was {scene.sent}")
    return found
