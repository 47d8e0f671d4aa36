package org.pamoja.hub.rules;

import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.ErrorInformation;
import org.pamoja.ledger.command.Refusal;
import org.pamoja.ledger.transfer.Failure;

/**
 * That a rule forbids a payment.
 *
 * @param rule the rule's id, for operators
 * @param code what the participant gets
 * @param text what the participant gets to read after the code's message; says nothing of the rule
 * @param remark further words for operators, possibly empty: a screener's reason
 */
public record RuleRefusal(String rule, ErrorCode code, String text, String remark) {

  /** What the participant is told. */
  public ErrorInformation information() {
    return ErrorInformation.of(code, text);
  }

  /** The same for the ledger, with the rule's id for its history. */
  public Refusal forLedger() {
    ErrorInformation information = information();
    return new Refusal(
        new Failure(information.errorCode(), information.errorDescription()), forOperators());
  }

  /** The rule's id, and the remark if there is one. */
  String forOperators() {
    return remark.isEmpty() ? rule : rule + ": " + remark;
  }
}
