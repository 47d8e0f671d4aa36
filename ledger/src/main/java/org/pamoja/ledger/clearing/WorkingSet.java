package org.pamoja.ledger.clearing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.pamoja.ledger.account.Account;
import org.pamoja.ledger.account.Movement;
import org.pamoja.ledger.account.Posting;
import org.pamoja.ledger.store.LoadedBatch;
import org.pamoja.ledger.transfer.Decision;
import org.pamoja.ledger.transfer.LedgerView;
import org.pamoja.ledger.transfer.Transfer;
import org.pamoja.ledger.transfer.TransferKey;

/**
 * The locked rows of a batch with running balances: each command sees what the ones before it did,
 * so limits hold within a batch as well. Used by one thread.
 */
final class WorkingSet implements LedgerView {
  private final LoadedBatch loaded;
  private final Map<TransferKey, Transfer> changed = new LinkedHashMap<>();
  private final Map<Long, Account> changedAccounts = new TreeMap<>();
  private final Map<String, List<TransferKey>> conversions = new HashMap<>();
  private final List<Posting> postings = new ArrayList<>();

  WorkingSet(LoadedBatch loaded) {
    this.loaded = loaded;
    for (Transfer transfer : loaded.transfers().values()) {
      link(transfer);
    }
  }

  @Override
  public Optional<Transfer> transfer(TransferKey key) {
    Transfer row = changed.get(key);
    return Optional.ofNullable(row != null ? row : loaded.transfers().get(key));
  }

  @Override
  public List<Transfer> conversionsOf(String determining) {
    List<TransferKey> keys = conversions.get(determining);
    if (keys == null) {
      return List.of();
    }
    return keys.stream().sorted().map(key -> transfer(key).orElseThrow()).toList();
  }

  @Override
  public Optional<Account> account(long id) {
    Account account = changedAccounts.get(id);
    return Optional.ofNullable(account != null ? account : loaded.accounts().get(id));
  }

  /** Makes a decision take effect for the commands that follow. */
  void apply(Decision decision) {
    Balance.check(this, decision);
    for (Transfer row : decision.rows()) {
      if (transfer(row.key()).isEmpty()) {
        link(row);
      }
      changed.put(row.key(), row);
    }
    for (Account account : decision.settings()) {
      changedAccounts.put(account.id(), account);
    }
    for (Movement movement : decision.movements()) {
      Account before = account(movement.account()).orElseThrow();
      changedAccounts.put(before.id(), before.after(movement));
    }
    postings.addAll(decision.postings());
  }

  /** Rows put by decisions, in the order in which they were first put. */
  Iterable<Transfer> changedTransfers() {
    return changed.values();
  }

  /** Accounts put by decisions, in id order. */
  List<Account> changedAccounts() {
    return new ArrayList<>(changedAccounts.values());
  }

  List<Posting> postings() {
    return postings;
  }

  private void link(Transfer row) {
    if (row.determining().isPresent()) {
      conversions.computeIfAbsent(row.determining().get(), it -> new ArrayList<>(2)).add(row.key());
    }
  }
}
