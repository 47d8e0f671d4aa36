package org.pamoja.ledger.postgres;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.pamoja.ledger.command.Command;
import org.pamoja.ledger.command.Money;
import org.pamoja.ledger.command.Party;
import org.pamoja.ledger.transfer.TransferKey;

/** Well-formed commands with conditions that their fulfilments meet. */
final class Commands {
  private Commands() {}

  static Command.Prepare prepare(
      String id,
      LedgerDatabase.Member payer,
      LedgerDatabase.Member payee,
      String currency,
      long amount) {
    return prepare(id, payer, payee, currency, amount, Instant.now().plusSeconds(3_600));
  }

  static Command.Prepare prepare(
      String id,
      LedgerDatabase.Member payer,
      LedgerDatabase.Member payee,
      String currency,
      long amount,
      Instant expiration) {
    return new Command.Prepare(
        TransferKey.transfer(id),
        payer.name(),
        party(payer),
        party(payee),
        Money.of(currency, amount),
        condition(id),
        expiration,
        Optional.empty(),
        "hash-" + id);
  }

  static Command.Fulfil fulfil(
      TransferKey key,
      LedgerDatabase.Member source,
      LedgerDatabase.Member destination,
      Command.Action action) {
    return new Command.Fulfil(
        key,
        source.name(),
        Optional.of(destination.name()),
        action,
        true,
        Optional.of(fulfilment(key.id())),
        Optional.empty(),
        Optional.empty(),
        "fulfil-" + key.id());
  }

  static Command.Fulfil commit(
      String id, LedgerDatabase.Member payer, LedgerDatabase.Member payee) {
    return fulfil(TransferKey.transfer(id), payee, payer, Command.Action.COMMIT);
  }

  static Command.Fail fail(String id, LedgerDatabase.Member payer, LedgerDatabase.Member payee) {
    return new Command.Fail(
        TransferKey.transfer(id),
        payee.name(),
        Optional.of(payer.name()),
        "5104",
        "Payee rejected",
        Optional.empty(),
        "error-" + id);
  }

  static Party party(LedgerDatabase.Member member) {
    return new Party(member.name(), true, true, member.position());
  }

  static String fulfilment(String id) {
    return base64(sha256(id.getBytes(StandardCharsets.UTF_8)));
  }

  static String condition(String id) {
    return base64(sha256(sha256(id.getBytes(StandardCharsets.UTF_8))));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
