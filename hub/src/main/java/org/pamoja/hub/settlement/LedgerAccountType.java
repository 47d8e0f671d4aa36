package org.pamoja.hub.settlement;

import java.time.Instant;

/**
 * A kind of account (ledger-admin §6.1).
 *
 * @param id its number
 * @param name its name, for example {@code POSITION}
 * @param description text for people
 * @param active whether it may be used
 * @param settleable whether settlements are made over accounts of this kind
 * @param created when it was made
 */
public record LedgerAccountType(
    int id, String name, String description, boolean active, boolean settleable, Instant created) {}
