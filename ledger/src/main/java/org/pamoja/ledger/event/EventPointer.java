package org.pamoja.ledger.event;

/**
 * Names a stored event.
 *
 * @param stream number of the stream (one node's batcher in one life)
 * @param sequence position in the stream, from 1, rising, with gaps
 */
public record EventPointer(int stream, long sequence) {}
