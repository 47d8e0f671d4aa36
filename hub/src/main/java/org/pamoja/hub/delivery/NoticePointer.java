package org.pamoja.hub.delivery;

import org.pamoja.ledger.event.EventPointer;

/**
 * Names one notice for good.
 *
 * @param event the event that owes it
 * @param index its place among the event's notices, from 0
 */
public record NoticePointer(EventPointer event, int index) {}
