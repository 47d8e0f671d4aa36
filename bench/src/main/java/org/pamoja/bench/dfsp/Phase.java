package org.pamoja.bench.dfsp;

/** The parts of a payment that are measured; each from the request's start to its callback. */
public enum Phase {
  LOOK_UP("look-up"),
  QUOTE("quote"),
  TRANSFER("transfer"),
  /** All of it. */
  PAYMENT("payment");

  private final String title;

  Phase(String title) {
    this.title = title;
  }

  /** Name for reports. */
  public String title() {
    return title;
  }
}
