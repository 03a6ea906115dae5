"""The matrix of licenses by parameters, a window at a time, and what is counted of it."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final, TypeAlias

from lmo_tui.domain.feature_counts import Facet, Group, Tally, groups_of, sandbox_word, tally_of
from lmo_tui.domain.feature_ports import FeatureRow, content_of, value_of
from lmo_tui.domain.features import FeatureParameter, FeatureValue
from lmo_tui.domain.filters import View
from lmo_tui.domain.ids import short_id
from lmo_tui.storage import queries
from lmo_tui.storage.faults import damaged
from lmo_tui.storage.mending import Files, mended

Cells: TypeAlias = Mapping[tuple[str, str], FeatureValue]
"""Values by license and parameter, ids of 15 characters; what is not in it has no record."""

_WINDOW: Final = (
    "SELECT json_group_array(json_array(v.id, license.short_id, p.short_id, v.content, v.modified))"
    " FROM feature_parameter p CROSS JOIN license"
    " CROSS JOIN feature_value v ON v.parameter = p.key AND v.license = license.key"
    " WHERE p.short_id IN (SELECT value FROM json_each(?)) AND license.short_id IN (SELECT value FROM json_each(?))"
)
"""One step, as with the windows of the list: each would give up Python's lock."""

_COUNTED: Final = (
    "SELECT v.content, count(*) FROM feature_value v"
    " WHERE v.parameter = (SELECT key FROM feature_parameter WHERE short_id = ?)"
    " AND v.license IN (SELECT key FROM chosen) GROUP BY 1"
)

_OF_PACKAGE: Final = "substr(license.package_id, 1, 15) = :package"
_GROUPS: Final = {Facet.VERSION: "license.version", Facet.EDITION: "license.edition", Facet.SANDBOX: "license.sandbox"}


def _always() -> bool:
    return True


class FeatureCounts:
    """Fits FeatureCounting, over the files of a store."""

    def __init__(self, files: Files) -> None:
        self._files = files

    @mended
    def window(self, license_ids: Sequence[str], parameters: Sequence[FeatureParameter]) -> Cells:
        """The values of some licenses and parameters: quick for a screenful."""
        wanted = json.dumps([short_id(each.id) for each in parameters]), json.dumps([*map(short_id, license_ids)])
        kinds = {short_id(each.id): each.kind for each in parameters}
        with self._files.front.reading() as connection:
            (found,) = connection.execute(_WINDOW, wanted).fetchone()
        try:
            rows = [FeatureRow(*row) for row in json.loads(found)]
            return {(row.license, row.parameter): value_of(row, kinds[row.parameter]) for row in rows}
        except (TypeError, ValueError, OverflowError, KeyError):
            raise damaged() from None

    @mended
    def tallies(
        self,
        view: View,
        today: date,
        parameters: Sequence[FeatureParameter],
        *,
        most: int = 3,
        wanted: Callable[[], bool] = _always,
    ) -> Mapping[str, Tally]:
        """How many licenses of a view and of the parameters' package hold which value, by the parameter's id: a scan.

        All parameters are of one package. Raises GivenUpError soon after they are no longer wanted.
        """
        if not parameters:
            return {}
        keys, known = queries.keys(view, today)
        known = {**known, "package": short_id(parameters[0].package_id)}
        found: dict[str, Tally] = {}
        with self._files.apart() as database, database.reading_while(wanted) as connection:
            connection.execute("CREATE TEMP TABLE IF NOT EXISTS chosen (key INTEGER PRIMARY KEY)")
            connection.execute("DELETE FROM chosen")
            chosen = f"INSERT INTO chosen SELECT key FROM license WHERE key IN ({keys}) AND {_OF_PACKAGE}"  # noqa: S608 - our own query
            total = connection.execute(chosen, known).rowcount
            for parameter in parameters:  # All at once would sort a million rows in memory.
                rows = connection.execute(_COUNTED, (short_id(parameter.id),)).fetchall()
                counts = [(content_of(parameter.kind, content), count) for content, count in rows]
                found[parameter.id] = tally_of(counts, total - sum(count for _, count in counts), most)
        return found

    @mended
    def rollout(
        self,
        view: View,
        today: date,
        parameter: FeatureParameter,
        facet: Facet,
        *,
        most: int = 4,
        wanted: Callable[[], bool] = _always,
    ) -> Sequence[Group]:
        """The same for one parameter, by version, edition, or sandbox and production: a scan."""
        keys, known = queries.keys(view, today)
        statement = (
            f"SELECT {_GROUPS[facet]}, v.content, v.license IS NOT NULL, count(*) FROM license"  # noqa: S608 - our own names
            " LEFT JOIN feature_value v ON v.license = license.key AND v.parameter ="
            " (SELECT key FROM feature_parameter WHERE short_id = :parameter)"
            f" WHERE license.key IN ({keys}) AND {_OF_PACKAGE} GROUP BY 1, 2, 3"
        )
        known = {**known, "package": short_id(parameter.package_id), "parameter": short_id(parameter.id)}
        with self._files.apart() as database, database.reading_while(wanted) as connection:
            rows = connection.execute(statement, known).fetchall()
        label = (lambda cell: sandbox_word(bool(cell))) if facet is Facet.SANDBOX else str
        counts = [
            (label(group), content_of(parameter.kind, content) if recorded else None, bool(recorded), count)
            for group, content, recorded, count in rows
        ]
        return groups_of(facet, counts, most)
