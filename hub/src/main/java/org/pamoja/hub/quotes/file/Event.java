package org.pamoja.hub.quotes.file;

import java.util.Map;
import org.pamoja.fspiop.error.ErrorCode;

/** What a rule that applies asks for. */
sealed interface Event {
  /** The request is refused. */
  record Invalid(ErrorCode code, String message) implements Event {}

  /** The request goes to another participant, with more headers. */
  record Intercept(String receiver, Map<String, String> headers) implements Event {}

  /** Something the hub does not know: no request that meets it gets through. */
  record Unknown(String type) implements Event {}
}
