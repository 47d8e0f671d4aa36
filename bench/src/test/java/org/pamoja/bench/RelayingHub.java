package org.pamoja.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * As much of a hub as the load generator needs to be tried without one: hands every message on to
 * whom it is for, and keeps nothing. It breaks some connections when told to.
 */
final class RelayingHub implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client =
      vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(64).setMaxWaitQueueSize(1_000));
  private final HttpServer server;
  private final Map<String, URI> addresses = new ConcurrentHashMap<>();
  private final Map<String, String> owners = new ConcurrentHashMap<>();
  private final AtomicInteger toBreak = new AtomicInteger();

  RelayingHub() {
    server =
        vertx
            .createHttpServer()
            .requestHandler(request -> request.body().onSuccess(body -> receive(request, body)))
            .listen(0, "127.0.0.1")
            .await();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  void know(String fspId, URI address) {
    addresses.put(fspId, address);
  }

  /** Closes the connection of the next requests without an answer, after having handed them on. */
  void breakNext(int count) {
    toBreak.set(count);
  }

  private void receive(HttpServerRequest request, Buffer body) {
    String[] path = request.path().substring(1).split("/");
    if (path[0].equals("participants")) {
      owners.put(path[2], request.getHeader("fspiop-source"));
    } else {
      String destination = request.getHeader("fspiop-destination");
      relay(request, body, destination == null ? owners.get(path[2]) : destination);
    }
    if (toBreak.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      request.connection().close();
    } else {
      request.response().setStatusCode(request.method() == HttpMethod.PUT ? 200 : 202).end();
    }
  }

  private void relay(HttpServerRequest request, Buffer body, String destination) {
    URI address = addresses.get(destination);
    client
        .request(
            new RequestOptions()
                .setHost(address.getHost())
                .setPort(address.getPort())
                .setURI(request.uri())
                .setMethod(request.method()))
        .compose(
            relayed -> {
              relayed.putHeader("fspiop-source", request.getHeader("fspiop-source"));
              return relayed.send(body);
            })
        .compose(answer -> answer.end());
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
