package org.pamoja.hub.rules;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Judges payments. Threads may share it. */
@FunctionalInterface
public interface PaymentRules {
  /** A scheme without rules. */
  PaymentRules NONE = (_, _) -> CompletableFuture.completedFuture(Judgement.nothing());

  /**
   * Judges a payment; complete at once unless an external screener has to be asked.
   *
   * @param payment what is asked for
   * @param stage when
   */
  CompletionStage<Judgement> judge(Payment payment, Stage stage);
}
