package org.pamoja.hub.edge;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.fspiop.header.FspiopDate;
import org.pamoja.fspiop.header.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request and its answer. Answered exactly once, on its event loop; other threads go through
 * {@link #onLoop}. A refusal first lets the rest of the body pass, so that the connection stays
 * usable; when that would be too much or takes too long, the connection is closed after the answer.
 */
final class Exchange {
  /**
   * After an answer that came before the end of the body: time for the sender to read it before the
   * close.
   */
  private static final long LINGER_MILLISECONDS = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  /** What all exchanges of a listener share. */
  record Surroundings(
      Vertx vertx, EdgeLimits limits, EdgeMeters meters, ErrorReplies errors, InstantSource clock) {

    /**
     * The surroundings of one listener.
     *
     * @param listener its name in the meters
     * @param isOverload which failures of handlers mean "come again later"
     */
    static Surroundings of(
        Vertx vertx,
        EdgeLimits limits,
        String listener,
        Predicate<Throwable> isOverload,
        MeterRegistry meters,
        InstantSource clock) {
      return new Surroundings(
          vertx, limits, new EdgeMeters(meters, listener), new ErrorReplies(isOverload), clock);
    }
  }

  private final HttpServerRequest request;
  private final Surroundings around;
  private final Context loop;
  private final BodyReader body;
  private final long startedAt = System.nanoTime();
  private String template = "";
  private boolean reading;
  private boolean answered;

  /** Takes a request in; to be called on its event loop. */
  Exchange(HttpServerRequest request, Surroundings around) {
    this.request = request;
    this.around = around;
    this.loop = around.vertx().getOrCreateContext();
    this.body = new BodyReader(request, around.vertx(), around.limits(), around.meters());
    around.meters().inFlight.incrementAndGet();
  }

  String method() {
    return request.method().name();
  }

  /** The request line's target as received. */
  String target() {
    return request.uri();
  }

  /** The address the connection comes from. */
  String remoteHost() {
    return request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress();
  }

  /** Whether it came in on a loopback address. */
  boolean isLocal() {
    SocketAddress own = request.localAddress();
    String address = own == null ? "" : String.valueOf(own.hostAddress());
    return address.startsWith("127.") || address.equals("::1") || address.equals("0:0:0:0:0:0:0:1");
  }

  /** All header lines, in order and spelling received. */
  Headers headers() {
    List<Headers.Header> lines = new ArrayList<>(request.headers().size());
    for (Map.Entry<String, String> line : request.headers()) {
      lines.add(new Headers.Header(line.getKey(), line.getValue()));
    }
    return Headers.of(lines);
  }

  /** Notes which route serves the request, for the meters and the log. */
  void servedBy(String pathTemplate) {
    template = pathTemplate;
  }

  /**
   * Reads the body and goes on with it; refuses what breaks a bound. What the step throws becomes
   * the answer.
   */
  void withBody(long limit, Consumer<byte[]> step) {
    reading = true;
    body.read(limit, true, result -> bodyRead(result, step));
  }

  private void bodyRead(BodyReader.Result result, Consumer<byte[]> step) {
    switch (result) {
      case BodyReader.Complete complete -> guarded(() -> step.accept(complete.bytes()));
      case BodyReader.TooLarge _ -> answerAndClose(ErrorReplies.reply(ErrorReplies.tooLarge()));
      case BodyReader.NoRoom _ -> answerAndClose(ErrorReplies.overloaded());
      case BodyReader.TimedOut _ -> answerAndClose(bodyTimedOut());
      case BodyReader.Aborted _ -> abandon();
    }
  }

  /** Runs a step; what it throws becomes the answer. */
  void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException failure) {
      fail(failure);
    }
  }

  /** Answers when the stage ends, as it ends, wherever that happens. */
  void answerWhen(CompletionStage<Reply> stage) {
    stage.whenComplete((reply, failure) -> onLoop(() -> answerOrFail(reply, failure)));
  }

  private void answerOrFail(Reply reply, Throwable failure) {
    if (failure != null) {
      fail(failure);
    } else if (reply == null) {
      fail(new IllegalStateException("a handler answered nothing"));
    } else {
      settle(reply);
    }
  }

  /** Answers with the error that belongs to the failure. */
  void fail(Throwable failure) {
    settle(around.errors().of(failure, method() + " " + template));
  }

  /** Answers once the body, wanted or not, has passed. */
  void settle(Reply reply) {
    if (reading || answered || request.isEnded()) {
      answer(reply);
      return;
    }
    reading = true;
    body.read(
        around.limits().maxFspiopBodyBytes(),
        false,
        result -> {
          switch (result) {
            case BodyReader.Complete _ -> answer(reply);
            case BodyReader.TooLarge _, BodyReader.NoRoom _, BodyReader.TimedOut _ ->
                answerAndClose(reply);
            case BodyReader.Aborted _ -> abandon();
          }
        });
  }

  /**
   * Answers before the body has ended and closes the connection, leaving the sender time to read
   * the answer.
   */
  void answerAndClose(Reply reply) {
    answer(reply.withHeader("Connection", "close"));
    around.vertx().setTimer(LINGER_MILLISECONDS, _ -> request.connection().close());
  }

  /** Runs a step on this exchange's event loop: at once when this is it. */
  void onLoop(Runnable step) {
    if (Vertx.currentContext() == loop) {
      step.run();
    } else {
      loop.runOnContext(_ -> step.run());
    }
  }

  private void answer(Reply reply) {
    if (answered) {
      return;
    }
    close(reply.status());
    HttpServerResponse response = request.response();
    if (response.closed()) {
      return;
    }
    response.setStatusCode(reply.status());
    response.putHeader("Date", FspiopDate.format(around.clock().instant()));
    reply.headers().forEach(response::putHeader);
    if (!reply.contentType().isEmpty()) {
      response.putHeader("Content-Type", reply.contentType());
    }
    response.end(Buffer.buffer(reply.body()));
    afterwards(reply);
  }

  private void afterwards(Reply reply) {
    try {
      reply.afterwards().run();
    } catch (RuntimeException failure) {
      // The answer is gone; all that is left is to say so.
      LOG.error("what follows the answer to {} {} failed", method(), template, failure);
    }
  }

  private void abandon() {
    if (!answered) {
      close(CLIENT_CLOSED);
    }
  }

  /** Counted, never sent: the sender went away before its request was complete. */
  private static final int CLIENT_CLOSED = 499;

  private void close(int status) {
    answered = true;
    body.release();
    around.meters().inFlight.decrementAndGet();
    around.meters().answered(method(), template, status, System.nanoTime() - startedAt);
  }

  private static Reply bodyTimedOut() {
    return ErrorReplies.reply(
        new FspiopException(
            ErrorCode.GENERIC_CLIENT_ERROR, "The body did not arrive in time", List.of(), 408));
  }
}
