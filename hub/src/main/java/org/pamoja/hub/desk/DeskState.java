package org.pamoja.hub.desk;

import java.util.Locale;

/** How an undelivered message stands. */
public enum DeskState {
  /** It is tried until it is confirmed or given up. */
  WAITING(0),
  /** Nobody tries it any more; an operator decides. */
  DEAD(1),
  /** An operator has decided that it is never sent, which is final. */
  DROPPED(2);

  private final int number;

  DeskState(int number) {
    this.number = number;
  }

  /** Its place in the desk's index. */
  int number() {
    return number;
  }

  /** The state of that place in the index. */
  static DeskState of(int number) {
    return values()[number];
  }

  /** Its name in the admin API. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The state of that name in the admin API.
   *
   * @throws IllegalArgumentException when there is none
   */
  static DeskState named(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
