package org.pamoja.hub.transfers;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.pamoja.hub.delivery.OutboundMessage;

/** A message as text, to be compared as a whole. */
final class WireTexts {
  private WireTexts() {}

  /** Address, header lines in order, blank line, body. */
  static String of(OutboundMessage message) {
    String headers =
        StreamSupport.stream(message.headers().spliterator(), false)
            .map(header -> header.name() + ": " + header.value())
            .collect(Collectors.joining("\n"));
    return "%s %s %s%s to %s\n%s\n\n%s"
        .formatted(
            message.method(),
            message.endpointType(),
            message.variables(),
            message.suffix(),
            message.recipient(),
            headers,
            new String(message.body(), StandardCharsets.UTF_8));
  }
}
