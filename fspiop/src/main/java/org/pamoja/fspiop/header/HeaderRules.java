package org.pamoja.fspiop.header;

import static org.pamoja.fspiop.error.ErrorCode.MALFORMED_SYNTAX;
import static org.pamoja.fspiop.error.ErrorCode.MISSING_ELEMENT;
import static org.pamoja.fspiop.error.ErrorCode.TOO_LARGE_PAYLOAD;
import static org.pamoja.fspiop.error.ErrorCode.UNACCEPTABLE_VERSION;
import static org.pamoja.fspiop.error.ErrorCode.VALIDATION_ERROR;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.pamoja.fspiop.error.FspiopException;

/**
 * The header rules of the FSPIOP resources, in the order and with the texts of the deployed switch;
 * the first failure is thrown. {@link #check} goes before the body is read, {@link #requireSource}
 * and {@link #requireDestination} after it, because the API schema reports a body's faults first.
 * Threads may share it.
 */
public final class HeaderRules {
  /** The largest body of the API definition, in bytes. */
  public static final long MAX_CONTENT_LENGTH = 5_242_880;

  private static final int MAX_FSP_ID = 32;

  /** Methods on which the resources below judge the media type before its form. */
  private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

  /** Resources of a service whose HTTP server refuses foreign media types in its own words. */
  private static final Set<String> REFUSING_FOREIGN_MEDIA =
      Set.of("transactionRequests", "authorizations");

  /** Resources of services that leave a missing accept to their schema, except on GET. */
  private static final Set<String> SCHEMA_NAMES_ACCEPT =
      Set.of("quotes", "bulkQuotes", "fxQuotes", "transactionRequests", "authorizations");

  private final Map<String, VersionPolicy> policies;
  private final ApiForm form;

  /** Rules for plain FSPIOP with the default versions. */
  public HeaderRules() {
    this(VersionPolicy.defaults(), ApiForm.FSPIOP);
  }

  /** Rules for these resources in this form. */
  public HeaderRules(Map<String, VersionPolicy> policies, ApiForm form) {
    this.policies = Map.copyOf(policies);
    this.form = form;
  }

  /**
   * Checks duplicates, accept, date, content length and content type. Of a resource without a
   * version policy, which is not the API's, only duplicates are refused.
   *
   * @param method upper case
   * @param resource first segment of the path
   * @param contentLength bytes announced or received; empty when there is no body or it is unknown
   * @throws FspiopException 400 with 3101, 3102 or 3104, or 406 with 3001
   */
  public void check(String method, String resource, Headers headers, OptionalLong contentLength) {
    refuseDuplicates(headers);
    VersionPolicy policy = policies.get(resource);
    if (policy == null) {
      return;
    }
    checkAccept(method, resource, headers, policy);
    checkDate(headers);
    if (contentLength.orElse(0) > MAX_CONTENT_LENGTH) {
      throw new FspiopException(TOO_LARGE_PAYLOAD, "Payload size is too large");
    }
    checkContentType(method, resource, headers, policy);
  }

  /**
   * Whom the gateway authenticated must be who the message says is speaking: the proxy where there
   * is one, else the source.
   *
   * @param gatewayTrusted whether the message came from a configured gateway; from anybody else the
   *     header means nothing and is ignored
   * @throws FspiopException 400 with 3100
   */
  public void checkClientId(Headers headers, boolean gatewayTrusted) {
    Optional<String> client = present(headers, HeaderName.CLIENT_ID);
    if (!gatewayTrusted || client.isEmpty()) {
      return;
    }
    Optional<String> source = headers.first(HeaderName.SOURCE);
    Optional<String> proxy = present(headers, HeaderName.PROXY);
    if (proxy.isPresent() && (!proxy.equals(client) || proxy.equals(source))) {
      throw new FspiopException(VALIDATION_ERROR, "Invalid fspiop-proxy header");
    }
    if (proxy.isEmpty() && !client.equals(source)) {
      throw new FspiopException(VALIDATION_ERROR, "Invalid fspiop-source header");
    }
  }

  /**
   * The sender's participant id.
   *
   * @throws FspiopException 400 with 3102 when missing, 3100 when empty or over 32 characters
   */
  public String requireSource(Headers headers) {
    return requireFspId(headers, HeaderName.SOURCE);
  }

