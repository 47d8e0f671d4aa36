package org.pamoja.hub.settlement.bank;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One thing that a check of the bank's file found.
 *
 * @param code what
 * @param line line of the sheet, or place in the list; empty when it is about the whole file
 * @param accountId the account concerned, if any
 * @param text in words, with both values that differ
 */
public record Finding(FindingCode code, OptionalInt line, OptionalLong accountId, String text) {

  /** About the whole file. */
  static Finding ofFile(FindingCode code, String text) {
    return new Finding(code, OptionalInt.empty(), OptionalLong.empty(), text);
  }

  /** About a line that could not be understood. */
  static Finding ofLine(int line, String text) {
    return new Finding(
        FindingCode.MALFORMED,
        OptionalInt.of(line),
        OptionalLong.empty(),
        "line " + line + ": " + text);
  }

  /** About a row. */
  static Finding ofRow(FindingCode code, BankFile.Row row, String text) {
    return new Finding(
        code,
        OptionalInt.of(row.line()),
        OptionalLong.of(row.accountId()),
        "line " + row.line() + ": " + text);
  }

  /** About an account that has no row. */
  static Finding ofAccount(FindingCode code, long account, String text) {
    return new Finding(code, OptionalInt.empty(), OptionalLong.of(account), text);
  }

  /** Whether it blocks. */
  public boolean isError() {
    return code.severity() == FindingCode.Severity.ERROR;
  }

  /** Whether any of them blocks. */
  static boolean anyError(List<Finding> findings) {
    return findings.stream().anyMatch(Finding::isError);
  }
}
