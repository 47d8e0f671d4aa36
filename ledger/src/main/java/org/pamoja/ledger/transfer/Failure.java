package org.pamoja.ledger.transfer;

/**
 * Why something was refused or ended: an FSPIOP error code and the description participants get,
 * both as in the reference's texts (transfers §§3-6).
 *
 * @param code four digits
 * @param description at most 128 characters when sent; the sender cuts
 */
public record Failure(String code, String description) {
  /** A 3100 with the given detail. */
  public static Failure validation(String detail) {
    return new Failure("3100", "Generic validation error - " + detail);
  }
}
