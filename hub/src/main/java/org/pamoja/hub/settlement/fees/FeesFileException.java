package org.pamoja.hub.settlement.fees;

import java.util.List;

/** The rules cannot be used. The message lists every fault, one a line. */
public final class FeesFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FeesFileException(List<String> faults) {
    super("The file of interchange fees has faults:\n  " + String.join("\n  ", faults));
  }
}
