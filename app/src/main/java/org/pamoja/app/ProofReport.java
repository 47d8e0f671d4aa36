package org.pamoja.app;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.pamoja.hub.books.WholeProof;
import org.pamoja.ledger.postgres.BooksProof;

/** A proof of the books for people. */
final class ProofReport {
  private static final int SCALE = 4;
  private static final String LINE = "%-8s %28s %28s %28s";

  private ProofReport() {}

  /** The report, line by line. */
  static List<String> of(WholeProof proof) {
    List<String> lines = new ArrayList<>();
    lines.add(LINE.formatted("", "debits", "credits", "reserved"));
    for (BooksProof.Total total : proof.totals()) {
      lines.add(
          LINE.formatted(
              total.currency(),
              amount(total.debits()),
              amount(total.credits()),
              amount(total.pending())));
    }
    lines.add("");
    lines.add("Accounts, transfers and postings: " + verdict(proof.books()));
    lines.add("Settlement windows: " + verdict(proof.windows()));
    lines.add(
        proof
            .history()
            .map(
                history ->
                    "History, %,d events in %,d batches, and audit log: %s"
                        .formatted(
                            history.events(), history.batches(), verdict(history.discrepancies())))
            .orElse("History: not looked at"));
    lines.add("");
    proof.discrepancies().forEach(text -> lines.add("  " + text));
    lines.add(proof.isSound() ? "The books are sound." : "The books are NOT sound.");
    return lines;
  }

  private static String verdict(List<String> discrepancies) {
    return discrepancies.isEmpty() ? "sound" : discrepancies.size() + " discrepancies";
  }

  private static String amount(BigInteger units) {
    DecimalFormat format =
        new DecimalFormat("#,##0.00##", DecimalFormatSymbols.getInstance(Locale.ROOT));
    return format.format(new BigDecimal(units, SCALE));
  }
}
