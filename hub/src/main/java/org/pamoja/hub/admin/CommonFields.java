package org.pamoja.hub.admin;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.pamoja.fspiop.currency.Currencies;

/** Rules of fields that several admin operations have. */
public final class CommonFields {
  private static final String TRANSFER_ID_PATTERN =
      "^(?:[0-9a-f]{8}-[0-9a-f]{4}-[1-7][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}|[0-9A-HJKMNP-TV-Z]{26})$";

  /**
   * A currency code the administration knows (ledger-admin §9); told with those of the FSPIOP
   * interface first.
   */
  public static final TextRule CURRENCY = TextRule.oneOf(currencies());

  /** A lower-case UUID or a ULID (ledger-admin §1). */
  public static final TextRule TRANSFER_ID =
      TextRule.text().matching(Pattern.compile(TRANSFER_ID_PATTERN), TRANSFER_ID_PATTERN);

  private CommonFields() {}

  private static Set<String> currencies() {
    return Currencies.known().stream()
        .sorted(
            Comparator.comparing((String code) -> !Currencies.isFspiop(code))
                .thenComparing(Comparator.naturalOrder()))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
