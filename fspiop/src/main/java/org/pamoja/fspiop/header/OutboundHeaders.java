package org.pamoja.fspiop.header;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the headers of what the hub sends. Pure functions. */
public final class OutboundHeaders {
  /** Speak of one connection, not of the message (RFC 9110 section 7.6.1), or are set afresh. */
  private static final Set<String> OF_THE_CONNECTION =
      Set.of(
          // What the hub could not read itself must not be asked for in its name.
          "accept-encoding",
          "connection",
          "content-length",
          "expect",
          "host",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  /**
   * What a participant shows the hub to be let in, and what its gateway says about it. The receiver
   * is another company: passed on, it could use them in the sender's name.
   */
  private static final Set<String> OF_THE_SENDER_ONLY =
      Set.of("authorization", "cookie", HeaderName.CLIENT_ID);

  /** The quoting service lets only these out; its fixed order and spelling. */
  private static final List<String> QUOTE_HEADERS =
      List.of(
          "Accept",
          "Content-Type",
          "Date",
          "FSPIOP-Source",
          "FSPIOP-Destination",
          "FSPIOP-HTTP-Method",
          "FSPIOP-Signature",
          "FSPIOP-URI",
          "traceparent",
          "tracestate");

  /**
   * Where a message goes.
   *
   * @param method upper case
   * @param destination participant id of the receiver
   * @param uri path of the resource, without any prefix of the receiver's endpoint
   */
  public record Target(String method, String destination, String uri) {}

  private OutboundHeaders() {}

  /**
   * The headers of a relayed message: all that came, so that the receiver can verify the sender's
   * signature; method as told; destination and uri as told where the sender left them out or, for
   * the destination, named somebody else, since both are signed; no accept on PUT, where the API
   * forbids it.
   */
  public static Headers relayed(Headers incoming, Target target) {
    Set<String> named = namedByConnection(incoming);
    boolean dropsAccept = target.method().equals("PUT");
    String destination =
        incoming
            .first(HeaderName.DESTINATION)
            .filter(target.destination()::equalsIgnoreCase)
            .orElse(target.destination());
    Headers relayed =
        incoming
            .keeping(
                header -> {
                  String name = header.name().toLowerCase(Locale.ROOT);
                  return !OF_THE_CONNECTION.contains(name)
                      && !OF_THE_SENDER_ONLY.contains(name)
                      && !named.contains(name)
                      && !(dropsAccept && name.equals(HeaderName.ACCEPT));
                })
            .with(HeaderName.DESTINATION, destination)
            .with(HeaderName.HTTP_METHOD, target.method());
    return relayed.contains(HeaderName.URI) ? relayed : relayed.with(HeaderName.URI, target.uri());
  }

  /**
   * The headers of a relayed message of the quoting resources: only the list above, empty ones left
   * out, values untouched except the destination.
   */
  public static Headers relayedQuote(Headers incoming, Target target) {
    Headers source = incoming.with(HeaderName.DESTINATION, target.destination());
    List<Headers.Header> kept =
        QUOTE_HEADERS.stream()
            .filter(name -> !(name.equals("Accept") && target.method().equals("PUT")))
            .filter(name -> !source.first(name).orElse("").isEmpty())
            .map(name -> new Headers.Header(name, source.first(name).orElseThrow()))
            .toList();
    return Headers.of(kept);
  }

  /**
   * The headers of a message the hub makes itself; a signature is added by whoever signs.
   *
   * @param hubName the hub's participant id
   * @param type resource and version, normally the outbound version of the resource's policy
   * @param now date of the message
   */
  public static Headers hubMade(String hubName, MediaType type, Target target, Instant now) {
    boolean isRequest = target.method().equals("POST") || target.method().equals("GET");
    Headers headers =
        Headers.of(
            HeaderName.CONTENT_TYPE, type.contentType(),
            HeaderName.DATE, FspiopDate.format(now),
            HeaderName.SOURCE, hubName,
            HeaderName.DESTINATION, target.destination(),
            HeaderName.HTTP_METHOD, target.method(),
            HeaderName.URI, target.uri());
    return isRequest ? headers.with(HeaderName.ACCEPT, type.accept()) : headers;
  }

  /**
   * The headers of a relayed message for a receiver that understands no newer version than {@code
   * highest}: where the sender wrote a newer one, content type and accept name this one. Neither is
   * among the headers that a signature protects (security §2.1), so it stays valid. An accept that
   * such a receiver can meet stays as it is, as does everything of a receiver that is new enough.
   */
  public static Headers atMost(Headers headers, ProtocolVersion highest) {
    Optional<MediaType> written = headers.first(HeaderName.CONTENT_TYPE).flatMap(MediaType::parse);
    if (written.isEmpty()) {
      return headers;
    }
    MediaType lowered = written.get().atMost(highest);
    Headers typed =
        lowered.equals(written.get())
            ? headers
            : headers.with(HeaderName.CONTENT_TYPE, lowered.contentType());
    boolean asksForNewer =
        headers
            .first(HeaderName.ACCEPT)
            .flatMap(AcceptList::parse)
            .filter(accept -> !accept.canBeMetBy(highest))
            .isPresent();
    MediaType readable = new MediaType(lowered.form(), lowered.resource(), highest);
    return asksForNewer ? typed.with(HeaderName.ACCEPT, readable.accept()) : typed;
  }

  private static Set<String> namedByConnection(Headers incoming) {
    List<String> values = incoming.all("connection");
    if (values.isEmpty()) {
      return Set.of();
    }
    // A sender must not be able to make the hub drop what the scheme needs.
    return values.stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .map(name -> name.strip().toLowerCase(Locale.ROOT))
        .filter(name -> !HeaderName.SINGLE_VALUED.contains(name))
        .collect(Collectors.toUnmodifiableSet());
  }
}
