package org.pamoja.hub.settlement.fees;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells that transfers went on without a fee that may have been due: counts each in {@code
 * pamoja_settlement_fees_uncharged_total{cause}}, and logs the first of each cause. Threads may
 * share it.
 */
public final class UnchargedFees {
  private static final Logger LOG = LoggerFactory.getLogger(UnchargedFees.class);

  /** Why no fee is charged. */
  public enum Cause {
    /** The ILP packet cannot be read. */
    PACKET("its ILP packet holds no transaction that can be read"),
    /** One of both participants has no INTERCHANGE_FEE account of the currency. */
    ACCOUNT("its payer or payee has no INTERCHANGE_FEE account of its currency");

    private final String explanation;

    Cause(String explanation) {
      this.explanation = explanation;
    }
  }

  private final MeterRegistry registry;
  private final Set<Cause> logged = Collections.synchronizedSet(EnumSet.noneOf(Cause.class));

  /** Counts in a registry. */
  public UnchargedFees(MeterRegistry registry) {
    this.registry = registry;
  }

  /** A transfer goes on without a fee. */
  public void tell(Cause cause, String transferId) {
    registry
        .counter("pamoja.settlement.fees.uncharged", "cause", cause.name().toLowerCase(Locale.ROOT))
        .increment();
    if (logged.add(cause)) {
      LOG.warn(
          "Transfer {} goes on without an interchange fee, since {}; further ones are only counted",
          transferId,
          cause.explanation);
    }
  }
}