  /**
   * The receiver's participant id, for the quote resources, which cannot route without it.
   *
   * @throws FspiopException as {@link #requireSource}
   */
  public String requireDestination(Headers headers) {
    return requireFspId(headers, HeaderName.DESTINATION);
  }

  private static String requireFspId(Headers headers, String name) {
    String fspId = headers.first(name).orElseThrow(() -> missing(name));
    if (fspId.isEmpty()) {
      throw new FspiopException(
          VALIDATION_ERROR, "/header/" + name + " must NOT have fewer than 1 characters");
    }
    if (fspId.length() > MAX_FSP_ID) {
      throw new FspiopException(
          VALIDATION_ERROR, "/header/" + name + " must NOT have more than 32 characters");
    }
    return fspId;
  }

  private static void refuseDuplicates(Headers headers) {
    for (String name : HeaderName.SINGLE_VALUED) {
      if (headers.isDuplicated(name)) {
        throw new FspiopException(MALFORMED_SYNTAX, "Duplicated " + name + " header");
      }
    }
  }

  private void checkAccept(String method, String resource, Headers headers, VersionPolicy policy) {
    Optional<String> text = present(headers, HeaderName.ACCEPT);
    if (text.isEmpty()) {
      refuseMissingAccept(method, resource);
      return;
    }
    AcceptList accept =
        AcceptList.parse(text.get())
            .filter(list -> list.isFor(form, resource))
            .orElseThrow(() -> new FspiopException(MALFORMED_SYNTAX, "Invalid accept header"));
    if (!policy.supportsAccept(accept)) {
      throw new FspiopException(
          UNACCEPTABLE_VERSION,
          "The Client requested an unsupported version, "
              + "see extension list for supported version(s).",
          VersionPolicy.asExtensions(policy.acceptVersions()));
    }
  }

  /**
   * Two texts for one fault: the look-up and transfer services have their own, quoting and request
   * to pay have it on GET only and leave POST to their schema. The official tests want them so.
   */
  private static void refuseMissingAccept(String method, String resource) {
    switch (method) {
      case "GET", "POST", "DELETE" -> {
        if (!method.equals("GET") && SCHEMA_NAMES_ACCEPT.contains(resource)) {
          throw missing(HeaderName.ACCEPT);
        }
        throw new FspiopException(MISSING_ELEMENT, "Accept is required");
      }
      default -> {
        // callbacks are not answered with a body, so they need not say what they accept
      }
    }
  }

  private static void checkDate(Headers headers) {
    String date =
        present(headers, HeaderName.DATE)
            .orElseThrow(
                () -> new FspiopException(MISSING_ELEMENT, "Missing required date header"));
    if (FspiopDate.parse(date).isEmpty()) {
      throw new FspiopException(MALFORMED_SYNTAX, "Invalid date header");
    }
  }

  private void checkContentType(
      String method, String resource, Headers headers, VersionPolicy policy) {
    String text =
        present(headers, HeaderName.CONTENT_TYPE)
            .orElseThrow(() -> new FspiopException(MISSING_ELEMENT, "Content-type is required"));
    MediaType type =
        MediaType.parse(text)
            .filter(media -> media.form() == form && media.resource().equals(resource))
            .orElseThrow(() -> invalidContentType(method, resource, text));
    if (!policy.supportsContent(type.version())) {
      throw new FspiopException(
          UNACCEPTABLE_VERSION,
          "Client supplied a protocol version which is not supported by the server",
          VersionPolicy.asExtensions(policy.contentVersions()));
    }
  }

  private static FspiopException invalidContentType(String method, String resource, String text) {
    boolean unreadable =
        REFUSING_FOREIGN_MEDIA.contains(resource) && WITH_BODY.contains(method) && !isJson(text);
    return new FspiopException(
        MALFORMED_SYNTAX, unreadable ? "Unsupported Media Type" : "Invalid content-type header");
  }

  private static boolean isJson(String contentType) {
    int end = contentType.indexOf(';');
    String type = (end < 0 ? contentType : contentType.substring(0, end)).strip();
    return type.equalsIgnoreCase("application/json")
        || type.regionMatches(true, type.length() - 5, "+json", 0, 5);
  }

  private static FspiopException missing(String name) {
    return new FspiopException(
        MISSING_ELEMENT, "/header must have required property '" + name + "'");
  }

  /** An empty value is no value, as in the reference. */
  private static Optional<String> present(Headers headers, String name) {
    return headers.first(name).filter(value -> !value.isEmpty());
  }
}
