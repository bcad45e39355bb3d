"""Decision tables of a localized guide -> tables of its tree: response times, and those of tables.yml."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from decision_tree import model as m
from site_builder.guide import RESPONSE_TIMES, read_duration
from site_builder.guide import model as g
from site_builder.locales import Lexicon
from site_builder.tree.tables import cell_value


@dataclass(frozen=True)
class TableCompiler:
    """Compiles the tables of a guide; `cites` and `items` compile what the rest of the tree has, too."""

    lexicon: Lexicon
    cites: Callable[[g.Cited], tuple[str, ...]]
    items: Callable[[Iterable[g.Item]], tuple[m.Item, ...]]

    def tables(self) -> Iterator[m.Table]:
        """The response times first, where there are some, then the others in the guide's order."""
        guide = self.lexicon.guide
        if guide.response_times.rows:
            yield self._responses(guide.response_times)
        for table in guide.tables.tables:
            columns = {column.id: column for column in table.columns}
            yield m.Table(
                id=table.id,
                inputs=table.inputs,
                rows=tuple(self._row(table, row, columns) for row in table.rows),
                name=table.name or "",
                hit_policy=table.hit_policy,
                columns=tuple(m.Column(column.id, column.name) for column in table.columns),
                promise=table.promise is not None,
                notes=self.items(table.notes),
                assumptions=tuple(m.Item(one.id, one.text) for one in table.assumptions),
            )

    def _row(self, table: g.Table, row: g.TableRow, columns: Mapping[str, g.Column]) -> m.Row:
        cells = tuple(
            m.Cell(
                column=cell.id,
                text=self.lexicon.cell(cell, columns[cell.id]),
                value=cell_value(cell, columns[cell.id]),
                href=self.lexicon.cell_address(cell),
            )
            for cell in row.cells
        )
        promised = next((cell for cell in row.cells if cell.id == table.promise), None)
        text, count, unit = row.text or "", 0, ""
        if promised:
            count, unit = read_duration(promised.duration or "")
            named = self.lexicon.cell(promised, columns[promised.id])
            text = text or self.lexicon.word("condition-is", name=columns[promised.id].name, answers=named)
        cited = row if row.source or row.derived else table
        return m.Row(
            id=row.id,
            text=text,
            when=row.when,
            hours=count if unit == "hour" else None,
            business_days=count if unit == "business day" else None,
            hours_kept=row.hours_kept or "unstated",
            cites=self.cites(cited),
            derived=cited.derived or "",
            cells=cells,
        )

    def _responses(self, times: g.ResponseTimesFile) -> m.Table:
        durations = {duration.id: duration for duration in times.durations}
        rows = []
        for row in times.rows:
            within = durations.get(row.within or "")
            rows.append(
                m.Row(
                    id=row.id,
                    text=row.text,
                    when=row.when,
                    hours=within.hours if within else None,
                    business_days=within.business_days if within else None,
                    hours_kept=row.hours_kept,
                    cites=self.cites(row),
                    derived=row.derived or "",
                )
            )
        assumptions = tuple(m.Item(one.id, one.text) for one in times.assumptions)
        return m.Table(
            id=RESPONSE_TIMES,
            inputs=times.inputs,
            rows=tuple(rows),
            promise=True,
            notes=self.items(times.notes),
            assumptions=assumptions,
        )
