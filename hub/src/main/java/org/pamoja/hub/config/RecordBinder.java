package org.pamoja.hub.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Joins keys and the components of configuration records: the key of a component is its name, after
 * that of the record that holds it. Used by one thread.
 */
final class RecordBinder {

  /**
   * A value somebody set.
   *
   * @param text the value
   * @param origin where, for messages: file, environment variable or flag
   */
  record Given(String text, String origin) {}

  private final Map<String, Given> given;
  private final List<String> faults;

  /**
   * A binder.
   *
   * @param given values by key; those that were used are removed
   * @param faults what is wrong is added here
   */
  RecordBinder(Map<String, Given> given, List<String> faults) {
    this.given = given;
    this.faults = faults;
  }

  /** All keys with the values of a record, in order of the components. */
  static Map<String, String> flatten(Record values) {
    Map<String, String> flat = new LinkedHashMap<>();
    flatten(values, "", flat);
    return flat;
  }

  private static void flatten(Record values, String prefix, Map<String, String> flat) {
    for (RecordComponent component : values.getClass().getRecordComponents()) {
      String key = prefix + component.getName();
      switch (read(values, component)) {
        case Record section -> flatten(section, key + ".", flat);
        case Map<?, ?> map ->
            map.forEach((name, value) -> flat.put(key + "." + name, Setting.format(value)));
        case Object value -> flat.put(key, Setting.format(value));
      }
    }
  }

  /** The record with what was given in place of the defaults; the defaults where that is faulty. */
  Record bind(Record defaults, String prefix) {
    RecordComponent[] components = defaults.getClass().getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      String key = prefix + components[i].getName();
      values[i] =
          switch (read(defaults, components[i])) {
            case Record section -> bind(section, key + ".");
            case Map<?, ?> map -> bindMap(map, key + ".");
            case Object value -> bindValue(components[i].getType(), value, key);
          };
    }
    return construct(defaults, components, values, prefix);
  }

  private Map<String, String> bindMap(Map<?, ?> defaults, String prefix) {
    Map<String, String> values = new TreeMap<>();
    defaults.forEach(
        (name, value) ->
            values.put(
                String.valueOf(name), (String) bindValue(String.class, value, prefix + name)));
    return Map.copyOf(values);
  }

  private Object bindValue(Class<?> type, Object defaultValue, String key) {
    Given value = given.remove(key);
    if (value == null) {
      return defaultValue;
    }
    try {
      return Setting.parse(type, value.text());
    } catch (IllegalArgumentException wrong) {
      faults.add(key + " (" + value.origin() + ") " + wrong.getMessage());
      return defaultValue;
    }
  }

  private Record construct(
      Record defaults, RecordComponent[] components, Object[] values, String prefix) {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return defaults.getClass().getConstructor(types).newInstance(values);
    } catch (InvocationTargetException refused) {
      String section = prefix.isEmpty() ? "" : prefix.substring(0, prefix.length() - 1) + ": ";
      faults.add(section + refused.getCause().getMessage());
      return defaults;
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException("not a public record: " + defaults.getClass(), impossible);
    }
  }

  private static Object read(Record values, RecordComponent component) {
    try {
      return component.getAccessor().invoke(values);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException("not a public record: " + values.getClass(), impossible);
    }
  }
}
