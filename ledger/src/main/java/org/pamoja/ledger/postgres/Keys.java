package org.pamoja.ledger.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.pamoja.ledger.store.BatchRequest;
import org.pamoja.ledger.transfer.Transfer;
import org.pamoja.ledger.transfer.TransferKey;

/**
 * The keys a batch is about, sorted out. All lists are in key order.
 *
 * @param all every transfer and conversion asked for
 * @param touched those among them that are not claimed
 * @param transferIds ids among them that are transfers', and those of the settlement groups asked
 *     for
 * @param conversionIds ids among them that are conversions'
 * @param probes determining transfers that the batch itself does not claim
 * @param firstClaimedSequence events of this stream from here on are this batch's: a row prepared
 *     by one of them is a fresh claim. {@link Long#MAX_VALUE} without claims
 */
record Keys(
    List<TransferKey> all,
    List<TransferKey> touched,
    List<String> transferIds,
    List<String> conversionIds,
    List<String> probes,
    long firstClaimedSequence) {

  static Keys of(BatchRequest request) {
    TreeSet<TransferKey> all = new TreeSet<>(request.touched());
    TreeSet<String> probes = new TreeSet<>(request.groups());
    long first = Long.MAX_VALUE;
    for (Transfer claim : request.claims()) {
      all.add(claim.key());
      first = Math.min(first, claim.prepared().sequence());
      if (!claim.key().conversion()) {
        probes.remove(claim.key().id());
      }
    }
    TreeSet<String> transferIds = new TreeSet<>(request.groups());
    List<String> conversionIds = new ArrayList<>();
    for (TransferKey key : all) {
      if (key.conversion()) {
        conversionIds.add(key.id());
      } else {
        transferIds.add(key.id());
      }
    }
    return new Keys(
        List.copyOf(all),
        request.touched().stream().sorted().toList(),
        List.copyOf(transferIds),
        conversionIds,
        List.copyOf(probes),
        first);
  }

  /** Whether nothing is asked for but new transfers, whose accounts the claims name. */
  boolean onlyPlainClaims() {
    return touched.isEmpty() && !concernsGroups();
  }

  /** Whether conversions are among them, so that transfers have to be found through groups. */
  boolean concernsGroups() {
    return !conversionIds.isEmpty() || !probes.isEmpty();
  }
}
