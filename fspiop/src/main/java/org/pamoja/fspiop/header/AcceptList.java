package org.pamoja.fspiop.header;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The accept header: one or more media types, separated by commas without blanks.
 *
 * @param items at least one, in the order of the header
 */
public record AcceptList(List<Item> items) {
  /**
   * One acceptable type.
   *
   * @param form plain or ISO 20022
   * @param resource for example {@code quotes}
   * @param major empty when no version was given
   * @param minor empty when none, or only the major one, was given
   */
  public record Item(ApiForm form, String resource, OptionalInt major, OptionalInt minor) {}

  /** Copies the list. */
  public AcceptList {
    items = List.copyOf(items);
  }

  /** Reads an accept header; empty when any part of it is not of the scheme's form. */
  public static Optional<AcceptList> parse(String text) {
    List<Item> items = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      Optional<Item> item = MediaRange.parse(part).flatMap(AcceptList::item);
      if (item.isEmpty()) {
        return Optional.empty();
      }
      items.add(item.get());
    }
    return Optional.of(new AcceptList(items));
  }

  /** Whether every item is of this form and resource. */
  public boolean isFor(ApiForm form, String resource) {
    return items.stream().allMatch(item -> item.form() == form && item.resource().equals(resource));
  }

  /** Whether one who speaks no newer version than {@code highest} can answer in one of them. */
  public boolean canBeMetBy(ProtocolVersion highest) {
    return items.stream().anyMatch(item -> isWithin(item, highest));
  }

  private static boolean isWithin(Item item, ProtocolVersion highest) {
    if (item.major().isEmpty()) {
      return true;
    }
    ProtocolVersion oldest = new ProtocolVersion(item.major().getAsInt(), item.minor().orElse(0));
    return !oldest.isAbove(highest);
  }

  private static Optional<Item> item(MediaRange range) {
    String version = range.version();
    if (version == null) {
      return Optional.of(item(range, OptionalInt.empty(), OptionalInt.empty()));
    }
    int point = version.indexOf('.');
    String major = point < 0 ? version : version.substring(0, point);
    if (!MediaRange.isDigits(major)) {
      return Optional.empty();
    }
    OptionalInt majorNumber = OptionalInt.of(ProtocolVersion.number(major));
    if (point < 0) {
      return Optional.of(item(range, majorNumber, OptionalInt.empty()));
    }
    String minor = version.substring(point + 1);
    if (!MediaRange.isDigits(minor)) {
      return Optional.empty();
    }
    return Optional.of(item(range, majorNumber, OptionalInt.of(ProtocolVersion.number(minor))));
  }

  private static Item item(MediaRange range, OptionalInt major, OptionalInt minor) {
    return new Item(range.form(), range.resource(), major, minor);
  }
}
