package org.pamoja.hub.edge;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a listener counts. Threads may share it.
 *
 * <ul>
 *   <li>{@code pamoja_http_requests_seconds{listener,method,resource,status}}: time from the
 *       request's head to its answer, as histogram; its count is the number of requests. {@code
 *       resource} is a path template or {@code unknown}, {@code method} one that a route has or
 *       {@code other}: the number of series is bounded by the routes
 *   <li>{@code pamoja_http_in_flight{listener}}: requests being worked on
 *   <li>{@code pamoja_http_connections{listener}}: open connections
 *   <li>{@code pamoja_http_buffered_bytes{listener}}: bytes of bodies held
 * </ul>
 */
final class EdgeMeters {
  private static final String UNKNOWN = "unknown";

  private record Series(String method, String resource, int status) {}

  final AtomicInteger inFlight = new AtomicInteger();
  final AtomicInteger connections = new AtomicInteger();
  final AtomicLong bufferedBytes = new AtomicLong();
  private final MeterRegistry registry;
  private final String listener;
  private final Map<Series, Timer> timers = new ConcurrentHashMap<>();

  EdgeMeters(MeterRegistry registry, String listener) {
    this.registry = registry;
    this.listener = listener;
    gauge("pamoja.http.in.flight", inFlight);
    gauge("pamoja.http.connections", connections);
    gauge("pamoja.http.buffered.bytes", bufferedBytes);
  }

  /** Counts an answered request; an empty template stands for a path that no route serves. */
  void answered(String method, String template, int status, long nanoseconds) {
    Series series =
        template.isEmpty()
            ? new Series("other", UNKNOWN, status)
            : new Series(method, template, status);
    timers.computeIfAbsent(series, this::timer).record(Duration.ofNanos(nanoseconds));
  }

  private Timer timer(Series series) {
    return Timer.builder("pamoja.http.requests")
        .tag("listener", listener)
        .tag("method", series.method())
        .tag("resource", series.resource())
        .tag("status", Integer.toString(series.status()))
        .serviceLevelObjectives(
            Duration.ofMillis(1),
            Duration.ofMillis(5),
            Duration.ofMillis(10),
            Duration.ofMillis(25),
            Duration.ofMillis(50),
            Duration.ofMillis(100),
            Duration.ofMillis(250),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5))
        .register(registry);
  }

  private void gauge(String name, Number value) {
    Gauge.builder(name, value, Number::doubleValue).tag("listener", listener).register(registry);
  }
}
