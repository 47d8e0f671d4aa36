package org.pamoja.hub.quotes.file;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * How a fact is compared with a value (quoting §5). Equality is by type and value, numbers by what
 * they amount to; a fact that is not there is null.
 */
enum Operator {
  EQUAL("equal", Operator::same),
  NOT_EQUAL("notEqual", (fact, value) -> !same(fact, value)),
  IN("in", (fact, value) -> holds(value, fact)),
  NOT_IN("notIn", (fact, value) -> !holds(value, fact)),
  /** Both are false of what is not a list, as in the reference. */
  CONTAINS("contains", (fact, value) -> fact instanceof List<?> && holds(fact, value)),
  DOES_NOT_CONTAIN(
      "doesNotContain", (fact, value) -> fact instanceof List<?> && !holds(fact, value)),
  LESS_THAN("lessThan", (fact, value) -> order(fact, value).filter(o -> o < 0).isPresent()),
  LESS_THAN_INCLUSIVE(
      "lessThanInclusive", (fact, value) -> order(fact, value).filter(o -> o <= 0).isPresent()),
  GREATER_THAN("greaterThan", (fact, value) -> order(fact, value).filter(o -> o > 0).isPresent()),
  GREATER_THAN_INCLUSIVE(
      "greaterThanInclusive", (fact, value) -> order(fact, value).filter(o -> o >= 0).isPresent()),
  /** The fact is the value, or a list of nothing but it. */
  ARRAY_EQUAL("arrayEqual", Operator::sole),
  ARRAY_NOT_EQUAL("arrayNotEqual", (fact, value) -> !sole(fact, value)),
  DEEP_EQUAL("deepEqual", Operator::deeplySame),
  NOT_DEEP_EQUAL("notDeepEqual", (fact, value) -> !deeplySame(fact, value)),
  TRUTHY("truthy", (fact, value) -> Boolean.valueOf(truthy(fact)).equals(value)),
  IS_STRING("isString", (fact, value) -> Boolean.valueOf(fact instanceof String).equals(value)),
  IS_ARRAY("isArray", (fact, value) -> Boolean.valueOf(fact instanceof List<?>).equals(value)),
  IS_OBJECT("isObject", (fact, value) -> Boolean.valueOf(fact instanceof Map<?, ?>).equals(value));

  /** Longer texts are not amounts. */
  private static final int MAX_DIGITS = 64;

  /** Larger exponents would take for ever to compare. */
  private static final int MAX_EXPONENT = 1_000;

  private static final Map<String, Operator> BY_NAME = byName();

  private final String ruleName;
  private final BiPredicate<Object, Object> test;

  Operator(String ruleName, BiPredicate<Object, Object> test) {
    this.ruleName = ruleName;
    this.test = test;
  }

  /** The operator a rule calls by that name. */
  static Optional<Operator> of(String ruleName) {
    return Optional.ofNullable(BY_NAME.get(ruleName));
  }

  /** Whether the fact stands in this relation to the value. */
  boolean holdsFor(Object fact, Object value) {
    return test.test(fact, value);
  }

  private static Map<String, Operator> byName() {
    Map<String, Operator> operators = new HashMap<>();
    for (Operator operator : values()) {
      operators.put(operator.ruleName, operator);
    }
    return Map.copyOf(operators);
  }

  /** Strict equality: lists and objects are the same only when they are one and the same. */
  private static boolean same(Object left, Object right) {
    if (left instanceof Number && right instanceof Number) {
      return deeplySame(left, right);
    }
    return left == right || left != null && isScalar(left) && isScalar(right) && left.equals(right);
  }

  private static boolean isScalar(Object value) {
    return !(value instanceof Collection<?>) && !(value instanceof Map<?, ?>);
  }

  private static boolean holds(Object values, Object wanted) {
    return switch (values) {
      case null -> false;
      case List<?> list -> list.stream().anyMatch(item -> same(item, wanted));
      // One match of a path stands for a list of one.
      default -> same(values, wanted);
    };
  }

  private static boolean sole(Object fact, Object value) {
    return fact instanceof List<?> list
        ? list.size() == 1 && same(list.getFirst(), value)
        : same(fact, value);
  }

  private static boolean deeplySame(Object left, Object right) {
    return switch (left) {
      case null -> right == null;
      case Number _ when right instanceof Number ->
          order(left, right).filter(order -> order == 0).isPresent();
      case List<?> list -> right instanceof List<?> other && sameItems(list, other);
      case Map<?, ?> map -> right instanceof Map<?, ?> other && sameProperties(map, other);
      default -> left.equals(right);
    };
  }

  private static boolean sameItems(List<?> left, List<?> right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (int i = 0; i < left.size(); i++) {
      if (!deeplySame(left.get(i), right.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameProperties(Map<?, ?> left, Map<?, ?> right) {
    return left.keySet().equals(right.keySet())
        && left.keySet().stream().allMatch(key -> deeplySame(left.get(key), right.get(key)));
  }

  private static boolean truthy(Object value) {
    return switch (value) {
      case null -> false;
      case Boolean truth -> truth;
      case String text -> !text.isEmpty();
      case Number number -> number.doubleValue() != 0;
      default -> true;
    };
  }

  /** How two numbers, or texts that are numbers as amounts are, compare; empty for others. */
  private static Optional<Integer> order(Object left, Object right) {
    Optional<BigDecimal> first = number(left);
    Optional<BigDecimal> second = number(right);
    return first.isPresent() && second.isPresent()
        ? Optional.of(first.get().compareTo(second.get()))
        : Optional.empty();
  }

  private static Optional<BigDecimal> number(Object value) {
    if (!(value instanceof Number) && !(value instanceof String)) {
      return Optional.empty();
    }
    String digits = value.toString().strip();
    if (digits.length() > MAX_DIGITS) {
      return Optional.empty();
    }
    try {
      BigDecimal number = new BigDecimal(digits);
      return Math.abs((long) number.scale()) > MAX_EXPONENT
          ? Optional.empty()
          : Optional.of(number);
    } catch (NumberFormatException noNumber) {
      return Optional.empty();
    }
  }
}
