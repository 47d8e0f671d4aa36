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
    if (range.version() == null) {
      return Optional.empty();
    }
    int point = range.version().indexOf('.');
    if (point < 0) {
      return Optional.empty();
    }
    String major = range.version().substring(0, point);
    String minor = range.version().substring(point + 1);
    if (!MediaRange.isDigits(major) || !MediaRange.isDigits(minor)) {
      return Optional.empty();
    }
    ProtocolVersion version =
        new ProtocolVersion(ProtocolVersion.number(major), ProtocolVersion.number(minor));
    return Optional.of(new MediaType(range.form(), range.resource(), version));
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
