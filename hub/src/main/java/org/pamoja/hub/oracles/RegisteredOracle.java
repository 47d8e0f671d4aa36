package org.pamoja.hub.oracles;

import java.util.Optional;

/**
 * A row of the registry.
 *
 * @param id its number
 * @param type PartyIdType it serves
 * @param endpoint base URL, or {@code builtin:} for the hub's own table
 * @param endpointType always {@code URL}
 * @param currency currency it serves, empty for none in particular
 * @param isDefault whether it is taken when several fit
 */
record RegisteredOracle(
    int id,
    String type,
    String endpoint,
    String endpointType,
    Optional<String> currency,
    boolean isDefault) {}
