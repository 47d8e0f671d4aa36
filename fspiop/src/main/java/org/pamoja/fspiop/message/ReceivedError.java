package org.pamoja.fspiop.message;

import java.util.List;
import org.pamoja.fspiop.error.ErrorInformation;
import org.pamoja.fspiop.error.Extension;
import tools.jackson.databind.JsonNode;

/**
 * {@code PUT …/error}: a failure told by a participant, as received. Whether its code is kept is
 * decided by who takes it (see {@link org.pamoja.fspiop.error.ErrorCode#acceptedFromParticipant}).
 *
 * @param errorCode as received; four digits where the resource checks it
 * @param errorDescription as received
 * @param extensions possibly empty
 */
public record ReceivedError(String errorCode, String errorDescription, List<Extension> extensions) {
  /** Copies the list. */
  public ReceivedError {
    extensions = List.copyOf(extensions);
  }

  /** From a checked body of any {@code PUT …/error}. */
  public static ReceivedError from(JsonNode checked) {
    return fromInformation(checked.required("errorInformation"));
  }

  /** From a checked {@code errorInformation} object, such as that of an item of a bulk. */
  public static ReceivedError fromInformation(JsonNode information) {
    return new ReceivedError(
        BodyReader.text(information, "errorCode"),
        BodyReader.text(information, "errorDescription"),
        BodyReader.extensions(information));
  }

  /** The same as a body to send on; the description is cut to 128 characters. */
  public ErrorInformation toInformation() {
    return new ErrorInformation(errorCode, errorDescription, extensions);
  }
}
