package org.pamoja.hub.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntSupplier;
import org.pamoja.hub.delivery.DeliveryMetrics;
import org.pamoja.hub.edge.Reply;
import org.pamoja.ledger.clearing.ClearingMetrics;

/**
 * What the hub counts, in Prometheus' form. Threads may share it.
 *
 * <ul>
 *   <li>{@code pamoja_http_…}: see the edge's listeners
 *   <li>{@code pamoja_clearing_batch_seconds}, {@code pamoja_clearing_batch_commands}: time and
 *       size of batches
 *   <li>{@code pamoja_clearing_queue}: commands that wait
 *   <li>{@code pamoja_clearing_shed_total}, {@code …_failed_total}, {@code …_retried_total}, {@code
 *       …_fenced_total}
 *   <li>{@code pamoja_delivery_age_seconds}: from the transaction to the receiver's confirmation
 *   <li>{@code pamoja_delivery_failed_total{participant,status}}: tries that failed, by class of
 *       status ({@code 5xx}, {@code none})
 *   <li>{@code pamoja_delivery_lapsed_total{participant}}: requests for money taken back unsent,
 *       since their transfers had expired or ended
 *   <li>{@code pamoja_delivery_backlog{participant,place}}: messages owed, in memory, in the table,
 *       dead
 *   <li>{@code pamoja_delivery_oldest_seconds{participant}}: age of the oldest message in the table
 *       that is still tried
 *   <li>{@code pamoja_delivery_alarms_total{participant,kind}}: alarms raised, because of {@code
 *       age} or {@code depth}
 *   <li>{@code pamoja_liquidity_alarms_total{participant,kind}}, {@code
 *       pamoja_liquidity_alarms_raised}: alarms about net debit caps and liquidity
 *   <li>{@code pamoja_settlement_next_cutoff_seconds}: how long until a window closes by itself
 *   <li>{@code pamoja_settlement_cutoffs_total{model,result}}: cut-offs, {@code closed} or {@code
 *       skipped}
 *   <li>{@code pamoja_settlement_fees_uncharged_total{cause}}: transfers that went on without an
 *       interchange fee since their {@code packet} was unreadable or an {@code account} was missing
 *   <li>{@code jvm_…}, {@code process_…}, {@code system_…}: memory, collections, threads, processor
 * </ul>
 *
 * Series by participant are bounded: beyond 500 participants the rest share the name {@code
 * others}.
 */
public final class HubMeters implements AutoCloseable {
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();

  /** Meters with those of the virtual machine. */
  public HubMeters() {
    collections.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  /** Where further meters are registered. */
  public MeterRegistry registry() {
    return registry;
  }

  /** All meters as text, made off the caller's thread. */
  public CompletionStage<Reply> reply() {
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("metrics")
        .start(
            () -> {
              try {
                byte[] text = registry.scrape().getBytes(StandardCharsets.UTF_8);
                reply.complete(Reply.text(200, TEXT, text));
              } catch (RuntimeException failure) {
                reply.completeExceptionally(failure);
              }
            });
    return reply;
  }

  /** Watches how many commands wait for clearing. */
  public void watchClearingQueue(IntSupplier queued) {
    Gauge.builder("pamoja.clearing.queue", queued, IntSupplier::getAsInt).register(registry);
  }

  /**
   * What clearing reports to.
   *
   * @param onFenced told when clearing has ended for good and the node has to be started anew
   */
  public ClearingMetrics clearing(Runnable onFenced) {
    return new ClearingMeters(registry, onFenced);
  }

  /** What delivery reports to. */
  public DeliveryMetrics delivery() {
    return new DeliveryMeters(registry);
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
