package org.pamoja.testkit.fuzz;

import java.util.List;
import java.util.random.RandomGenerator;
import org.pamoja.fspiop.header.Headers;

/**
 * Changes one thing about a request: method, path, headers, body or framing. One thread uses it.
 */
final class Spoiler {
  private static final List<String> METHODS =
      List.of("GET", "PUT", "POST", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "FOO", "get");
  private static final List<String> SEGMENTS =
      List.of(
          "%00",
          "%ff",
          "%c0%af",
          "%",
          "%zz",
          "%e2%82",
          "..",
          "%2e%2e",
          "%2F",
          "a%20b",
          ";x",
          "%0d%0aX:y",
          "{{x}}",
          "'%22--",
          "%f0%9f%98%80",
          "",
          "error",
          "99999999999999999999",
          "-1",
          "0",
          "1e9",
          "a".repeat(2_000),
          "%ed%a0%80");
  private static final List<String> QUERIES =
      List.of(
          "?",
          "?currency",
          "?currency=%00",
          "?type=%ff&type=x",
          "?limit=-1",
          "?limit=99999999999",
          "?after=%",
          "?currency=usd&currency=EUR",
          "?" + "a=b&".repeat(400),
          "#x");
  private static final List<String> VALUES =
      List.of(
          "",
          " ",
          "x",
          "nobody",
          "Hub",
          "\u0001",
          "\u007f",
          "\u00e9",
          "\u6f22",
          "a,b",
          "*/*",
          "application/json",
          "application/vnd.interoperability.transfers+json;version=9.9",
          "application/vnd.interoperability.parties+json;version=1.0",
          "application/vnd.interoperability.transfers+json;version=",
          "application/vnd.interoperability.transfers+json;version=1.0;charset=utf-16",
          "application/vnd.interoperability.iso20022.transfers+json;version=2.0",
          "text/xml",
          ";;;",
          "Tue, 99 Foo 2030 00:00:00 GMT",
          "0",
          "-1",
          "{}",
          "x".repeat(3_000));
  private static final List<String> NAMES =
      List.of(
          "Content-Type",
          "Accept",
          "Date",
          "FSPIOP-Source",
          "FSPIOP-Destination",
          "FSPIOP-Signature",
          "FSPIOP-URI",
          "FSPIOP-HTTP-Method",
          "FSPIOP-Encryption",
          "X-Forwarded-For",
          "Content-Encoding",
          "Expect",
          "Origin",
          "Sec-Fetch-Site",
          "Authorization",
          "traceparent",
          "tracestate",
          "Upgrade",
          "X-Any");

  private final RandomGenerator random;
  private final BodySpoiler bodies;

  Spoiler(RandomGenerator random) {
    this.random = random;
    this.bodies = new BodySpoiler(random);
  }

  /** Changes one thing. */
  void spoil(FuzzRequest request) {
    switch (random.nextInt(20)) {
      case 0 -> request.method = pick(METHODS);
      case 1, 2 -> spoilPath(request);
      case 3 -> request.path = request.path + pick(QUERIES);
      case 4, 5, 6, 7 -> spoilHeaders(request);
      case 8 -> spoilFraming(request);
      case 9 -> breakHttp(request);
      default -> request.body = bodies.spoilt(request.body);
    }
  }

  private void spoilPath(FuzzRequest request) {
    String[] segments = request.path.split("/", -1);
    segments[random.nextInt(segments.length)] = pick(SEGMENTS);
    String path = String.join("/", segments);
    request.path = path.startsWith("/") ? path : "/" + path;
  }

  private void spoilHeaders(FuzzRequest request) {
    List<Headers.Header> headers = request.headers;
    int at = headers.isEmpty() ? -1 : random.nextInt(headers.size());
    switch (random.nextInt(4)) {
      case 0 -> headers.removeIf(header -> headers.indexOf(header) == at);
      case 1 -> request.header(at < 0 ? "Date" : headers.get(at).name(), value(request));
      case 2 -> request.header(pick(NAMES), value(request));
      default -> {
        if (at >= 0) {
          headers.set(at, new Headers.Header(headers.get(at).name(), value(request)));
        }
      }
    }
  }

  /** Control characters make a request that a server may take for no HTTP. */
  private String value(FuzzRequest request) {
    String value = pick(VALUES);
    request.brokenHttp |= value.chars().anyMatch(c -> c < ' ' || c == 0x7f);
    return value;
  }

  private void spoilFraming(FuzzRequest request) {
    request.framing = pick(List.of(FuzzRequest.Framing.values()));
    request.brokenHttp |=
        request.framing != FuzzRequest.Framing.LENGTH
            && request.framing != FuzzRequest.Framing.CHUNKED;
  }

  private void breakHttp(FuzzRequest request) {
    request.brokenHttp = true;
    switch (random.nextInt(6)) {
      case 0 -> request.header("x\u0000y", "1");
      case 1 -> request.header("X-Cut", "a\r\n\u0000b");
      case 2 -> request.header("", "empty");
      case 3 ->
          request.header(
              "Transfer-Encoding",
              pick(List.of("gzip", "chunked, chunked", "identity", "\u000bchunked")));
      case 4 -> request.path = request.path + " x";
      default ->
          request.header("Content-Length", pick(List.of("-1", "0", "+5", "99999999999999999999")));
    }
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
