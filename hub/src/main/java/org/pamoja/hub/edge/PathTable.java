package org.pamoja.hub.edge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Finds the route of a request: first segment by map, then the few templates that begin with it.
 * Immutable; threads may share it.
 *
 * @param <R> what a listener serves
 */
final class PathTable<R> {

  /** One thing to serve. */
  record Entry<R>(String method, String template, R route) {}

  /** What became of a look-up. */
  sealed interface Match<R> {}

  /**
   * The route.
   *
   * @param parameters decoded values of the template's parameters
   */
  record Found<R>(R route, String template, Map<String, String> parameters) implements Match<R> {}

  /** The path is known, the method is not. */
  record WrongMethod<R>(Collection<String> allowed) implements Match<R> {}

  /** No template fits the path. */
  record UnknownPath<R>() implements Match<R> {}

  private record Template<R>(List<String> segments, Entry<R> entry) {}

  private final Map<String, List<Template<R>>> byFirstSegment;

  /**
   * A table of these routes.
   *
   * @throws IllegalArgumentException when two routes take the same method and path, or a template
   *     begins with a parameter
   */
  PathTable(List<Entry<R>> entries) {
    Map<String, List<Template<R>>> table = new HashMap<>();
    Map<String, Entry<R>> seen = new HashMap<>();
    for (Entry<R> entry : entries) {
      Template<R> template = compile(entry);
      String shape = entry.method() + " " + entry.template().replaceAll("\\{[^}]*}", "{}");
      if (seen.putIfAbsent(shape, entry) != null) {
        throw new IllegalArgumentException("two routes serve " + shape);
      }
      table.computeIfAbsent(template.segments().getFirst(), _ -> new ArrayList<>()).add(template);
    }
    // Words before parameters, so that /participants/{Type}/{ID}/error is not taken for a sub-id
    // "error".
    table.values().forEach(list -> list.sort(Comparator.comparing(PathTable::specificity)));
    byFirstSegment = Map.copyOf(table);
  }

  /** Looks a request up; the segments are decoded and an empty one fits no parameter. */
  Match<R> find(String method, List<String> segments) {
    TreeSet<String> allowed = new TreeSet<>();
    for (Template<R> template : byFirstSegment.getOrDefault(segments.getFirst(), List.of())) {
      if (!fits(template.segments(), segments)) {
        continue;
      }
      Entry<R> entry = template.entry();
      if (entry.method().equals(method)) {
        return new Found<>(entry.route(), entry.template(), parameters(template, segments));
      }
      allowed.add(entry.method());
    }
    return allowed.isEmpty() ? new UnknownPath<>() : new WrongMethod<>(allowed);
  }

  private static <R> Template<R> compile(Entry<R> entry) {
    if (!entry.template().startsWith("/") || entry.template().startsWith("/{")) {
      throw new IllegalArgumentException("a template begins with a word: " + entry.template());
    }
    return new Template<>(List.of(entry.template().substring(1).split("/", -1)), entry);
  }

  private static <R> String specificity(Template<R> template) {
    StringBuilder order = new StringBuilder();
    template.segments().forEach(segment -> order.append(isParameter(segment) ? '1' : '0'));
    return order.toString();
  }

  private static boolean fits(List<String> template, List<String> segments) {
    if (template.size() != segments.size()) {
      return false;
    }
    for (int i = 0; i < template.size(); i++) {
      String wanted = template.get(i);
      String given = segments.get(i);
      if (isParameter(wanted) ? given.isEmpty() : !wanted.equals(given)) {
        return false;
      }
    }
    return true;
  }

  private static <R> Map<String, String> parameters(Template<R> template, List<String> segments) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < segments.size(); i++) {
      String segment = template.segments().get(i);
      if (isParameter(segment)) {
        parameters.put(segment.substring(1, segment.length() - 1), segments.get(i));
      }
    }
    return parameters;
  }

  private static boolean isParameter(String segment) {
    return segment.startsWith("{") && segment.endsWith("}");
  }
}
