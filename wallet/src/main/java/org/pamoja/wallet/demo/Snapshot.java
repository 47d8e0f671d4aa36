package org.pamoja.wallet.demo;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.pamoja.fspiop.currency.Amounts;
import org.pamoja.wallet.Customer;
import org.pamoja.wallet.Dfsp;

/**
 * Customers' balances and hub positions at one moment. Minor units at scale 4.
 *
 * @param customers customers with the DFSP each belongs to
 * @param positions hub position by DFSP
 * @param currency currency of all of them
 */
record Snapshot(List<Held> customers, Map<String, Long> positions, String currency) {

  /** A customer's account at a DFSP. */
  record Held(String fspId, Customer customer) {}

  /** Takes a snapshot; {@code position} tells a DFSP's hub position as a decimal. */
  static Snapshot of(List<Dfsp> dfsps, Function<Dfsp, String> position, String currency) {
    List<Held> customers = new ArrayList<>();
    Map<String, Long> positions = new LinkedHashMap<>();
    for (Dfsp dfsp : dfsps) {
      dfsp.customers().forEach(customer -> customers.add(new Held(dfsp.fspId(), customer)));
      BigDecimal value = new BigDecimal(position.apply(dfsp));
      positions.put(dfsp.fspId(), value.movePointRight(Amounts.SCALE).longValueExact());
    }
    return new Snapshot(customers, positions, currency);
  }

  long balanceOf(String msisdn) {
    return customers.stream()
        .map(Held::customer)
        .filter(customer -> customer.msisdn().equals(msisdn))
        .mapToLong(Customer::balance)
        .sum();
  }

  long positionOf(String fspId) {
    return positions.get(fspId);
  }

  long sumOfPositions() {
    return positions.values().stream().mapToLong(Long::longValue).sum();
  }
}
