package org.pamoja.hub.quotes.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.ErrorInformation;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.json.MalformedJsonException;

/**
 * The rules of one file in order: higher {@code priority} first, else as they stand in the file.
 * Immutable; threads may share it.
 */
public final class RulesFile {
  /** No rules: every request passes. */
  public static final RulesFile NONE = new RulesFile(List.of());

  private static final int MAX_BYTES = 1024 * 1024;

  /** About what takes as long as passing a message on; a comparison takes a few microseconds. */
  private static final int QUICK_COMPARISONS = 50;

  /** One rule. */
  record Entry(Condition condition, Event event, int priority) {}

  private final List<Entry> entries;
  private final boolean isQuick;

  RulesFile(List<Entry> entries) {
    this.entries =
        entries.stream().sorted(Comparator.comparingInt(Entry::priority).reversed()).toList();
    this.isQuick =
        entries.stream().mapToInt(entry -> entry.condition().comparisons()).sum()
            <= QUICK_COMPARISONS;
  }

  /**
   * Reads a file.
   *
   * @throws RulesFileException listing all that is wrong with it
   */
  public static RulesFile read(Path path) {
    try {
      if (Files.size(path) > MAX_BYTES) {
        throw new RulesFileException(List.of(path + " has more than " + MAX_BYTES + " bytes"));
      }
      return new RulesFileReader().read(Json.parse(Files.readAllBytes(path)));
    } catch (IOException unreadable) {
      throw new RulesFileException(List.of(path + " cannot be read: " + unreadable));
    } catch (MalformedJsonException malformed) {
      throw new RulesFileException(List.of(path + " is " + malformed.getMessage()));
    }
  }

  /** Whether there are no rules. */
  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /** Whether they take so little time that an event loop may apply them. */
  public boolean isQuick() {
    return isQuick;
  }

  /** Applies every rule: refusals come before reroutes, of which there may be only one. */
  public Ruling judge(Facts facts) {
    Ruling ruling = Ruling.PASSED;
    List<Event> events = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.condition().holds(facts)) {
        events.add(entry.event());
      }
    }
    for (Event event : events) {
      if (event instanceof Event.Unknown(String type)) {
        return fault("quote rule has the unknown event " + type);
      }
    }
    for (Event event : events) {
      if (event instanceof Event.Invalid(ErrorCode code, String message)) {
        return new Ruling.Refused(ErrorInformation.of(code, message));
      }
    }
    for (Event event : events) {
      if (event instanceof Event.Intercept intercept) {
        if (ruling != Ruling.PASSED) {
          return fault("more than one quote rule reroutes the request");
        }
        ruling = new Ruling.Rerouted(intercept.receiver(), intercept.headers());
      }
    }
    return ruling;
  }

  private static Ruling fault(String detail) {
    return new Ruling.Refused(ErrorInformation.of(ErrorCode.INTERNAL_SERVER_ERROR, detail));
  }
}
