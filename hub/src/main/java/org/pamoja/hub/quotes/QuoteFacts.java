package org.pamoja.hub.quotes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.pamoja.hub.edge.FspiopRequest;
import org.pamoja.hub.participants.Participant;
import org.pamoja.hub.participants.Participant.AccountReference;
import org.pamoja.hub.quotes.file.Facts;
import org.pamoja.hub.quotes.file.PlainJson;

/**
 * Shows the rules of the file what they look at, in the form of the ledger's own interface (quoting
 * §4.2, §5); when accounts were made and by whom is left out. Threads may share it.
 */
final class QuoteFacts {
  private static final String QUOTE_REQUEST = "quoteRequest";

  private final String uriBase;

  /**
   * @param uriBase what participants' ids begin with
   */
  QuoteFacts(String uriBase) {
    this.uriBase = uriBase;
  }

  /** The facts of a POST /quotes. */
  Facts of(FspiopRequest request, Participant source, Participant destination) {
    Map<String, Object> headers = new HashMap<>();
    request
        .headers()
        .forEach(header -> headers.put(header.name().toLowerCase(Locale.ROOT), header.value()));
    return new Facts(
        QUOTE_REQUEST,
        participant(source),
        participant(destination),
        PlainJson.object(request.json().orElseThrow()),
        headers);
  }

  private Map<String, Object> participant(Participant participant) {
    String id = uriBase + "/participants/" + participant.name();
    List<Object> accounts = new ArrayList<>();
    participant.accounts().forEach(account -> accounts.add(account(account)));
    Map<String, Object> fact = new LinkedHashMap<>();
    fact.put("name", participant.name());
    fact.put("id", id);
    fact.put("isActive", flag(participant.active()));
    fact.put("links", Map.of("self", id));
    fact.put("accounts", accounts);
    return fact;
  }

  private static Map<String, Object> account(AccountReference account) {
    Map<String, Object> fact = new LinkedHashMap<>();
    fact.put("id", account.id());
    fact.put("ledgerAccountType", account.type());
    fact.put("currency", account.currency());
    fact.put("isActive", flag(account.active()));
    return fact;
  }

  /** The ledger's interface has 1 and 0 here. */
  private static int flag(boolean value) {
    return value ? 1 : 0;
  }
}
