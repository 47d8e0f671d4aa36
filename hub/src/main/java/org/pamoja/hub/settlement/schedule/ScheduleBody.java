package org.pamoja.hub.settlement.schedule;

import static org.pamoja.hub.admin.ListRule.listOf;
import static org.pamoja.hub.admin.ObjectRule.optional;
import static org.pamoja.hub.admin.ObjectRule.required;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.hub.admin.FlagRule;
import org.pamoja.hub.admin.RequestRule;
import org.pamoja.hub.admin.TextRule;
import org.pamoja.hub.edge.AdminRequest;
import org.pamoja.hub.settlement.schedule.Schedule.Definition;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A schedule's definition as JSON: what operators send, what is stored, what is shown. */
final class ScheduleBody {
  private static final int MOST_CUT_OFFS = 96;
  private static final int MOST_HOLIDAYS = 1_000;
  private static final String TIME = "^(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?$";
  private static final String DATE = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
  private static final Set<DayOfWeek> MONDAY_TO_FRIDAY =
      EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);

  private static final RequestRule RULE =
      RequestRule.ofBody(
          required("timeZone", TextRule.text(1, 64)),
          required("cutOffs", listOf(matching(TIME), MOST_CUT_OFFS)),
          optional("businessDays", listOf(TextRule.oneOf(names(DayOfWeek.values())), 7)),
          optional("holidays", listOf(matching(DATE), MOST_HOLIDAYS)),
          optional("createSettlement", FlagRule.flag()));

  private ScheduleBody() {}

  /**
   * The definition in a request.
   *
   * @throws FspiopException 400/3101 naming the field
   */
  static Definition read(AdminRequest request) {
    return read(RULE.check(request.pathParameters(), request.query(), request.json()).body());
  }

  /** The definition that {@link #write} made, or that was checked. */
  static Definition read(JsonNode body) {
    SortedSet<LocalTime> cutOffs = set(body, "cutOffs", LocalTime::parse);
    Set<DayOfWeek> days =
        body.has("businessDays") ? set(body, "businessDays", DayOfWeek::valueOf) : MONDAY_TO_FRIDAY;
    SortedSet<LocalDate> holidays = set(body, "holidays", LocalDate::parse);
    requireSome("cutOffs", cutOffs);
    requireSome("businessDays", days);
    JsonNode create = body.get("createSettlement");
    return new Definition(
        new CutOffCalendar(zone(body.get("timeZone").stringValue()), cutOffs, days, holidays),
        create != null && create.booleanValue());
  }

  /** The definition with everything in it, lists in order. */
  static ObjectNode write(Definition definition) {
    CutOffCalendar calendar = definition.calendar();
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("timeZone", calendar.zone().getId());
    calendar.cutOffs().stream()
        .map(DateTimeFormatter.ISO_LOCAL_TIME::format)
        .map(text -> text.endsWith(":00") && text.length() == 8 ? text.substring(0, 5) : text)
        .forEach(body.putArray("cutOffs")::add);
    body.set("businessDays", texts(new TreeSet<>(calendar.businessDays())));
    body.set("holidays", texts(new TreeSet<>(calendar.holidays())));
    return body.put("createSettlement", definition.createSettlement());
  }

  private static JsonNode texts(Collection<?> values) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    values.forEach(value -> list.add(value.toString()));
    return list;
  }

  private static <T extends Comparable<? super T>> SortedSet<T> set(
      JsonNode body, String name, Function<String, T> parser) {
    SortedSet<T> values = new TreeSet<>();
    int index = 0;
    for (JsonNode item : body.path(name)) {
      String place = name + "[" + index++ + "]";
      if (!values.add(parsed(place, item.stringValue(), parser))) {
        throw malformed(place, "contains a duplicate value");
      }
    }
    return values;
  }

  private static <T> T parsed(String place, String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (DateTimeException noDate) {
      throw malformed(place, "is not in the calendar");
    }
  }

  private static ZoneId zone(String name) {
    return parsedZone(name).orElseThrow(() -> malformed("timeZone", "is not a known time zone"));
  }

  private static Optional<ZoneId> parsedZone(String name) {
    try {
      return Optional.of(ZoneId.of(name));
    } catch (DateTimeException unknown) {
      return Optional.empty();
    }
  }

  private static void requireSome(String name, Collection<?> values) {
    if (values.isEmpty()) {
      throw malformed(name, "must contain at least 1 items");
    }
  }

  private static FspiopException malformed(String field, String text) {
    return new FspiopException(ErrorCode.MALFORMED_SYNTAX, "\"" + field + "\" " + text);
  }

  private static TextRule matching(String pattern) {
    return TextRule.text().matching(Pattern.compile(pattern), pattern);
  }

  private static String[] names(Enum<?>[] values) {
    return Arrays.stream(values).map(Enum::name).toArray(String[]::new);
  }
}
