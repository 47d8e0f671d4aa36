package org.pamoja.hub.quotes.file;

import java.util.List;

/** The rules cannot be used. The message lists every fault, one a line. */
public final class RulesFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RulesFileException(List<String> faults) {
    super("The file of quoting rules has faults:\n  " + String.join("\n  ", faults));
  }
}
