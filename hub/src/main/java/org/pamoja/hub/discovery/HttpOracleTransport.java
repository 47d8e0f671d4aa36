package org.pamoja.hub.discovery;

import java.util.concurrent.CompletionStage;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.hub.delivery.HttpCaller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Oracles over HTTP, each with connections of its own. Threads may share it. */
public final class HttpOracleTransport implements OracleTransport {
  private static final Logger LOG = LoggerFactory.getLogger(HttpOracleTransport.class);
  private static final Answer UNREACHED = new Answer(0, new byte[0]);

  private final HttpCaller caller;

  /**
   * @param caller makes the calls; its bound for answers has to hold a whole batch's results
   */
  public HttpOracleTransport(HttpCaller caller) {
    this.caller = caller;
  }

  @Override
  public CompletionStage<Answer> send(String method, String url, Headers headers, byte[] body) {
    return caller
        .call(partnerOf(url), method, url, headers, body)
        .thenApply(answer -> new Answer(answer.status(), answer.body()))
        .exceptionally(
            failure -> {
              LOG.warn("oracle not reached: {} {}: {}", method, url, failure.toString());
              return UNREACHED;
            });
  }

  /** Scheme and authority. */
  private static String partnerOf(String url) {
    int path = url.indexOf('/', url.indexOf("://") + 3);
    return path < 0 ? url : url.substring(0, path);
  }
}
