package org.pamoja.fspiop.header;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The headers of one message in the order and spelling received; names compare without regard to
 * case. Immutable: every change gives a new value, and threads may share it. Look-ups walk the
 * list, which for the dozen headers of a message is as fast as a map and needs no copy.
 */
public final class Headers implements Iterable<Headers.Header> {
  private static final Headers EMPTY = new Headers(List.of());

  private final List<Header> entries;

  /**
   * One header line.
   *
   * @param name as spelled by the sender
   * @param value without surrounding blanks
   */
  public record Header(String name, String value) {
    /** Both texts are needed; the value may be empty. */
    public Header {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(value, "value");
    }

    boolean isNamed(String other) {
      return name.equalsIgnoreCase(other);
    }
  }

  private Headers(List<Header> entries) {
    this.entries = entries;
  }

  /** No headers. */
  public static Headers empty() {
    return EMPTY;
  }

  /** These headers, in this order; a name may occur more than once. */
  public static Headers of(Iterable<Header> headers) {
    List<Header> entries = new ArrayList<>();
    headers.forEach(entries::add);
    return new Headers(List.copyOf(entries));
  }

  /**
   * Alternating names and values.
   *
   * @throws IllegalArgumentException for an odd count
   */
  public static Headers of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("a header without a value");
    }
    List<Header> entries = new ArrayList<>(namesAndValues.length / 2);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      entries.add(new Header(namesAndValues[i], namesAndValues[i + 1]));
    }
    return new Headers(List.copyOf(entries));
  }

  /** The value of the first header of this name. */
  public Optional<String> first(String name) {
    for (Header entry : entries) {
      if (entry.isNamed(name)) {
        return Optional.of(entry.value());
      }
    }
    return Optional.empty();
  }

  /** The values of all headers of this name, in order. */
  public List<String> all(String name) {
    return entries.stream().filter(e -> e.isNamed(name)).map(Header::value).toList();
  }

  /** Whether there is a header of this name. */
  public boolean contains(String name) {
    return first(name).isPresent();
  }

  /** Whether this name occurs more than once. */
  public boolean isDuplicated(String name) {
    boolean seen = false;
    for (Header entry : entries) {
      if (entry.isNamed(name)) {
        if (seen) {
          return true;
        }
        seen = true;
      }
    }
    return false;
  }

  /**
   * With exactly one header of this name. It takes the place and the spelling of the first one that
   * was there, or stands at the end.
   */
  public Headers with(String name, String value) {
    List<Header> changed = new ArrayList<>(entries.size() + 1);
    boolean placed = false;
    for (Header entry : entries) {
      if (!entry.isNamed(name)) {
        changed.add(entry);
      } else if (!placed) {
        changed.add(new Header(entry.name(), value));
        placed = true;
      }
    }
    if (!placed) {
      changed.add(new Header(name, value));
    }
    return new Headers(List.copyOf(changed));
  }

  /** Without any header of this name. */
  public Headers without(String name) {
    return keeping(entry -> !entry.isNamed(name));
  }

  /** Only the headers that fit. */
  public Headers keeping(Predicate<Header> wanted) {
    return new Headers(entries.stream().filter(wanted).toList());
  }

  /** The number of header lines. */
  public int size() {
    return entries.size();
  }

  @Override
  public Iterator<Header> iterator() {
    return entries.iterator();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Headers headers && entries.equals(headers.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  /** Names only: values can hold credentials and must not end up in a log by accident. */
  @Override
  public String toString() {
    return entries.stream().map(Header::name).toList().toString();
  }
}
