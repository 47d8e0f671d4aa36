package org.pamoja.hub.settlement.bank;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The finalisation file as a sheet: B1 the settlement's id; from line 7 until column A is empty one
 * row an account: A {@code <participantId> <accountId> <name>}, B the bank's name for the
 * participant, C its balance, D the transfer, E the currency.
 */
final class BankSheet {
  /** Heading lines before the rows. */
  static final int HEADING_LINES = 6;

  private static final int IDENTIFIERS = 0;
  private static final int BALANCE = 2;
  private static final int TRANSFER = 3;
  private static final int CURRENCY = 4;
  private static final Pattern NAMES =
      Pattern.compile("(\\d{1,18})\\s+(\\d{1,18})\\s+([a-zA-Z0-9]\\S{0,127})");
  private static final Pattern ID = Pattern.compile("\\d{1,18}");

  private BankSheet() {}

  /** The file in the sheet. Never fails: what cannot be understood is a finding. */
  static BankFile read(List<List<String>> lines) {
    List<Finding> faults = new ArrayList<>();
    List<BankFile.Row> rows = new ArrayList<>();
    for (int i = HEADING_LINES; i < lines.size() && !cell(lines, i, IDENTIFIERS).isEmpty(); i++) {
      row(lines, i, faults).ifPresent(rows::add);
    }
    return new BankFile(settlementId(lines, faults), rows, faults);
  }

  private static OptionalLong settlementId(List<List<String>> lines, List<Finding> faults) {
    String id = cell(lines, 0, 1);
    if (ID.matcher(id).matches()) {
      return OptionalLong.of(Long.parseLong(id));
    }
    faults.add(Finding.ofLine(1, "cell B1 holds no settlement id"));
    return OptionalLong.empty();
  }

  private static Optional<BankFile.Row> row(
      List<List<String>> lines, int index, List<Finding> faults) {
    int line = index + 1;
    Matcher names = NAMES.matcher(cell(lines, index, IDENTIFIERS));
    Optional<BigDecimal> transfer = BankAmounts.parse(cell(lines, index, TRANSFER));
    String written = cell(lines, index, BALANCE);
    Optional<BigDecimal> balance = BankAmounts.parse(written);
    String currency = cell(lines, index, CURRENCY);
    int before = faults.size();
    if (!names.matches()) {
      faults.add(Finding.ofLine(line, "column A must hold participant id, account id and name"));
    }
    if (balance.isEmpty() && !written.isEmpty()) {
      faults.add(Finding.ofLine(line, "column C holds no amount"));
    }
    if (transfer.isEmpty()) {
      faults.add(Finding.ofLine(line, "column D holds no amount"));
    }
    if (currency.isEmpty()) {
      faults.add(Finding.ofLine(line, "column E holds no currency"));
    }
    if (faults.size() > before) {
      return Optional.empty();
    }
    return Optional.of(
        new BankFile.Row(
            line,
            Long.parseLong(names.group(1)),
            Long.parseLong(names.group(2)),
            names.group(3),
            balance,
            transfer.orElseThrow(),
            currency));
  }

  private static String cell(List<List<String>> lines, int line, int column) {
    return line < lines.size() && column < lines.get(line).size()
        ? lines.get(line).get(column)
        : "";
  }
}
