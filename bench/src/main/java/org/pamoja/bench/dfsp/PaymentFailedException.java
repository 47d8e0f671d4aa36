package org.pamoja.bench.dfsp;

/**
 * Why a payment did not come to its end; the message names the step. Has no trace, since it is
 * counted, not read.
 */
public final class PaymentFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PaymentFailedException(String message) {
    super(message, null, false, false);
  }
}
