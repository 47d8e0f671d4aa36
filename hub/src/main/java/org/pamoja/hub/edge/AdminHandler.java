package org.pamoja.hub.edge;

/**
 * Handles one admin request. Called on a virtual thread: may block. Refusals are thrown as {@code
 * FspiopException}.
 */
@FunctionalInterface
public interface AdminHandler {
  /** Handles the request; what the answer promises is durable when it returns. */
  Reply handle(AdminRequest request);
}
