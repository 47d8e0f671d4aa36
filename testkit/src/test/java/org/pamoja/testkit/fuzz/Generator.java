package org.pamoja.testkit.fuzz;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pamoja.fspiop.header.FspiopDate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes requests of all operations of both listeners and spoils most of them. One thread uses it.
 */
final class Generator {
  private static final Pattern NAME = Pattern.compile("\\{([^}]*)}");
  private static final List<String> SERVICES =
      List.of(
          "account-lookup-service",
          "quoting-service",
          "transfers-service",
          "transaction-requests-service");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final RandomGenerator random;
  private final Samples samples;
  private final Spoiler spoiler;
  private final List<ApiDocument.Operation> fspiop;
  private final List<ApiDocument.Operation> admin;

  Generator(RandomGenerator random, Samples samples) {
    this.random = random;
    this.samples = samples;
    this.spoiler = new Spoiler(random);
    this.fspiop =
        SERVICES.stream()
            .flatMap(name -> ApiDocument.ofService(name).operations().stream())
            .toList();
    this.admin = ApiDocument.ofAdmin().operations();
  }

  /** How many operations there are to choose from. */
  int operations() {
    return fspiop.size() + admin.size();
  }

  /** Two thirds of the requests go to the participants' listener; a third of all is left valid. */
  FuzzRequest next() {
    boolean toAdmin = random.nextInt(3) == 0;
    FuzzRequest request = right(samples.pick(toAdmin ? admin : favoured()), toAdmin);
    for (int faults = Math.max(0, random.nextInt(6) - 2); faults > 0; faults--) {
      spoiler.spoil(request);
    }
    return request;
  }

  /** Transfers are where money moves, so they come more often than their share. */
  private List<ApiDocument.Operation> favoured() {
    return random.nextInt(3) > 0
        ? fspiop
        : fspiop.stream().filter(operation -> operation.path().startsWith("/transfers")).toList();
  }

  private FuzzRequest right(ApiDocument.Operation operation, boolean toAdmin) {
    FuzzRequest request = new FuzzRequest(toAdmin, operation);
    request.path = filled(operation.path()) + query(operation);
    if (toAdmin) {
      request.header("Content-Type", "application/json");
      request.header("Accept", "application/json");
      request.header("Date", FspiopDate.format(Instant.now()));
    } else {
      fspiopHeaders(request);
    }
    if (!operation.body().isMissingNode()) {
      request.body =
          JSON.writeValueAsString(samples.body(operation)).getBytes(StandardCharsets.UTF_8);
    }
    return request;
  }

  private void fspiopHeaders(FuzzRequest request) {
    String type =
        "application/vnd.interoperability."
            + request.operation.path().split("/", 3)[1]
            + "+json;version=";
    String version = samples.pick(List.of("1.0", "1.1", "2.0"));
    request.header("Content-Type", type + version);
    if (!request.method.equals("PUT")) {
      request.header("Accept", type + version.charAt(0));
    }
    request.header("Date", FspiopDate.format(Instant.now()));
    request.header("FSPIOP-Source", samples.dfsp());
    request.header("FSPIOP-Destination", samples.dfsp());
  }

  private String filled(String template) {
    Matcher names = NAME.matcher(template);
    return names.replaceAll(
        name -> Matcher.quoteReplacement(samples.pathValue(name.group(1), template)));
  }

  private String query(ApiDocument.Operation operation) {
    List<String> terms = new ArrayList<>();
    for (String name : operation.queries()) {
      if (random.nextBoolean()) {
        terms.add(name + "=" + samples.pathValue(name, operation.path()));
      }
    }
    return terms.isEmpty() ? "" : "?" + String.join("&", terms);
  }
}
