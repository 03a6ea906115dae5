"""A rollout as lines: for each value in each group how many licenses, and a bar that needs no more than ASCII."""

from typing import Final

from lmo_tui.domain.features import FeatureParameter
from lmo_tui.domain.rollouts import Bar, bar_text, group_name, share_text
from lmo_tui.tui.render.features import METRIC, SETTING
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import Line, Span, fit, fit_text, joined

_GROUP, _VALUE, _COUNT, _SHARE = 22, 19, 9, 4
_FIXED: Final = 1 + _GROUP + 1 + _VALUE + 1 + _COUNT + 1 + _SHARE + 2


def rollout_title(parameter: FeatureParameter, total: int | None) -> Line:
    """Which parameter, and of how many licenses."""
    kind = METRIC if parameter.is_metric else SETTING
    since = f", since {parameter.introduced}" if parameter.introduced else ""
    counted = "counting…" if total is None else "1 license" if total == 1 else f"{total:,} licenses"
    return (
        Span(f" Rollout of {parameter.full_name}", Role.STRONG),
        Span(f" · {parameter.kind} {kind}{since} · {counted}", Role.DIM),
    )


class BarLook:
    """How the list of bars looks."""

    def header(self, width: int) -> Line:
        """The titles of the columns."""
        titles = f" {'Licenses':<{_GROUP}} {'Value':<{_VALUE}} {'Count':>{_COUNT}} {'':>{_SHARE}}"
        return fit((Span(titles, Role.HEADER),), width)

    def line(self, place: int, row: Bar, width: int) -> Line:
        """One bar."""
        del place
        role = _role(row)
        return fit(
            joined(
                (
                    Span(f" {fit_text(group_name(row), _GROUP)} ", Role.TEXT),
                    Span(f"{fit_text(row.label, _VALUE)} ", role),
                    Span(f"{row.count:>{_COUNT},} {share_text(row):>{_SHARE}}  ", Role.TEXT),
                    Span(bar_text(row, max(width - _FIXED - 1, 1)), role),
                )
            ),
            width,
        )

    def key(self, row: Bar) -> str:
        """Group and value."""
        return f"{row.facet}\n{row.group}\n{row.label}"


def _role(bar: Bar) -> Role:
    if not bar.is_value or bar.content is None:
        return Role.DIM
    if isinstance(bar.content, bool):
        return Role.ACTIVE if bar.content else Role.SUSPENDED
    return Role.STRONG
