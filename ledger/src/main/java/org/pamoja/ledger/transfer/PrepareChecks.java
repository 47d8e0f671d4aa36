package org.pamoja.ledger.transfer;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.pamoja.ledger.account.Account;
import org.pamoja.ledger.command.Money;
import org.pamoja.ledger.command.Party;

/**
 * The single checks of transfers §3.1, each giving the reason for which it fails. Numbers are those
 * of that table.
 */
final class PrepareChecks {
  private static final int SCALE = 4;
  private static final int PRECISION = 18;
  private static final DateTimeFormatter ISO_MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private PrepareChecks() {}

  /** Check 4. */
  static Optional<Failure> source(String source, String payer) {
    return source.equals(payer)
        ? Optional.empty()
        : fail("FSPIOP-Source header should match Payer");
  }

  /** Checks 5 and 6; what is negative is refused as well, which no schema lets through. */
  static Optional<Failure> amount(Money amount) {
    String text = amount.text();
    int point = text.indexOf('.');
    if (point >= 0 && text.length() - point - 1 > SCALE) {
      return fail("Amount " + text + " exceeds allowed scale of " + SCALE);
    }
    int digits = point < 0 ? text.length() : text.length() - 1;
    if (digits > PRECISION) {
      return fail("Amount " + text + " exceeds allowed precision of " + PRECISION);
    }
    return amount.units().orElse(0) >= 0
        ? Optional.empty()
        : fail("Amount " + text + " is negative");
  }

  /**
   * Checks 7 and 8; a loaded account knows better than the registry whether its participant is
   * active.
   */
  static Optional<Failure> participant(Party party, Optional<Account> account) {
    if (!party.exists()) {
      return fail("Participant " + party.name() + " not found");
    }
    boolean active = account.isPresent() ? account.get().participantActive() : party.active();
    return active ? Optional.empty() : fail("Participant " + party.name() + " is inactive");
  }

  /** Check 9. */
  static Optional<Failure> condition(String condition) {
    if (condition.isEmpty()) {
      return fail("Condition is required for a conditional transfer");
    }
    return Condition.isWellFormed(condition)
        ? Optional.empty()
        : fail("Condition validation failed");
  }

  /** Check 10: the sender's fault only if it was so when the message came. */
  static Optional<Failure> expiration(Instant expiration, Moment moment) {
    return expiration.isBefore(moment.arrived())
        ? fail("Expiration date " + ISO_MILLIS.format(expiration) + " is already in the past")
        : Optional.empty();
  }

  /** Whether what was in time when it came has expired while it waited (transfers §6). */
  static Optional<Failure> inTime(Instant expiration, Moment moment) {
    return expiration.isBefore(moment.now()) ? Optional.of(Wording.EXPIRED) : Optional.empty();
  }

  /** Check 11; the misspelt word is the reference's. */
  static Optional<Failure> different(String payer, String payee, boolean onUsAllowed) {
    return onUsAllowed || !payer.equalsIgnoreCase(payee)
        ? Optional.empty()
        : fail(
            "Payer FSP and Payee FSP should be different,"
                + " unless on-us tranfers are allowed by the Scheme");
  }

  /** Check 12. An account of another currency is no account of this one. */
  static Optional<Failure> account(String name, String currency, Optional<Account> account) {
    if (account.isEmpty() || !account.get().currency().equals(currency)) {
      return fail("Participant " + name + " " + currency + " account not found");
    }
    return account.get().active() && account.get().initialised()
        ? Optional.empty()
        : fail("Participant " + name + " " + currency + " account is inactive");
  }

  static Optional<Failure> fail(String detail) {
    return Optional.of(Failure.validation(detail));
  }
}
