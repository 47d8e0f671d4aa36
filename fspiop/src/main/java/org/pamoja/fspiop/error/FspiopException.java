package org.pamoja.fspiop.error;

import java.util.List;

/**
 * A message is refused; carries the synchronous answer. It is an expected outcome that a hostile
 * sender can cause at will, so no stack trace is taken: filling one costs more than the checks.
 */
public final class FspiopException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final transient ErrorInformation information;
  private final int httpStatus;

  /** Refused with a code and a detail; null or empty detail means the bare message. */
  public FspiopException(ErrorCode code, String detail) {
    this(code, detail, List.of());
  }

  /** As before, with extensions. */
  public FspiopException(ErrorCode code, String detail, List<Extension> extensions) {
    this(code, detail, extensions, code.httpStatus());
  }

  /**
   * With an HTTP status of its own, for the one code whose status depends on the case: 3000 is 405
   * when the method is not allowed.
   */
  public FspiopException(
      ErrorCode code, String detail, List<Extension> extensions, int httpStatus) {
    this(code, ErrorInformation.of(code, detail, extensions), httpStatus);
  }

  private FspiopException(ErrorCode code, ErrorInformation information, int httpStatus) {
    super(information.errorCode() + " " + information.errorDescription(), null, false, false);
    this.code = code;
    this.information = information;
    this.httpStatus = httpStatus;
  }

  /** The answer to a method the path does not know: 405 with 3000. */
  public static FspiopException methodNotAllowed(String detail) {
    return new FspiopException(ErrorCode.GENERIC_CLIENT_ERROR, detail, List.of(), 405);
  }

  /** The code of the refusal. */
  public ErrorCode code() {
    return code;
  }

  /** The body of the answer. */
  public ErrorInformation information() {
    return information;
  }

  /** The HTTP status of the answer. */
  public int httpStatus() {
    return httpStatus;
  }
}
