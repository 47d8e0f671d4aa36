package org.pamoja.hub.settlement.sheets;

import java.util.ArrayList;
import java.util.List;

/**
 * A table with a heading, as it is written: facts about the whole first, then the columns' names,
 * then the rows.
 *
 * @param name name of the sheet, at most 31 characters without {@code []:*?/\}
 * @param facts what holds for all rows, in order
 * @param columns names of the columns; JSON calls them by {@link Column#key}
 * @param rows the rows, each with as many cells as there are columns
 */
public record Table(String name, List<Fact> facts, List<Column> columns, List<List<Cell>> rows) {

  /**
   * Something that holds for all rows.
   *
   * @param key its name in JSON
   * @param heading its name in sheets
   * @param value its value
   */
  public record Fact(String key, String heading, Cell value) {}

  /**
   * A column.
   *
   * @param key its name in JSON
   * @param heading its name in sheets
   */
  public record Column(String key, String heading) {}

  /** Refuses rows that do not fit the columns. */
  public Table {
    facts = List.copyOf(facts);
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    for (List<Cell> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException("a row does not have the table's columns");
      }
    }
  }

  /** All lines of the sheet: the facts, an empty line if there are any, the headings, the rows. */
  public List<List<Cell>> lines() {
    List<List<Cell>> lines = new ArrayList<>();
    facts.forEach(fact -> lines.add(List.of(Cell.of(fact.heading()), fact.value())));
    if (!facts.isEmpty()) {
      lines.add(List.of());
    }
    lines.add(columns.stream().map(column -> Cell.of(column.heading())).toList());
    lines.addAll(rows);
    return lines;
  }
}
