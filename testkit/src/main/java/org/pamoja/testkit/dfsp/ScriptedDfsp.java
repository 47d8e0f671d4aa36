package org.pamoja.testkit.dfsp;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import org.pamoja.fspiop.header.FspiopDate;
import org.pamoja.fspiop.header.Headers;

/**
 * A DFSP that does what a test tells it: a real HTTP server for what the hub sends, and a sender of
 * any message. Without a script it answers with the prescribed status and does nothing else.
 * Threads may share it.
 */
public final class ScriptedDfsp implements AutoCloseable {
  private final String fspId;
  private final IntSupplier hubPort;
  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private final RecordingServer server;

  /** How requests of one kind are met: the answer first, then whatever follows from it. */
  private record Rule(
      Predicate<Received> when, Function<Received, Answer> answer, Consumer<Received> then) {}

  private ScriptedDfsp(String fspId, IntSupplier hubPort) {
    this.fspId = fspId;
    this.hubPort = hubPort;
    this.server = RecordingServer.open(this::react);
  }

  /**
   * A DFSP on a free port.
   *
   * @param fspId its participant name
   * @param hubPort the hub's FSPIOP port, asked for each message
   */
  public static ScriptedDfsp open(String fspId, IntSupplier hubPort) {
    return new ScriptedDfsp(fspId, hubPort);
  }

  /** Its participant name. */
  public String fspId() {
    return fspId;
  }

  /** Base URL of its interface, without a slash at the end. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  /** The server behind it, to read what came and to make it disappear. */
  public RecordingServer server() {
    return server;
  }

  /** Answers requests of a kind so; later rules go before earlier ones. */
  public ScriptedDfsp answer(Predicate<Received> when, Answer answer) {
    return rule(when, request -> answer, request -> {});
  }

  /** Does this after the prescribed answer to requests of a kind. */
  public ScriptedDfsp then(Predicate<Received> when, Consumer<Received> action) {
    return rule(when, request -> Answer.usual(), action);
  }

  /** The general form: answer and what follows. */
  public ScriptedDfsp rule(
      Predicate<Received> when, Function<Received, Answer> answer, Consumer<Received> action) {
    rules.addFirst(new Rule(when, answer, action));
    return this;
  }

  /** Forgets all rules. */
  public void forgetRules() {
    rules.clear();
  }

  /** Waits for a request; see {@link RecordingServer#await(Predicate)}. */
  public Received await(String method, String path) {
    return server.await(request -> request.is(method, path));
  }

  /** What has come on a path so far. */
  public List<Received> received(String method, String path) {
    return server.received(request -> request.is(method, path));
  }

  /** A message of this DFSP with the headers that a right one has, version 2.0, without a body. */
  public Message message(String method, String path) {
    List<Headers.Header> headers = new ArrayList<>();
    Message bare = new Message(method, path, List.of(), new byte[0]);
    headers.add(new Headers.Header("Content-Type", bare.type() + ";version=2.0"));
    if (!method.equals("PUT") && !method.equals("PATCH")) {
      headers.add(new Headers.Header("Accept", bare.type() + ";version=2"));
    }
    headers.add(new Headers.Header("Date", FspiopDate.format(Instant.now())));
    headers.add(new Headers.Header("FSPIOP-Source", fspId));
    return new Message(method, path, headers, new byte[0]);
  }

  /** Sends a message to the hub as it is. */
  public Reply send(Message message) {
    return RawHttp.request(
        hubPort.getAsInt(), message.method(), message.path(), message.headers(), message.body());
  }

  /** Sends a message to the hub as it is, and leaves the answer unread. */
  public RawHttp.Unread begin(Message message) {
    int port = hubPort.getAsInt();
    return RawHttp.begin(
        port,
        RawHttp.bytes(port, message.method(), message.path(), message.headers(), message.body()));
  }

  /** Sends a right message with a body. */
  public Reply send(String method, String path, String destination, String body) {
    return send(message(method, path).to(destination).body(body));
  }

  /** Asks with GET. */
  public Reply get(String path) {
    return send(message("GET", path));
  }

  @Override
  public void close() {
    server.close();
  }

  private Answer react(Received request) {
    for (Rule rule : rules) {
      if (rule.when().test(request)) {
        // What follows must not keep the hub waiting for the answer.
        Thread.ofVirtual().start(() -> rule.then().accept(request));
        return rule.answer().apply(request);
      }
    }
    return Answer.usual();
  }
}
