package org.pamoja.hub.edge;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/**
 * Collects one request's body within its bounds: bytes of this body, bytes of all bodies, time.
 * Lives on the request's event loop.
 */
final class BodyReader {
  private static final byte[] NO_BYTES = new byte[0];

  /** How the reading ended. */
  sealed interface Result {}

  /** All of it is here; no bytes when there was none or it was not to be kept. */
  record Complete(byte[] bytes) implements Result {}

  /** More than this request may have. */
  record TooLarge() implements Result {}

  /** All bodies together are more than the listener may hold. */
  record NoRoom() implements Result {}

  /** It did not arrive in time. */
  record TimedOut() implements Result {}

  /** The sender went away; there is nobody to answer. */
  record Aborted() implements Result {}

  private final HttpServerRequest request;
  private final Vertx vertx;
  private final EdgeLimits limits;
  private final EdgeMeters meters;
  private Buffer collected;
  private long received;
  private long reserved;
  private long timer;
  private boolean finished;

  BodyReader(HttpServerRequest request, Vertx vertx, EdgeLimits limits, EdgeMeters meters) {
    this.request = request;
    this.vertx = vertx;
    this.limits = limits;
    this.meters = meters;
  }

  /**
   * Starts reading. To be called before the event loop turns to anything else.
   *
   * @param limit bytes the body may have
   * @param keep whether the bytes are wanted
   * @param whenDone called once, on this event loop
   */
  void read(long limit, boolean keep, Consumer<Result> whenDone) {
    timer = vertx.setTimer(limits.bodyTimeout().toMillis(), _ -> finish(new TimedOut(), whenDone));
    request.exceptionHandler(_ -> finish(new Aborted(), whenDone));
    request.handler(chunk -> take(chunk, limit, keep, whenDone));
    request.endHandler(_ -> finish(new Complete(bytes()), whenDone));
  }

  /** Gives back the room that the body took; to be called when its bytes are no longer needed. */
  void release() {
    meters.bufferedBytes.addAndGet(-reserved);
    reserved = 0;
    collected = null;
  }

  private void take(Buffer chunk, long limit, boolean keep, Consumer<Result> whenDone) {
    received += chunk.length();
    if (finished) {
      return; // what still arrives after a refusal is dropped
    }
    if (received > limit) {
      finish(new TooLarge(), whenDone);
    } else if (keep) {
      if (meters.bufferedBytes.addAndGet(chunk.length()) > limits.maxBufferedBytes()) {
        meters.bufferedBytes.addAndGet(-chunk.length());
        finish(new NoRoom(), whenDone);
        return;
      }
      reserved += chunk.length();
      if (collected == null) {
        collected = Buffer.buffer();
      }
      collected.appendBuffer(chunk);
    }
  }

  private byte[] bytes() {
    return collected == null ? NO_BYTES : collected.getBytes();
  }

  private void finish(Result result, Consumer<Result> whenDone) {
    if (finished) {
      return;
    }
    finished = true;
    vertx.cancelTimer(timer);
    whenDone.accept(result);
  }
}
