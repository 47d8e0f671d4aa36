package org.pamoja.testkit.e2e;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What accounts, windows and settlements have to be, reckoned in whole units and as simply as can
 * be (settlement §2 to §5). It knows nothing of how the hub does it. For one thread.
 */
final class SettlementReckoning {
  private static final List<String> STEPS =
      List.of(
          "PENDING_SETTLEMENT",
          "PS_TRANSFERS_RECORDED",
          "PS_TRANSFERS_RESERVED",
          "PS_TRANSFERS_COMMITTED",
          "SETTLED");
  private static final String PENDING = STEPS.get(0);
  private static final String RESERVED = STEPS.get(2);
  private static final String COMMITTED = STEPS.get(3);
  private static final String SETTLED = STEPS.get(4);
  private static final String ABORTED = "ABORTED";

  /** Whose money in which currency. */
  record Account(String owner, String currency) implements Comparable<Account> {
    @Override
    public int compareTo(Account other) {
      return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
      return owner + " " + currency;
    }
  }

  /** What a window leaves to settle in one currency. */
  static final class Content {
    final Map<String, Long> owed = new TreeMap<>();
    final Set<String> unsettled = new TreeSet<>();
    String state = "CLOSED";
  }

  /** A window. */
  static final class Window {
    final Map<String, Content> contents = new TreeMap<>();
    String state = "OPEN";
    boolean used;
  }

  /** A settlement. */
  static final class Settlement {
    final String currency;
    final Set<Long> windows;
    final Map<String, Long> owed = new TreeMap<>();
    final Map<String, String> states = new TreeMap<>();
    String state = PENDING;

    Settlement(String currency, Collection<Long> windows) {
      this.currency = currency;
      this.windows = new LinkedHashSet<>(windows);
    }

    boolean isOver() {
      return state.equals(SETTLED) || state.equals(ABORTED);
    }
  }

  final Map<Account, Long> positions = new TreeMap<>();
  final Map<Account, Long> funds = new TreeMap<>();
  final Map<Account, Long> caps = new TreeMap<>();
  final Map<String, Long> hubAccounts = new TreeMap<>();
  final Map<Long, Window> windows = new TreeMap<>();
  final Map<Long, Settlement> settlements = new TreeMap<>();
  private final Set<String> gross;
  private final Set<String> raising;

  /**
   * @param gross currencies that are settled at once
   * @param raising currencies whose model gives way to the cap
   */
  SettlementReckoning(Set<String> gross, Set<String> raising) {
    this.gross = gross;
    this.raising = raising;
  }

  void open(Account account, long cap, long funded) {
    positions.put(account, 0L);
    caps.put(account, cap);
    funds.put(account, funded);
    hubAccounts.putIfAbsent(account.currency(), 0L);
  }

  boolean mayReserve(Account payer, long amount) {
    return positions.get(payer) + amount <= caps.get(payer);
  }

  void reserve(Account payer, long amount) {
    positions.merge(payer, amount, Long::sum);
  }

  void release(Account payer, long amount) {
    positions.merge(payer, -amount, Long::sum);
  }

  /** What was reserved is paid, in a window. */
  void commit(Account payer, Account payee, long amount, long window) {
    String currency = payer.currency();
    windows.get(window).used = true;
    if (gross.contains(currency)) {
      positions.merge(payer, -amount, Long::sum);
      funds.merge(payer, -amount, Long::sum);
      funds.merge(payee, amount, Long::sum);
      return;
    }
    positions.merge(payee, -amount, Long::sum);
    Content content = windows.get(window).contents.computeIfAbsent(currency, _ -> new Content());
    content.owed.merge(payer.owner(), amount, Long::sum);
    content.owed.merge(payee.owner(), -amount, Long::sum);
    content.unsettled.addAll(content.owed.keySet());
  }

  void close(long window, long next) {
    windows.get(window).state = "CLOSED";
    windows.put(next, new Window());
  }

