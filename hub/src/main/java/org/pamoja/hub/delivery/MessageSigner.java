package org.pamoja.hub.delivery;

import org.pamoja.fspiop.header.Headers;

/**
 * Signs what the hub makes itself (security §2.5: only messages whose source is the hub). Threads
 * may share it.
 */
@FunctionalInterface
public interface MessageSigner {
  /** Signs nothing, for schemes without signatures. */
  MessageSigner NONE = (headers, _) -> headers;

  /**
   * The headers with {@code fspiop-signature} added.
   *
   * @param headers complete but for the signature
   * @param body the exact bytes that are sent
   */
  Headers sign(Headers headers, byte[] body);
}
