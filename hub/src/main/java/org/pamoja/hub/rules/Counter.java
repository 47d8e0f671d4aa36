package org.pamoja.hub.rules;

import java.time.Instant;

/**
 * What counts for a rule that limits a period. It lives as long as the rule counts the same
 * transfers: another limit keeps it, another scope, side or period begins a new one.
 *
 * @param id the rule's id, {@code @}, and the version that began it
 * @param since transfers reserved before are not counted
 */
record Counter(String id, Instant since) {}
