package org.pamoja.wallet;

/**
 * A customer of the DFSP and what the DFSP holds for them.
 *
 * @param msisdn telephone number without a plus sign
 * @param firstName given name
 * @param lastName family name
 * @param currency currency of the account
 * @param balance what they can spend, minor units at scale 4
 * @param reserved held for payments under way, minor units at scale 4
 */
public record Customer(
    String msisdn,
    String firstName,
    String lastName,
    String currency,
    long balance,
    long reserved) {
  /** First and last name. */
  public String name() {
    return firstName + " " + lastName;
  }
}
