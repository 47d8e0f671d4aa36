package org.pamoja.hub.config;

import java.util.List;

/** The settings cannot be used. The message lists every fault, one a line. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> faults;

  ConfigException(List<String> faults) {
    super("The configuration has faults:\n  " + String.join("\n  ", faults));
    this.faults = List.copyOf(faults);
  }

  /** The faults, each with the key and where it was set. */
  public List<String> faults() {
    return faults;
  }
}
