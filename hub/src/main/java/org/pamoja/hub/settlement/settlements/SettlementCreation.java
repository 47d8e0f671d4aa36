package org.pamoja.hub.settlement.settlements;

import java.math.BigInteger;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.hub.security.Principal;
import org.pamoja.hub.settlement.ModelSelection;
import org.pamoja.hub.settlement.SettlementModel;
import org.pamoja.hub.settlement.SettlementStore;
import org.pamoja.hub.settlement.Transactions;
import org.pamoja.hub.settlement.windows.Content;
import org.pamoja.hub.settlement.windows.ContentState;
import org.pamoja.hub.settlement.windows.ContentStore;
import org.pamoja.hub.settlement.windows.ContentTotal;
import org.pamoja.ledger.postgres.SettlementWindows;
import org.pamoja.ledger.postgres.SettlementWindows.SettlementWindow;
import org.pamoja.ledger.postgres.WindowState;

/**
 * Makes settlements (settlement §3.1). One transaction each, with the windows locked, so that no
 * two settlements take one content. Threads may share it; each call blocks.
 */
final class SettlementCreation {
  /**
   * A settlement that was made.
   *
   * @param id its number
   * @param order what was taken
   */
  record Made(long id, SettlementOrder order) {}

  private final Jdbi jdbi;
  private final SettlementWindows windows;
  private final Supplier<String> ids;
  private final InstantSource clock;
  private final SettlementStore models = new SettlementStore();
  private final ContentStore contents = new ContentStore();
  private final SettlementRows rows = new SettlementRows();

