"""A head over blocks side by side, whose widths follow from the width of the whole and from nothing else."""

from collections.abc import Callable

from textual.geometry import NULL_OFFSET, Region, Size, Spacing
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.widget import Widget

_NO_MARGIN = Spacing()


class BlocksLayout(Layout):
    """Places the first child at the top and the others below it, as many as there are widths."""

    name = "blocks"

    def __init__(self, head_height: int, widths: Callable[[int], tuple[int, ...]]) -> None:
        self._head_height = head_height
        self._widths = widths

    def arrange(self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True) -> ArrangeResult:
        """Where each child is; children without a width are not on the screen."""
        parent.pre_layout(self)
        head_height = min(self._head_height, size.height)
        regions = [Region(0, 0, size.width, head_height)]
        x = 0
        for width in self._widths(size.width):
            regions.append(Region(x, head_height, width, size.height - head_height))
            x += width
        return [
            WidgetPlacement(region, NULL_OFFSET, _NO_MARGIN, child)
            for region, child in zip(regions, children, strict=False)
        ]
