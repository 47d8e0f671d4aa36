package org.pamoja.hub.settlement.windows;

import java.math.BigInteger;

/**
 * What one account owes or is owed in a content.
 *
 * @param content number of the content
 * @param account number of the account
 * @param participant number of its owner
 * @param amount minor units, positive when the owner owes
 */
public record ContentTotal(long content, long account, int participant, BigInteger amount) {}
