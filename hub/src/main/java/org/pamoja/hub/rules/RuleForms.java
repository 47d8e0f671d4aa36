package org.pamoja.hub.rules;

import static org.pamoja.hub.admin.ObjectRule.optional;
import static org.pamoja.hub.admin.ObjectRule.required;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.pamoja.fspiop.currency.Currencies;
import org.pamoja.hub.admin.FlagRule;
import org.pamoja.hub.admin.ListRule;
import org.pamoja.hub.admin.NumberRule;
import org.pamoja.hub.admin.ObjectRule;
import org.pamoja.hub.admin.ObjectRule.Field;
import org.pamoja.hub.admin.Rule;
import org.pamoja.hub.admin.TextRule;

/** The JSON form of each kind of rule: names of its fields and what each may be. */
final class RuleForms {
  /** Most rules of a set. */
  static final int MOST_RULES = 500;

  private static final int MOST_NAMES = 1_000;
  private static final int LONGEST_MESSAGE = 80;
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,47}");
  private static final Pattern AMOUNT =
      Pattern.compile("(?:0|[1-9][0-9]{0,13})(?:\\.[0-9]{0,3}[1-9])?");

  private static final TextRule ID_RULE = TextRule.text().matching(ID, ID.pattern());
  private static final TextRule NAME = TextRule.text(1, 30);
  private static final TextRule AMOUNT_RULE = TextRule.text().matching(AMOUNT, AMOUNT.pattern());
  private static final TextRule SIDE = TextRule.oneOf("PAYER", "PAYEE");

  private static final Map<String, ObjectRule> FORMS = forms();

  private RuleForms() {}

  /** What a rule's id, or a list's name, has to be. */
  static Rule id() {
    return ID_RULE;
  }

  /** The form of a kind, null for a kind that there is not. */
  static ObjectRule of(String kind) {
    return FORMS.get(kind);
  }

  /** What the field {@code kind} may be. */
  static Rule kind() {
    return TextRule.oneOf(FORMS.keySet());
  }

  private static Map<String, ObjectRule> forms() {
    Map<String, ObjectRule> forms = new LinkedHashMap<>();
    forms.put("DIRECTION", form(required("allow", TextRule.oneOf("SEND", "RECEIVE"))));
    forms.put(
        "AMOUNT",
        form(
            optional("of", SIDE),
            optional("minimum", AMOUNT_RULE),
            optional("maximum", AMOUNT_RULE)));
    forms.put(
        "PERIOD",
        form(
            optional("of", SIDE),
            required("unit", TextRule.oneOf("MINUTE", "HOUR", "DAY", "MONTH")),
            optional("buckets", whole(60)),
            optional("amount", AMOUNT_RULE),
            optional("transfers", whole(1_000_000_000))));
    forms.put(
        "PAIRS",
        form(
            required("mode", TextRule.oneOf("ALLOW", "FORBID")),
            required(
                "pairs",
                ListRule.listOf(
                    ObjectRule.object(required("payer", NAME), required("payee", NAME)),
                    MOST_NAMES))));
    forms.put("BLOCKED", form(optional("of", SIDE), required("list", ID_RULE)));
    forms.put(
        "SCREENING",
        form(
            required("url", TextRule.text()),
            optional("budgetMillis", whole(5_000)),
            optional("unanswered", TextRule.oneOf("ACCEPT", "REFUSE")),
            optional("at", ListRule.listOf(TextRule.oneOf("QUOTE", "PREPARE"), 2)),
            optional("concurrency", whole(1_024))));
    return forms;
  }

  private static NumberRule whole(int largest) {
    return new NumberRule(NumberRule.Sign.POSITIVE, 0, BigDecimal.valueOf(largest), true);
  }

  private static ObjectRule form(Field... own) {
    List<Field> fields =
        new ArrayList<>(
            List.of(
                required("id", ID_RULE),
                required("kind", TextRule.text()),
                optional("enabled", FlagRule.flag()),
                optional("participants", ListRule.listOf(NAME, MOST_NAMES)),
                optional("currency", TextRule.oneOf(Currencies.known())),
                optional(
                    "scenario",
                    TextRule.oneOf("DEPOSIT", "WITHDRAWAL", "TRANSFER", "PAYMENT", "REFUND")),
                optional("code", TextRule.oneOf(RuleCodes.texts())),
                optional("message", TextRule.text(1, LONGEST_MESSAGE)),
                optional("unreadable", TextRule.oneOf("PASS", "APPLY"))));
    fields.addAll(List.of(own));
    return new ObjectRule(fields);
  }
}