  SettlementCreation(
      Jdbi jdbi, SettlementWindows windows, Supplier<String> ids, InstantSource clock) {
    this.jdbi = jdbi;
    this.windows = windows;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Makes the settlement.
   *
   * @return its number
   * @throws FspiopException 400/3100 as settlement §3.1 lists
   */
  long create(SettlementOrder order) {
    return Transactions.run(
        jdbi,
        handle -> {
          SettlementModel model = requireModel(handle, order.model());
          return create(handle, order, model, requireContents(handle, order.windows(), model));
        });
  }

  /**
   * A settlement of all closed windows in which a model has something to settle that no settlement
   * took yet; empty when there are none. What somebody else takes at the same time is left to them.
   *
   * @return what was made
   * @throws FspiopException 400/3100 when it is no model that settlements can be made by
   */
  Optional<Made> createOfUntaken(String modelName, String reason, Principal by) {
    return Transactions.run(
        jdbi,
        handle -> {
          SettlementModel model = requireModel(handle, modelName);
          Map<Long, List<Content>> free = free(handle, windowsFor(handle, model), model);
          if (free.isEmpty()) {
            return Optional.empty();
          }
          SettlementOrder order =
              new SettlementOrder(modelName, reason, free.keySet().stream().sorted().toList(), by);
          List<Content> taken = free.values().stream().flatMap(List::stream).toList();
          return Optional.of(new Made(create(handle, order, model, taken), order));
        });
  }

  private List<Long> windowsFor(Handle handle, SettlementModel model) {
    ModelSelection selection = new ModelSelection(models.activeModels(handle));
    return contents.untaken(handle).stream()
        .filter(content -> isSettledBy(content, model, selection))
        .map(Content::window)
        .distinct()
        .toList();
  }

  private long create(
      Handle handle, SettlementOrder order, SettlementModel model, List<Content> taken)
      throws SQLException {
    Instant at = clock.instant();
    long id = rows.insert(handle, model.id(), order.reason(), at, order.by());
    List<SettlementAccount> accounts = accounts(handle, taken, order.reason(), at);
    List<Long> contentIds = taken.stream().map(Content::id).toList();
    rows.link(handle, id, order.windows(), contentIds);
    rows.addAccounts(handle, id, accounts);
    String pending = SettlementState.PENDING_SETTLEMENT.name();
    contents.move(handle, id, contentIds, ContentState.PENDING_SETTLEMENT, order.reason(), at);
    for (long window : order.windows()) {
      windows.setState(
          handle.getConnection(),
          window,
          WindowState.PENDING_SETTLEMENT,
          Optional.of(order.reason()));
    }
    SettlementHistory history = new SettlementHistory(handle, id, at, order.by());
    history.settlement(SettlementState.PENDING_SETTLEMENT, order.reason());
    history.windows(order.windows(), pending, order.reason());
    history.contents(contentIds, pending, order.reason());
    history.accounts(accounts);
    return id;
  }

  private SettlementModel requireModel(Handle handle, String name) {
    SettlementModel model =
        models
            .model(handle, name)
            .filter(SettlementModel::active)
            .orElseThrow(() -> invalid("Settlement model not found: " + name));
    if (model.terms().granularity().equals("GROSS") || model.terms().delay().equals("IMMEDIATE")) {
      throw invalid("Settlement can not be created for GROSS or IMMEDIATE models");
    }
    return model;
  }

  /** What there is to settle in the windows, which are locked; every one has to have something. */
  private List<Content> requireContents(Handle handle, List<Long> wanted, SettlementModel model)
      throws SQLException {
    Map<Long, List<Content>> free = free(handle, wanted, model);
    List<Long> inapplicable = wanted.stream().filter(window -> !free.containsKey(window)).toList();
    if (!inapplicable.isEmpty()) {
      throw invalid(
          "Inapplicable windows "
              + inapplicable.stream().map(String::valueOf).collect(Collectors.joining(", ")));
    }
    return free.values().stream().flatMap(List::stream).toList();
  }

  /** Locks those of the windows that may be settled, and returns what is free in each. */
  private Map<Long, List<Content>> free(Handle handle, List<Long> wanted, SettlementModel model)
      throws SQLException {
    ModelSelection selection = new ModelSelection(models.activeModels(handle));
    // The open window is looked at first and left alone: its lock would keep transfers waiting.
    List<Long> closed = usable(windows.list(handle.getConnection(), wanted));
    List<Long> usable = usable(windows.lock(handle.getConnection(), closed));
    return contents.ofWindows(handle, usable).stream()
        .filter(Content::isFree)
        .filter(content -> isSettledBy(content, model, selection))
        .collect(Collectors.groupingBy(Content::window));
  }

  private static List<Long> usable(List<SettlementWindow> windows) {
    return windows.stream()
        .filter(window -> isUsable(window.state()))
        .map(SettlementWindow::id)
        .toList();
  }

  private static boolean isUsable(WindowState state) {
    return switch (state) {
      case CLOSED, ABORTED, PENDING_SETTLEMENT -> true;
      case OPEN, PROCESSING, SETTLED, FAILED -> false;
    };
  }

  private static boolean isSettledBy(
      Content content, SettlementModel model, ModelSelection selection) {
    return selection.settles(model, content.currency(), content.accountType());
  }

  private List<SettlementAccount> accounts(
      Handle handle, List<Content> taken, String reason, Instant at) {
    Map<Long, String> currencies = new HashMap<>();
    taken.forEach(content -> currencies.put(content.id(), content.currency()));
    Map<Long, List<ContentTotal>> byAccount =
        contents.totals(handle, currencies.keySet()).stream()
            .collect(
                Collectors.groupingBy(ContentTotal::account, TreeMap::new, Collectors.toList()));
    List<SettlementAccount> accounts = new ArrayList<>();
    for (List<ContentTotal> totals : byAccount.values()) {
      ContentTotal first = totals.getFirst();
      accounts.add(
          new SettlementAccount(
              first.account(),
              first.participant(),
              currencies.get(first.content()),
              net(totals),
              ids.get(),
              SettlementState.PENDING_SETTLEMENT,
              reason,
              Optional.empty(),
              at,
              at));
    }
    return accounts;
  }

  private static long net(List<ContentTotal> totals) {
    BigInteger net =
        totals.stream().map(ContentTotal::amount).reduce(BigInteger.ZERO, BigInteger::add);
    // The ledger moves one amount at a time, and its amounts have an opposite.
    if (net.abs().bitLength() >= Long.SIZE) {
      throw invalid(
          "The net amount of account "
              + totals.getFirst().account()
              + " is too large for one settlement");
    }
    return net.longValueExact();
  }

  private static FspiopException invalid(String detail) {
    return new FspiopException(ErrorCode.VALIDATION_ERROR, detail);
  }
}
