package org.pamoja.hub.delivery;

import java.util.Map;
import org.pamoja.fspiop.header.Headers;

/**
 * A message on its way to a participant, complete but for the address.
 *
 * @param recipient participant whose endpoint is used
 * @param endpointType callback URL type it goes to
 * @param variables values of the URL template's {@code {{name}}} placeholders, put in
 *     percent-encoded
 * @param suffix path appended to the filled template, for endpoint types that hold a bare base;
 *     with query if any
 * @param method HTTP method
 * @param headers headers as they are to be sent, but for host and content-length
 * @param body body bytes, empty for none
 */
public record OutboundMessage(
    String recipient,
    String endpointType,
    Map<String, String> variables,
    String suffix,
    String method,
    Headers headers,
    byte[] body) {}
