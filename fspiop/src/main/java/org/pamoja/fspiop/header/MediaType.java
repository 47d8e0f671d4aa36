package org.pamoja.fspiop.header;

import java.util.Optional;

/**
 * The content type of a message.
 *
 * @param form plain or ISO 20022
 * @param resource first segment of the path, for example {@code transfers}
 * @param version of the resource
 */
public record MediaType(ApiForm form, String resource, ProtocolVersion version) {
  /** A plain FSPIOP type. */
  public MediaType(String resource, ProtocolVersion version) {
    this(ApiForm.FSPIOP, resource, version);
  }

  /** Reads a content-type header; empty when it is not exactly of the scheme's form. */
  public static Optional<MediaType> parse(String text) {
    return MediaRange.parse(text).flatMap(MediaType::of);
  }

  private static Optional<MediaType> of(MediaRange range) {
    return Optional.ofNullable(range.version())
        .flatMap(ProtocolVersion::parse)
        .map(version -> new MediaType(range.form(), range.resource(), version));
  }

  /** The same in no newer version than {@code highest}. */
  public MediaType atMost(ProtocolVersion highest) {
    return version.isAbove(highest) ? new MediaType(form, resource, highest) : this;
  }

  /** The content-type header, without blanks: the official tests compare the whole text. */
  public String contentType() {
    return base() + version;
  }

  /** The accept header that goes with it: only the major version. */
  public String accept() {
    return base() + version.major();
  }

  private String base() {
    String infix = form == ApiForm.ISO20022 ? "iso20022." : "";
    return "application/vnd.interoperability." + infix + resource + "+json;version=";
  }
}
