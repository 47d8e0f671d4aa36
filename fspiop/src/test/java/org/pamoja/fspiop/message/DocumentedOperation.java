package org.pamoja.fspiop.message;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Where the body of an operation stands in the reference's documents. */
record DocumentedOperation(String file, String path, String method) {
  private static final String LOOKUP = "account-lookup-service.openapi3.yaml";
  private static final String QUOTING = "quoting-service.openapi3.yaml";
  private static final String TRANSFERS = "transfers-service.openapi3.yaml";
  private static final String BULK = "bulk-transfers-service.swagger2.yaml";
  private static final String REQUESTS = "transaction-requests-service.openapi3.yaml";

  private static final Map<String, InterfaceDocument> DOCUMENTS =
      Stream.of(LOOKUP, QUOTING, TRANSFERS, BULK, REQUESTS)
          .collect(Collectors.toMap(Function.identity(), InterfaceDocument::load));

  InterfaceDocument document() {
    return DOCUMENTS.get(file);
  }

  JsonNode bodySchema() {
    return document().bodySchema(path, method);
  }

  static DocumentedOperation of(Operation operation) {
    return switch (operation) {
      case PARTICIPANTS_BATCH_POST -> lookup("/participants", "post");
      case PARTICIPANTS_BATCH_PUT -> lookup("/participants/{ID}", "put");
      case PARTICIPANTS_BATCH_PUT_ERROR -> lookup("/participants/{ID}/error", "put");
      case PARTICIPANTS_POST -> lookup("/participants/{Type}/{ID}", "post");
      case PARTICIPANTS_PUT -> lookup("/participants/{Type}/{ID}", "put");
      case PARTICIPANTS_PUT_ERROR -> lookup("/participants/{Type}/{ID}/error", "put");
      case PARTIES_PUT -> lookup("/parties/{Type}/{ID}", "put");
      case PARTIES_PUT_ERROR -> lookup("/parties/{Type}/{ID}/error", "put");
      case QUOTES_POST -> quoting("/quotes", "post");
      case QUOTES_PUT -> quoting("/quotes/{id}", "put");
      case QUOTES_PUT_ERROR -> quoting("/quotes/{id}/error", "put");
      case BULK_QUOTES_POST -> quoting("/bulkQuotes", "post");
      case BULK_QUOTES_PUT -> quoting("/bulkQuotes/{id}", "put");
      case BULK_QUOTES_PUT_ERROR -> quoting("/bulkQuotes/{id}/error", "put");
      case FX_QUOTES_POST -> quoting("/fxQuotes", "post");
      case FX_QUOTES_PUT -> quoting("/fxQuotes/{id}", "put");
      case FX_QUOTES_PUT_ERROR -> quoting("/fxQuotes/{id}/error", "put");
      case TRANSFERS_POST -> transfers("/transfers", "post");
      case TRANSFERS_PUT -> transfers("/transfers/{ID}", "put");
      case TRANSFERS_PATCH -> transfers("/transfers/{ID}", "patch");
      case TRANSFERS_PUT_ERROR -> transfers("/transfers/{ID}/error", "put");
      case FX_TRANSFERS_POST -> transfers("/fxTransfers", "post");
      case FX_TRANSFERS_PUT -> transfers("/fxTransfers/{ID}", "put");
      case FX_TRANSFERS_PATCH -> transfers("/fxTransfers/{ID}", "patch");
      case FX_TRANSFERS_PUT_ERROR -> transfers("/fxTransfers/{ID}/error", "put");
      case BULK_TRANSFERS_POST -> new DocumentedOperation(BULK, "/bulkTransfers", "post");
      case BULK_TRANSFERS_PUT -> new DocumentedOperation(BULK, "/bulkTransfers/{id}", "put");
      case BULK_TRANSFERS_PUT_ERROR ->
          new DocumentedOperation(BULK, "/bulkTransfers/{id}/error", "put");
      case TRANSACTION_REQUESTS_POST -> requests("/transactionRequests", "post");
      case TRANSACTION_REQUESTS_PUT -> requests("/transactionRequests/{ID}", "put");
      case TRANSACTION_REQUESTS_PUT_ERROR -> requests("/transactionRequests/{ID}/error", "put");
      case AUTHORIZATIONS_PUT -> requests("/authorizations/{ID}", "put");
      case AUTHORIZATIONS_PUT_ERROR -> requests("/authorizations/{ID}/error", "put");
    };
  }

  private static DocumentedOperation lookup(String path, String method) {
    return new DocumentedOperation(LOOKUP, path, method);
  }

  private static DocumentedOperation quoting(String path, String method) {
    return new DocumentedOperation(QUOTING, path, method);
  }

  private static DocumentedOperation transfers(String path, String method) {
    return new DocumentedOperation(TRANSFERS, path, method);
  }

  private static DocumentedOperation requests(String path, String method) {
    return new DocumentedOperation(REQUESTS, path, method);
  }
}
