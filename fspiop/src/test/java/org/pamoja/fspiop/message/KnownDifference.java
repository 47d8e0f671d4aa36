package org.pamoja.fspiop.message;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where the rules answer otherwise than the document, on purpose.
 *
 * @param operations where it applies
 * @param path whole path of the field below the body, as a pattern
 * @param reason why the rules do not follow
 */
record KnownDifference(Set<Operation> operations, Pattern path, String reason) {
  private static final Set<Operation> FX_QUOTES =
      Set.of(Operation.FX_QUOTES_POST, Operation.FX_QUOTES_PUT);
  private static final Set<Operation> BULK_POST = Set.of(Operation.BULK_TRANSFERS_POST);
  private static final Set<Operation> BULK_PUT = Set.of(Operation.BULK_TRANSFERS_PUT);
  private static final Set<Operation> BULK_PUTS =
      Set.of(Operation.BULK_TRANSFERS_PUT, Operation.BULK_TRANSFERS_PUT_ERROR);

  /** The closed list. */
  static final List<KnownDifference> ALL =
      List.of(
          difference(
              FX_QUOTES,
              "/conversionRequestId|/conversionTerms/(conversionId|determiningTransferId)",
              "the document stops at UUID version 5 (and shows a doubled $); the API's type, and"
                  + " fxTransfers which takes the id over, go to version 7"),
          difference(
              BULK_POST,
              "/bulkTransferId|/bulkQuoteId|/individualTransfers/\\d+/transferId",
              "ids have no pattern in the document, only a note that they are GUIDs; the API's"
                  + " CorrelationId is asked for"),
          difference(
              BULK_POST,
              "/individualTransfers",
              "the document forgets the API's bound of 1000 items"),
          difference(
              BULK_PUT,
              "/individualTransferResults/\\d+/transferId",
              "plain text in the document; the API's CorrelationId is asked for"),
          difference(
              BULK_PUT,
              "/completedTimestamp|/bulkTransferState",
              "plain text in the document; the hub works with both, so the API's types are asked"
                  + " for"),
          difference(
              BULK_PUT,
              "/individualTransferResults/\\d+/fulfilment",
              "an empty text passes the document, but not the validator the service makes of it"),
          difference(
              BULK_PUTS,
              "(/individualTransferResults/\\d+)?/errorInformation/(errorCode|errorDescription)",
              "the document takes any text that starts with four digits as code and an empty"
                  + " description; four digits in all and some description are asked for"));

  private static KnownDifference difference(Set<Operation> operations, String path, String reason) {
    return new KnownDifference(operations, Pattern.compile(path), reason);
  }

  boolean covers(Operation operation, Violation violation) {
    return operations.contains(operation) && path.matcher(violation.path()).matches();
  }
}
