package org.pamoja.hub.edge;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.ErrorInformation;
import org.pamoja.fspiop.error.Extension;
import org.pamoja.fspiop.error.FspiopException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place that turns failures into answers. Threads may share it. */
final class ErrorReplies {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorReplies.class);
  private static final String JSON = "application/json; charset=utf-8";
  private static final int SERVICE_UNAVAILABLE = 503;
  private static final String RETRY_AFTER_SECONDS = "1";
  private static final int MAX_CAUSES = 16;

  private final Predicate<Throwable> isOverload;

  /** Where {@code isOverload} says yes, the answer is "come again" instead of "broken". */
  ErrorReplies(Predicate<Throwable> isOverload) {
    this.isOverload = isOverload;
  }

  /**
   * The answer to a failure. What nobody expected is logged here, with its stack, and told without
   * detail.
   *
   * @param what request it happened in, for the log: method and path template, nothing secret
   */
  Reply of(Throwable failure, String what) {
    Throwable cause = unwrapped(failure);
    if (cause instanceof FspiopException refusal) {
      return reply(refusal);
    }
    if (isOverload.test(cause)) {
      return overloaded();
    }
    LOG.error("{} failed", what, cause);
    List<Extension> extensions =
        causedByDatabase(cause) ? List.of(new Extension("system", "[\"db\"]")) : List.of();
    return reply(new FspiopException(ErrorCode.INTERNAL_SERVER_ERROR, null, extensions));
  }

  /** 503 / 2003 with a hint when to come again. */
  static Reply overloaded() {
    return reply(new FspiopException(ErrorCode.SERVICE_UNAVAILABLE, null));
  }

  /** 404 / 3002. */
  static Reply unknownUri() {
    return reply(new FspiopException(ErrorCode.UNKNOWN_URI, null));
  }

  /** 405 / 3000 with the methods that there are. */
  static Reply methodNotAllowed(Collection<String> allowed) {
    return reply(FspiopException.methodNotAllowed("Method Not Allowed"))
        .withHeader("Allow", String.join(", ", allowed));
  }

  /** 403 / 3000: known or anonymous, but without the permission. */
  static FspiopException forbidden() {
    return new FspiopException(ErrorCode.GENERIC_CLIENT_ERROR, "Forbidden", List.of(), 403);
  }

  /** The body is larger than allowed. */
  static FspiopException tooLarge() {
    return new FspiopException(ErrorCode.TOO_LARGE_PAYLOAD, "Payload size is too large");
  }

  /** The answer a refusal carries; with a hint when to come again if the hub is what is missing. */
  static Reply reply(FspiopException refusal) {
    ErrorInformation information = refusal.information();
    Reply reply = Reply.text(refusal.httpStatus(), JSON, information.toBytes());
    return refusal.httpStatus() == SERVICE_UNAVAILABLE
        ? reply.withHeader("Retry-After", RETRY_AFTER_SECONDS)
        : reply;
  }

  private static Throwable unwrapped(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static boolean causedByDatabase(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      if (cause instanceof SQLException) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }
}
