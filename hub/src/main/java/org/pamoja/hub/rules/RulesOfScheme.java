package org.pamoja.hub.rules;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.hub.audit.AuditLog;
import org.pamoja.hub.edge.AdminResource;
import org.pamoja.hub.participants.ParticipantDirectory;
import org.pamoja.hub.security.AddressPolicy;
import org.pamoja.ledger.event.Event;
import org.pamoja.ledger.postgres.EventReader;
import org.pamoja.ledger.postgres.LedgerQueries;

/**
 * The scheme's rules of one node: they judge payments, learn of what the ledger does, and are
 * administered. Threads may share it.
 */
public final class RulesOfScheme implements AutoCloseable {
  private final UsageFeed feed;
  private final PaymentRules payments;

  /**
   * Rules that judge already; {@link #start} begins to count.
   *
   * @param rules the rules in force
   * @param transport HTTP to screeners
   * @param ledger reads transfers
   * @param history reads events
   */
  public RulesOfScheme(
      Jdbi jdbi,
      CachedRules rules,
      ScreeningTransport transport,
      LedgerQueries ledger,
      EventReader history,
      MeterRegistry meters,
      InstantSource clock) {
    UsageBook book = new UsageBook();
    RuleMeters counted = new RuleMeters(meters);
    this.feed =
        new UsageFeed(
            rules,
            book,
            new UsageStore(jdbi),
            new CountedTransfers(ledger, history),
            history,
            clock);
    this.payments =
        new SchemeRules(rules, book, new Screener(transport, counted, clock), counted, clock);
  }

  /** Begins to count, and to look for changes that other nodes made to the rules; blocks. */
  public void start() {
    feed.start();
  }

  /** What judges payments. */
  public PaymentRules payments() {
    return payments;
  }

  /** Learns what a batch has reserved and given back; returns at once. */
  public void onCommitted(List<Event> events) {
    feed.onCommitted(events);
  }

  /**
   * The operators' side.
   *
   * @param participants names that rules may use
   * @param addresses where screeners may be
   */
  public static List<AdminResource> resources(
      Jdbi jdbi,
      CachedRules rules,
      ParticipantDirectory participants,
      AddressPolicy addresses,
      AuditLog audit,
      InstantSource clock) {
    RuleReader reader =
        new RuleReader(
            name -> participants.findBlocking(name).isPresent(), url -> fault(addresses, url));
    return List.of(
        new RulesResource(jdbi, rules, reader, audit),
        new BlockedPartiesResource(jdbi, rules, audit, clock));
  }

  private static Optional<String> fault(AddressPolicy addresses, String url) {
    return addresses.refusal(url).map(reason -> "cannot be called: " + reason);
  }

  /** Counts what is left; to be called once clearing takes nothing more. */
  @Override
  public void close() {
    feed.close();
  }
}
