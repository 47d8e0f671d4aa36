package org.pamoja.ledger.postgres;

import java.util.function.IntFunction;

/** The column types that travel in arrays, each with the Java array that carries it. */
enum SqlType {
  BIGINT("int8", Long[]::new),
  INTEGER("int4", Integer[]::new),
  SMALLINT("int2", Short[]::new),
  BOOLEAN("bool", Boolean[]::new),
  TEXT("text", String[]::new),
  /** Carried as text, which is exact for any number. */
  NUMERIC("numeric", String[]::new),
  /** Carried as text, which knows {@code infinity}. */
  TIMESTAMP("timestamptz", String[]::new),
  BYTES("bytea", byte[][]::new);

  private final String sqlName;
  private final IntFunction<Object[]> newArray;

  SqlType(String sqlName, IntFunction<Object[]> newArray) {
    this.sqlName = sqlName;
    this.newArray = newArray;
  }

  String sqlName() {
    return sqlName;
  }

  Object[] newArray(int size) {
    return newArray.apply(size);
  }
}
