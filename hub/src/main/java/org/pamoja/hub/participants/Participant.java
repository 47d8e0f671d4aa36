package org.pamoja.hub.participants;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pamoja.fspiop.header.ProtocolVersion;

/**
 * A participant as the other capabilities see it: an immutable snapshot from the cache.
 *
 * @param id its number
 * @param name its name as registered
 * @param active whether it may take part
 * @param proxy whether it stands for DFSPs of another scheme
 * @param accounts its ledger accounts
 * @param endpoints callback URL templates by endpoint type, for example {@code
 *     FSPIOP_CALLBACK_URL_TRANSFER_POST}
 * @param versions by resource, for example {@code transfers}, the highest version it understands,
 *     where one is set
 */
public record Participant(
    int id,
    String name,
    boolean active,
    boolean proxy,
    List<AccountReference> accounts,
    Map<String, String> endpoints,
    Map<String, ProtocolVersion> versions) {

  /** A participant for which no version is set. */
  public Participant(
      int id,
      String name,
      boolean active,
      boolean proxy,
      List<AccountReference> accounts,
      Map<String, String> endpoints) {
    this(id, name, active, proxy, accounts, endpoints, Map.of());
  }

  /**
   * One of its accounts.
   *
   * @param id account number in the ledger
   * @param currency currency code
   * @param type ledger account type
   * @param active as of the snapshot; money decisions read the locked row instead
   */
  public record AccountReference(long id, String currency, String type, boolean active) {}

  /** Its account of a type in a currency. */
  public Optional<AccountReference> account(String currency, String type) {
    for (AccountReference account : accounts) {
      if (account.currency().equals(currency) && account.type().equals(type)) {
        return Optional.of(account);
      }
    }
    return Optional.empty();
  }

  /** The highest version of a resource that it understands; empty where none is set. */
  public Optional<ProtocolVersion> highestVersion(String resource) {
    return Optional.ofNullable(versions.get(resource));
  }

  /** Its callback URL template of a type. */
  public Optional<String> endpoint(String type) {
    return Optional.ofNullable(endpoints.get(type));
  }
}
