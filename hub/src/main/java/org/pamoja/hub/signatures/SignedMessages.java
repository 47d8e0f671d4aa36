package org.pamoja.hub.signatures;

import java.security.PublicKey;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.fspiop.header.HeaderName;
import org.pamoja.hub.cache.BoundedWorkers;
import org.pamoja.hub.cache.Renewal;
import org.pamoja.hub.security.InboundSignatures;
import org.pamoja.hub.security.Principal;
import org.pamoja.hub.security.SignatureRules;
import org.pamoja.hub.security.SignatureVerifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies messages with the keys in memory. A message they do not fit is held until they have been
 * compared with the database, and is judged again when they had been behind: its key may just have
 * been registered on another node. Threads may share it.
 */
public final class SignedMessages implements InboundSignatures {
  private static final Logger LOG = LoggerFactory.getLogger(SignedMessages.class);

  private final SignatureRules rules;
  private final CachedKeys keys;
  private final SignatureVerifier verifier;
  private final Renewal renewal;
  private final RefusalLog refusals;
  private final InstantSource clock;

  /**
   * A check by these rules.
   *
   * @param workers compare keys with the database
   * @param refusals what is told about refused messages
   */
  public SignedMessages(
      SignatureRules rules,
      CachedKeys keys,
      SignatureVerifier verifier,
      BoundedWorkers workers,
      RefusalLog refusals,
      InstantSource clock) {
    this.rules = rules;
    this.keys = keys;
    this.verifier = verifier;
    this.renewal = new Renewal(keys::renewIfBehind, workers);
    this.refusals = refusals;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Principal> prove(Message message) {
    Optional<String> later = SignedRequest.laterResource(message.path());
    if (later.isPresent()) {
      return CompletableFuture.failedStage(
          new FspiopException(
              ErrorCode.MALFORMED_SYNTAX,
              "the path has \"" + later.get() + "\", a resource's name, in the place of an id"));
    }
    if (!rules.covers(message.method(), message.json().isPresent())) {
      return CompletableFuture.completedStage(message.sender());
    }
    if (!isSigned(message)) {
      return rules.demands(message.method(), message.resource())
          ? CompletableFuture.failedStage(
              refused(message, refusal("the header fspiop-signature is missing")))
          : CompletableFuture.completedStage(message.sender());
    }
    CachedKeys.Snapshot known = keys.snapshot();
    Optional<FspiopException> fault = fault(message, known);
    return fault.isEmpty()
        ? CompletableFuture.completedStage(sourceOf(message))
        : renewal
            .renewed()
            .handle((_, unreadable) -> judgeAgain(message, known, fault.get(), unreadable));
  }

  private Principal judgeAgain(
      Message message, CachedKeys.Snapshot known, FspiopException fault, Throwable unreadable) {
    if (unreadable != null) {
      LOG.warn("keys cannot be compared with the database: {}", unreadable.toString());
      throw new CompletionException(
          new FspiopException(ErrorCode.SERVICE_UNAVAILABLE, "keys cannot be read"));
    }
    CachedKeys.Snapshot renewed = keys.snapshot();
    Optional<FspiopException> last =
        renewed == known ? Optional.of(fault) : fault(message, renewed);
    if (last.isPresent()) {
      throw new CompletionException(refused(message, last.get()));
    }
    return sourceOf(message);
  }

  /** What is wrong with the signature; empty when a valid key fits. */
  private Optional<FspiopException> fault(Message message, CachedKeys.Snapshot known) {
    String source = message.headers().first(HeaderName.SOURCE).orElse("");
    List<PublicKey> valid = known.validKeys(source, clock.instant());
    if (valid.isEmpty() && known.knows(source)) {
      return Optional.of(refusal("no key of the sender is valid now"));
    }
    try {
      verifier.verify(message.headers(), message.body(), message.json().orElseThrow(), valid);
      return SignedRequest.fault(message).map(SignedMessages::refusal);
    } catch (FspiopException refusal) {
      return Optional.of(refusal);
    }
  }

  private FspiopException refused(Message message, FspiopException refusal) {
    String source = message.headers().first(HeaderName.SOURCE).orElse("");
    refusals.refused(message, keys.snapshot().knows(source), refusal);
    return refusal;
  }

  private static boolean isSigned(Message message) {
    return message.headers().first(HeaderName.SIGNATURE).filter(v -> !v.isEmpty()).isPresent();
  }

  /** Verified, so the header is there. */
  private static Principal sourceOf(Message message) {
    return new Principal(
        message.headers().first(HeaderName.SOURCE).orElseThrow(), Principal.Kind.PARTICIPANT);
  }

  private static FspiopException refusal(String reason) {
    return new FspiopException(ErrorCode.INVALID_SIGNATURE, reason);
  }
}
