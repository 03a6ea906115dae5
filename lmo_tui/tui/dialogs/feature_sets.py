"""The feature sets to choose from."""

from collections.abc import Iterable, Sequence

from textual import on
from textual.widget import Widget

from lmo_tui.domain.feature_sets import FeatureSet
from lmo_tui.domain.features import spoken_content
from lmo_tui.domain.text import clean
from lmo_tui.tui.dialogs.dialog import ListDialog
from lmo_tui.tui.dialogs.pick_list import Choice, PickList
from lmo_tui.tui.dialogs.prose import Prose, sentence
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import Line, Span, fit_text


class SetsDialog(ListDialog[str]):
    """Answers the name of a set."""

    def __init__(self, known: Sequence[FeatureSet], purpose: str) -> None:
        super().__init__()
        self._known = known
        self._purpose = purpose

    def title_line(self) -> Line:
        """What it is chosen for."""
        return sentence(self._purpose, Role.STRONG)

    def body(self) -> Iterable[Widget]:
        """Each with what it holds."""
        yield PickList([self._choice(each) for each in self._known])
        yield Prose(
            sentence(":keep NAME keeps the settings of a license, :drop NAME drops a set.", Role.DIM), id="note"
        )

    @on(PickList.Picked)
    def choose(self, event: PickList.Picked) -> None:
        """Take the set."""
        self.dismiss(event.choice.value)

    def _choice(self, known: FeatureSet) -> Choice:
        told = ", ".join(f"{clean(name)} {spoken_content(content)}" for name, content in known.values.items())
        return Choice(
            known.name,
            (
                Span(f" {fit_text(known.name, 20)} "),
                Span(f"{fit_text(clean(known.package), 16)} ", Role.DIM),
                Span(f"{len(known.values):>3} values  ", Role.STRONG),
                Span(told, Role.DIM),
            ),
        )
