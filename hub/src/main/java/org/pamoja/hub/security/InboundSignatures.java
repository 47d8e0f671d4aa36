package org.pamoja.hub.security;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.pamoja.fspiop.header.Headers;
import tools.jackson.databind.JsonNode;

/** Proves by its signature who sent a message. Threads share it. */
@FunctionalInterface
public interface InboundSignatures {

  /** The check of a hub that looks at no signature: the sender stays who it was. */
  InboundSignatures UNCHECKED = message -> CompletableFuture.completedStage(message.sender());

  /**
   * Checks a message that has passed the header rules.
   *
   * @return who sent it: a participant when the signature proves it, else the sender as known
   *     before. Complete at once unless keys have to be read again. Fails with {@code
   *     FspiopException} 400/3105 when the signature is refused, 400/3101 when the path could be
   *     signed for another, 503/2003 when the keys cannot be read
   */
  CompletionStage<Principal> prove(Message message);

  /**
   * A message whose body has been parsed.
   *
   * @param method HTTP method, upper case
   * @param path path as received, without the query
   * @param resource first segment of the path
   * @param headers all headers as received
   * @param body the body's bytes as received, empty when there is none
   * @param json the same body parsed; empty when there is none
   * @param sender who sent it, as far as is known without the signature
   */
  record Message(
      String method,
      String path,
      String resource,
      Headers headers,
      byte[] body,
      Optional<JsonNode> json,
      Principal sender) {}
}
