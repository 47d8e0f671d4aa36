package org.pamoja.hub.delivery;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * What delivery reaches the world through.
 *
 * @param node name of this node, unique among those running; owner of claims
 * @param transport sends messages
 * @param renderer makes messages of notices
 * @param store table of undelivered messages
 * @param events stored history
 * @param cursors where the cursors of streams are kept
 * @param reservations whether a request for money is still worth sending
 * @param metrics is told what happens
 * @param clock time of day
 * @param random chance in pauses
 * @param timers calls what is to be done regularly
 * @param sending runs the rendering and sending of fresh messages; such tasks take some 10 to 1,000
 *     µs of CPU and do not block
 * @param blocking runs tasks that wait for the database, such as repetitions
 */
public record DeliveryParts(
    String node,
    Transport transport,
    NoticeRenderer renderer,
    DeliveryStore store,
    EventSource events,
    StreamCursors cursors,
    ReservationCheck reservations,
    DeliveryMetrics metrics,
    InstantSource clock,
    RandomGenerator random,
    Timers timers,
    Executor sending,
    Executor blocking) {}
