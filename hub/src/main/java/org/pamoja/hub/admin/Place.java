package org.pamoja.hub.admin;

import java.util.Optional;

/**
 * Where in a request a value stands, and what messages call it.
 *
 * @param path names of the properties down to it, such as {@code limit.value}; empty for a whole
 *     part of a request
 * @param label its label if the reference gives it one, else its path; properties below it are
 *     called by their path
 */
public record Place(String path, String label) {
  /** A whole part of a request: its path, query or body. */
  public static final Place ROOT = new Place("", "value");

  /** A fault in the validator's words: the label in quotation marks, then the text. */
  String fault(String text) {
    return "\"" + label + "\" " + text;
  }

  Place property(String name, Optional<String> ownLabel) {
    String below = path.isEmpty() ? name : path + "." + name;
    return new Place(below, ownLabel.orElse(below));
  }

  Place item(int index) {
    String below = path + "[" + index + "]";
    return new Place(below, below);
  }
}
