package org.pamoja.hub.desk;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import org.pamoja.hub.audit.AuditLog;
import org.pamoja.hub.delivery.Delivery;
import org.pamoja.hub.delivery.DeliveryStore;
import org.pamoja.hub.delivery.EventSource;
import org.pamoja.hub.delivery.NoticeRenderer;
import org.pamoja.hub.delivery.StillWanted;
import org.pamoja.hub.participants.ParticipantDirectory;

/**
 * What the desk reaches the world through.
 *
 * @param delivery this node's delivery, woken after a resend
 * @param undelivered delivery's table, for the sums
 * @param events the stored history
 * @param renderer makes a message from its notice
 * @param wanted whether a message is still worth sending
 * @param participants where participants are called
 * @param audit where decisions are recorded
 * @param clock time
 * @param blocking runs work in the background
 */
public record DeskParts(
    Delivery delivery,
    DeliveryStore undelivered,
    EventSource events,
    NoticeRenderer renderer,
    StillWanted wanted,
    ParticipantDirectory participants,
    AuditLog audit,
    InstantSource clock,
    Executor blocking) {}
