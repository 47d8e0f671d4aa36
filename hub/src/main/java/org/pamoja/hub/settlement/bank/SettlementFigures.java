package org.pamoja.hub.settlement.bank;

import java.math.BigInteger;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.hub.settlement.windows.ContentStore;
import org.pamoja.ledger.postgres.SettlementWindows;
import org.pamoja.ledger.postgres.WindowFlows;

/**
 * Settlements and what was paid in their windows, as files and reports show them. Works on the
 * caller's handle; threads may share it.
 */
public final class SettlementFigures {
  /** A content, by what it is about. */
  private record Taken(long window, String accountType, String currency) {}

  private final FactsReader facts = new FactsReader();
  private final ContentStore contents = new ContentStore();
  private final NettedFlows netted = new NettedFlows();
  private final WindowFlows flows;
  private final SettlementWindows windows;

  /** Reads flows and windows of the ledger. */
  public SettlementFigures(WindowFlows flows, SettlementWindows windows) {
    this.flows = flows;
    this.windows = windows;
  }

  /**
   * The settlement of that number.
   *
   * @throws FspiopException 400/3100 when there is none
   */
  public SettlementFacts require(Handle handle, long id) {
    return facts
        .find(handle, id)
        .orElseThrow(
            () ->
                new FspiopException(
                    ErrorCode.VALIDATION_ERROR, "Settlement with ID '" + id + "' not found"));
  }

  /**
   * What each two accounts of a settlement owe each other, by number of the account that owes. Only
   * the contents that the settlement took count, not all of their windows; what was settled gross
   * is taken back, and does not show.
   */
  public List<BilateralNet> pairs(Handle handle, SettlementFacts settlement) {
    Map<String, BilateralNet> pairs = new TreeMap<>();
    List<WindowFlows.Flow> taken = taken(handle, settlement);
    for (WindowFlows.Flow flow : netted.between(handle, settlement, taken)) {
      BilateralNet net = pair(settlement, flow);
      pairs.merge(
          Math.min(net.debtor(), net.creditor()) + "-" + Math.max(net.debtor(), net.creditor()),
          net,
          SettlementFigures::sum);
    }
    return pairs.values().stream()
        .filter(pair -> pair.sent() != 0 || pair.received() != 0)
        .map(SettlementFigures::turned)
        .sorted(Comparator.comparing(BilateralNet::debtor).thenComparing(BilateralNet::creditor))
        .toList();
  }

  /**
   * A participant's statement of each of its accounts in a settlement: what it sent and received,
   * by window and counterparty, and the settlement itself once it is committed. What then remains
   * is what it still owes or is owed.
   *
   * @throws FspiopException 400/3100 when there is no such settlement, or no such participant in it
   */
  List<Statement> statements(Handle handle, long id, long participant) {
    SettlementFacts settlement = require(handle, id);
    List<SettledAccount> own =
        settlement.accounts().stream()
            .filter(account -> account.participantId() == participant)
            .toList();
    if (own.isEmpty()) {
      throw new FspiopException(
          ErrorCode.VALIDATION_ERROR,
          "Participant with ID '%d' is not part of settlement '%d'".formatted(participant, id));
    }
    Map<Long, Instant> closed = closings(handle, settlement);
    List<WindowFlows.Flow> taken = taken(handle, settlement);
    return own.stream().map(account -> statement(settlement, account, taken, closed)).toList();
  }

  private static Statement statement(
      SettlementFacts settlement,
      SettledAccount account,
      List<WindowFlows.Flow> flows,
      Map<Long, Instant> closed) {
    List<Statement.Entry> entries = new ArrayList<>();
    for (WindowFlows.Flow flow : flows) {
      if (flow.debtor() == account.accountId()) {
        entries.add(entry(settlement, flow, flow.creditor(), flow.amount().negate(), closed));
      } else if (flow.creditor() == account.accountId()) {
        entries.add(entry(settlement, flow, flow.debtor(), flow.amount(), closed));
      }
    }
    if (account.isCommitted() && account.netAmount() != 0) {
      entries.add(
          new Statement.Entry(
              account.transferId().orElse(""),
              settlement.changedAt(),
              "Settlement " + settlement.id(),
              BigInteger.valueOf(account.netAmount())));
    }
    return new Statement(
        "STL-" + settlement.id() + "-" + account.accountId(),
        account.participantId(),
        account.participant(),
        account.bankIdentifier().orElse(""),
        account.accountId(),
        account.type(),
        account.currency(),
        closed.values().stream().min(Comparator.naturalOrder()).orElse(settlement.createdAt()),
        settlement.changedAt(),
        BigInteger.ZERO,
        entries,
        settlement.narration());
  }

