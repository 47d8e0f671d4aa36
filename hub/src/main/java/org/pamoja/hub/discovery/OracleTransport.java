package org.pamoja.hub.discovery;

import java.util.concurrent.CompletionStage;
import org.pamoja.fspiop.header.Headers;

/** Reaches external oracles: the seam between discovery and the network. */
public interface OracleTransport {

  /**
   * What an oracle answered.
   *
   * @param status HTTP status; 0 when it was not reached or did not answer in time
   * @param body the body, bounded
   */
  record Answer(int status, byte[] body) {}

  /** One request, one try. The stage never fails. */
  CompletionStage<Answer> send(String method, String url, Headers headers, byte[] body);
}
