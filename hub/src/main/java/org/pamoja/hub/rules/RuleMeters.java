package org.pamoja.hub.rules;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/**
 * What rules count. The number of series is bounded by the number of rules. Threads may share it.
 *
 * <ul>
 *   <li>{@code pamoja_rules_refused_total{rule,stage}}: payments refused
 *   <li>{@code pamoja_rules_screening_seconds{rule}}: time to a screener's answer
 *   <li>{@code pamoja_rules_screening_unanswered_total{rule,cause}}: questions without a proper
 *       answer, by cause: {@code timeout}, {@code unreached}, {@code answer}, {@code breaker},
 *       {@code busy}. The alarm to set: payments pass unscreened, or are refused for nothing
 * </ul>
 */
final class RuleMeters {
  private final MeterRegistry registry;

  RuleMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void refused(String rule, Stage stage) {
    registry.counter("pamoja.rules.refused", "rule", rule, "stage", stage.name()).increment();
  }

  void screened(String rule, Duration taken) {
    registry.timer("pamoja.rules.screening", "rule", rule).record(taken);
  }

  void unanswered(String rule, String cause) {
    registry.counter("pamoja.rules.screening.unanswered", "rule", rule, "cause", cause).increment();
  }
}
