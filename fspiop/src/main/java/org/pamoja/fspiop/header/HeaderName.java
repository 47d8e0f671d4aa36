package org.pamoja.fspiop.header;

import java.util.List;

/** The header names the scheme gives a meaning to, in lower case as the API schemas spell them. */
public final class HeaderName {
  public static final String ACCEPT = "accept";
  public static final String CONTENT_TYPE = "content-type";
  public static final String CONTENT_LENGTH = "content-length";
  public static final String DATE = "date";
  public static final String SOURCE = "fspiop-source";
  public static final String DESTINATION = "fspiop-destination";
  public static final String SIGNATURE = "fspiop-signature";
  public static final String URI = "fspiop-uri";
  public static final String HTTP_METHOD = "fspiop-http-method";
  public static final String ENCRYPTION = "fspiop-encryption";
  public static final String PROXY = "fspiop-proxy";

  /** The authenticated client's participant id, added by a gateway in front of the hub. */
  public static final String CLIENT_ID = "x-client-id";

  public static final String TRACEPARENT = "traceparent";
  public static final String TRACESTATE = "tracestate";

  /** Headers that decide who speaks to whom or what is read: two of them would be two meanings. */
  static final List<String> SINGLE_VALUED =
      List.of(
          ACCEPT,
          CONTENT_TYPE,
          CONTENT_LENGTH,
          DATE,
          SOURCE,
          DESTINATION,
          SIGNATURE,
          URI,
          HTTP_METHOD,
          ENCRYPTION,
          PROXY,
          CLIENT_ID);

  private HeaderName() {}
}
