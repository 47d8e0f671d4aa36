package org.pamoja.ledger.postgres;

import java.math.BigInteger;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One column of a table, with the way to its value in a row of type {@code T}. Many rows travel as
 * one array per column, so that a statement is planned and executed once whatever the size of the
 * batch.
 *
 * @param name column name
 * @param type how it travels
 * @param value its value in a row, of the type's Java class; null for NULL
 */
record Column<T>(String name, SqlType type, Function<T, Object> value) {

  static <T> Column<T> bigint(String name, Function<T, Long> value) {
    return new Column<>(name, SqlType.BIGINT, value::apply);
  }

  static <T> Column<T> integer(String name, Function<T, Integer> value) {
    return new Column<>(name, SqlType.INTEGER, value::apply);
  }

  static <T> Column<T> smallint(String name, Function<T, Short> value) {
    return new Column<>(name, SqlType.SMALLINT, value::apply);
  }

  static <T> Column<T> bool(String name, Function<T, Boolean> value) {
    return new Column<>(name, SqlType.BOOLEAN, value::apply);
  }

  static <T> Column<T> text(String name, Function<T, String> value) {
    return new Column<>(name, SqlType.TEXT, value::apply);
  }

  static <T> Column<T> optionalText(String name, Function<T, Optional<String>> value) {
    return new Column<>(name, SqlType.TEXT, row -> value.apply(row).orElse(null));
  }

  static <T> Column<T> numeric(String name, Function<T, Optional<BigInteger>> value) {
    return new Column<>(
        name, SqlType.NUMERIC, row -> value.apply(row).map(BigInteger::toString).orElse(null));
  }

  static <T> Column<T> time(String name, Function<T, Optional<Instant>> value) {
    return new Column<>(
        name, SqlType.TIMESTAMP, row -> value.apply(row).map(Times::text).orElse(null));
  }

  static <T> Column<T> bytes(String name, Function<T, byte[]> value) {
    return new Column<>(name, SqlType.BYTES, value::apply);
  }

  /** This column's values of all rows. */
  Array array(Connection connection, Collection<T> rows) throws SQLException {
    Object[] values = type.newArray(rows.size());
    int index = 0;
    for (T row : rows) {
      values[index++] = value.apply(row);
    }
    return connection.createArrayOf(type.sqlName(), values);
  }

  /** One array for each column. */
  static <T> Object[] arrays(Connection connection, List<Column<T>> columns, Collection<T> rows)
      throws SQLException {
    List<Object> arrays = new ArrayList<>(columns.size());
    for (Column<T> column : columns) {
      arrays.add(column.array(connection, rows));
    }
    return arrays.toArray();
  }

  /** The columns' names, for a column list. */
  static <T> String names(List<Column<T>> columns) {
    return columns.stream().map(Column::name).collect(Collectors.joining(", "));
  }

  /** {@code unnest} over one array parameter for each column. */
  static <T> String unnest(List<Column<T>> columns) {
    return columns.stream()
        .map(column -> "?::" + column.type.sqlName() + "[]")
        .collect(Collectors.joining(", ", "unnest(", ")"));
  }

  /** An insert of any number of rows. */
  static <T> String insert(String table, List<Column<T>> columns) {
    return "insert into " + table + " (" + names(columns) + ") select * from " + unnest(columns);
  }
}
