package org.pamoja.hub.edge;

import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * What both listeners do before their own checks: take connections, find the route of a request,
 * answer what there is no route for, and serve operators' paths. Threads may share it.
 *
 * @param <R> the listener's own kind of route
 */
final class Reception<R> {

  /**
   * A request for a route of the listener's own, its body unread.
   *
   * @param target the request line's target
   * @param parameters decoded values of the template's parameters
   */
  record Arrival<R>(
      Exchange exchange, RequestTarget target, R route, Map<String, String> parameters) {}

  private sealed interface Served<R> {}

  private record Own<R>(R route) implements Served<R> {}

  private record ForOperators<R>(OperatorRoute route) implements Served<R> {}

  private final Exchange.Surroundings around;
  private final PathTable<Served<R>> table;
  private final Consumer<Exchange> doorkeeper;
  private final Consumer<Arrival<R>> next;
  private final HttpListener sockets;

  /**
   * @param around what all exchanges share
   * @param own the listener's routes
   * @param operators paths for operators and their machines
   * @param doorkeeper looks at every request first; what it throws becomes the answer
   * @param next takes requests for the listener's routes; what it throws becomes the answer
   */
  Reception(
      Exchange.Surroundings around,
      List<PathTable.Entry<R>> own,
      List<OperatorRoute> operators,
      Consumer<Exchange> doorkeeper,
      Consumer<Arrival<R>> next) {
    this.around = around;
    this.table = new PathTable<>(entries(own, operators));
    this.doorkeeper = doorkeeper;
    this.next = next;
    this.sockets = new HttpListener(around.vertx(), around.limits(), around.meters(), this::accept);
  }

  /** Listens on an address; the stage gives the port, or fails with {@link ListenException}. */
  CompletionStage<Integer> listen(ListenAddress address) {
    return sockets.listen(address).toCompletionStage();
  }

  /** Takes no more requests and lets running ones finish. */
  CompletionStage<Void> close() {
    return sockets.close().toCompletionStage();
  }

  private static <R> List<PathTable.Entry<Served<R>>> entries(
      List<PathTable.Entry<R>> own, List<OperatorRoute> operators) {
    List<PathTable.Entry<Served<R>>> entries = new ArrayList<>();
    for (PathTable.Entry<R> entry : own) {
      entries.add(
          new PathTable.Entry<>(entry.method(), entry.template(), new Own<>(entry.route())));
    }
    for (OperatorRoute route : operators) {
      entries.add(new PathTable.Entry<>(route.method(), route.path(), new ForOperators<>(route)));
    }
    return entries;
  }

  private void accept(HttpServerRequest request) {
    Exchange exchange = new Exchange(request, around);
    exchange.guarded(() -> route(exchange));
  }

  private void route(Exchange exchange) {
    doorkeeper.accept(exchange);
    RequestTarget target = RequestTarget.parse(exchange.target());
    switch (table.find(exchange.method(), target.segments())) {
      case PathTable.UnknownPath<Served<R>> _ -> exchange.settle(ErrorReplies.unknownUri());
      case PathTable.WrongMethod<Served<R>> wrong ->
          exchange.settle(ErrorReplies.methodNotAllowed(wrong.allowed()));
      case PathTable.Found<Served<R>> found -> {
        exchange.servedBy(found.template());
        serve(exchange, target, found);
      }
    }
  }

  private void serve(Exchange exchange, RequestTarget target, PathTable.Found<Served<R>> found) {
    switch (found.route()) {
      case ForOperators<R> operators ->
          exchange.withBody(
              around.limits().maxAdminBodyBytes(),
              _ -> exchange.answerWhen(operators.route().answer().get()));
      case Own<R> own ->
          next.accept(new Arrival<>(exchange, target, own.route(), found.parameters()));
    }
  }
}