  long openWindow() {
    return windows.entrySet().stream()
        .filter(it -> it.getValue().state.equals("OPEN"))
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  /** The windows of those named that hold nothing for a settlement in this currency. */
  List<Long> inapplicable(String currency, Collection<Long> wanted) {
    List<Long> none = new ArrayList<>();
    for (long id : wanted) {
      Content content = windows.get(id).contents.get(currency);
      boolean isThere =
          !windows.get(id).state.equals("OPEN")
              && content != null
              && (content.state.equals("CLOSED") || content.state.equals(ABORTED));
      if (!isThere) {
        none.add(id);
      }
    }
    return none;
  }

  void create(long id, String currency, Collection<Long> taken) {
    Settlement settlement = new Settlement(currency, taken);
    for (long window : taken) {
      windows.get(window).state = PENDING;
      Content content = windows.get(window).contents.get(currency);
      content.state = PENDING;
      content.owed.forEach((owner, owed) -> settlement.owed.merge(owner, owed, Long::sum));
    }
    settlement.owed.keySet().forEach(owner -> settlement.states.put(owner, PENDING));
    settlements.put(id, settlement);
  }

  /** The owners of those named whose accounts may be moved to a state. */
  Set<String> movable(long id, Collection<String> owners, String target) {
    Settlement settlement = settlements.get(id);
    Set<String> movable = new TreeSet<>();
    for (String owner : owners) {
      boolean stays = settlement.states.get(owner).equals(target);
      if (stays || next(settlement.state).filter(target::equals).isPresent()) {
        movable.add(owner);
      }
    }
    return movable;
  }

  private static Optional<String> next(String state) {
    if (state.equals("SETTLING")) {
      return Optional.of(SETTLED);
    }
    int step = STEPS.indexOf(state);
    return step < 0 || step == STEPS.size() - 1
        ? Optional.empty()
        : Optional.of(STEPS.get(step + 1));
  }

  void move(long id, Collection<String> owners, String target) {
    Settlement settlement = settlements.get(id);
    for (String owner : owners) {
      if (!settlement.states.put(owner, target).equals(target)) {
        post(settlement, owner, target);
      }
    }
    Optional<String> next = next(settlement.state);
    if (next.isPresent() && all(settlement, next.get())) {
      settlement.state = next.get();
    } else if (next.filter(SETTLED::equals).isPresent()
        && settlement.states.containsValue(SETTLED)) {
      settlement.state = "SETTLING";
    }
    if (target.equals(SETTLED)) {
      settleContents(settlement, owners);
    }
  }

  private static boolean all(Settlement settlement, String state) {
    return settlement.states.values().stream().allMatch(state::equals);
  }

  private void post(Settlement settlement, String owner, String target) {
    Account account = new Account(owner, settlement.currency);
    long owed = settlement.owed.get(owner);
    boolean charged = target.equals(RESERVED) && owed < 0;
    if (charged || target.equals(COMMITTED) && owed > 0) {
      long value = positions.get(account) - owed;
      if (charged && raising.contains(settlement.currency) && value > caps.get(account)) {
        caps.merge(account, -owed, Long::sum);
      }
      positions.put(account, value);
      hubAccounts.merge(settlement.currency, owed, Long::sum);
    }
  }

  private void settleContents(Settlement settlement, Collection<String> owners) {
    for (long id : settlement.windows) {
      Window window = windows.get(id);
      Content content = window.contents.get(settlement.currency);
      content.unsettled.removeAll(owners);
      if (content.state.equals(PENDING) && content.unsettled.isEmpty()) {
        content.state = SETTLED;
        if (window.contents.values().stream().allMatch(it -> it.state.equals(SETTLED))) {
          window.state = SETTLED;
        }
      }
    }
  }

  boolean mayAbort(long id) {
    Settlement settlement = settlements.get(id);
    return settlement.state.equals(ABORTED)
        || List.of(STEPS.get(0), STEPS.get(1), RESERVED).contains(settlement.state)
            && !settlement.states.containsValue(COMMITTED);
  }

  void abort(long id) {
    Settlement settlement = settlements.get(id);
    if (settlement.state.equals(ABORTED)) {
      return;
    }
    settlement.owed.forEach(
        (owner, owed) -> {
          if (settlement.states.put(owner, ABORTED).equals(RESERVED) && owed < 0) {
            positions.merge(new Account(owner, settlement.currency), owed, Long::sum);
            hubAccounts.merge(settlement.currency, -owed, Long::sum);
          }
        });
    settlement.state = ABORTED;
    for (long number : settlement.windows) {
      Window window = windows.get(number);
      window.contents.get(settlement.currency).state = ABORTED;
      if (window.contents.values().stream().noneMatch(it -> it.state.equals(PENDING))) {
        window.state = ABORTED;
      }
    }
  }

  /** The bank has moved what each owed: funds follow, and all is settled. */
  void finalise(long id) {
    Settlement settlement = settlements.get(id);
    settlement.owed.forEach(
        (owner, owed) -> {
          if (STEPS.indexOf(settlement.states.get(owner)) < STEPS.indexOf(COMMITTED)) {
            funds.merge(new Account(owner, settlement.currency), -owed, Long::sum);
          }
        });
    for (String step : STEPS.subList(1, STEPS.size())) {
      Set<String> behind = new TreeSet<>();
      settlement.states.forEach(
          (owner, state) -> {
            if (STEPS.indexOf(state) < STEPS.indexOf(step)) {
              behind.add(owner);
            }
          });
      if (!behind.isEmpty()) {
        move(id, behind, step);
      }
    }
  }

  /** Everything as lines of text, as the test reads the same from the database. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    positions.forEach((account, value) -> lines.add(account + " POSITION " + value));
    caps.forEach((account, value) -> lines.add(account + " cap " + value));
    funds.forEach((account, value) -> lines.add(account + " SETTLEMENT " + -value));
    hubAccounts.forEach((currency, value) -> lines.add("Hub " + currency + " " + value));
    windows.forEach(
        (id, window) -> {
          lines.add("window " + id + " " + window.state);
          if (!window.state.equals("OPEN")) {
            window.contents.forEach(
                (currency, content) ->
                    content.owed.forEach(
                        (owner, owed) ->
                            lines.add(
                                "content "
                                    + String.join(
                                        " ", "" + id, currency, content.state, owner, "" + owed))));
          }
        });
    settlements.forEach(
        (id, settlement) -> {
          lines.add("settlement " + id + " " + settlement.state);
          settlement.owed.forEach(
              (owner, owed) ->
                  lines.add(
                      "share "
                          + String.join(
                              " ", "" + id, owner, "" + owed, settlement.states.get(owner))));
        });
    return lines.stream().sorted().toList();
  }
}