  private static Statement.Entry entry(
      SettlementFacts settlement,
      WindowFlows.Flow flow,
      long counterparty,
      BigInteger amount,
      Map<Long, Instant> closed) {
    String other =
        settlement
            .account(counterparty)
            .map(SettledAccount::participant)
            .orElse("account " + counterparty);
    String direction = amount.signum() < 0 ? "Sent to " : "Received from ";
    String what =
        switch (flow.entry()) {
          case GROSS_SETTLEMENT -> "Settled gross in window " + flow.window();
          case INTERCHANGE_FEE, HUB_FEE ->
              "Fees, %s%s, window %d"
                  .formatted(direction.toLowerCase(Locale.ROOT), other, flow.window());
          default ->
              "%s%s, window %d, transfers %d"
                  .formatted(direction, other, flow.window(), flow.transfers());
        };
    return new Statement.Entry(
        "W" + flow.window() + "-" + flow.debtor() + "-" + flow.creditor(),
        closed.getOrDefault(flow.window(), settlement.createdAt()),
        what,
        amount);
  }

  private static BilateralNet pair(SettlementFacts settlement, WindowFlows.Flow flow) {
    return new BilateralNet(
        flow.debtor(),
        settlement.account(flow.debtor()).orElseThrow().participant(),
        flow.creditor(),
        settlement.account(flow.creditor()).orElseThrow().participant(),
        flow.currency(),
        flow.amount().longValueExact(),
        0,
        flow.transfers());
  }

  private static BilateralNet sum(BilateralNet one, BilateralNet other) {
    BilateralNet same = other.debtor() == one.debtor() ? other : other.reversed();
    return new BilateralNet(
        one.debtor(),
        one.debtorName(),
        one.creditor(),
        one.creditorName(),
        one.currency(),
        Math.addExact(one.sent(), same.sent()),
        Math.addExact(one.received(), same.received()),
        one.transfers() + same.transfers());
  }

  private static BilateralNet turned(BilateralNet pair) {
    return pair.net() < 0 ? pair.reversed() : pair;
  }

  /** The flows of the contents that the settlement took, seen from either of its accounts. */
  private List<WindowFlows.Flow> taken(Handle handle, SettlementFacts settlement) {
    Set<Taken> contents =
        this.contents.ofSettlement(handle, settlement.id()).stream()
            .map(content -> new Taken(content.window(), content.accountType(), content.currency()))
            .collect(Collectors.toUnmodifiableSet());
    try {
      return flows.flows(handle.getConnection(), settlement.windows()).stream()
          .filter(
              flow ->
                  Stream.of(flow.debtor(), flow.creditor())
                      .flatMap(account -> settlement.account(account).stream())
                      .map(account -> new Taken(flow.window(), account.type(), flow.currency()))
                      .anyMatch(contents::contains))
          .toList();
    } catch (SQLException failure) {
      throw new IllegalStateException("the flows of windows cannot be read", failure);
    }
  }

  private Map<Long, Instant> closings(Handle handle, SettlementFacts settlement) {
    Map<Long, Instant> closed = new HashMap<>();
    try {
      for (SettlementWindows.SettlementWindow window :
          windows.list(handle.getConnection(), settlement.windows())) {
        closed.put(window.id(), window.closedAt().orElse(window.changedAt()));
      }
    } catch (SQLException failure) {
      throw new IllegalStateException("windows cannot be read", failure);
    }
    return closed;
  }
}
