package org.pamoja.testkit.fuzz;

import java.math.BigDecimal;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.pamoja.testkit.dfsp.Bodies;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes bodies and path values that a schema takes. Names that mean something get values that mean
 * something in the hub under test, so that many requests go all the way. One thread uses it.
 */
final class Samples {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int MAX_DEPTH = 12;
  private static final int REMEMBERED_IDS = 40;

  /** Hours away from the test, so that nothing expires while states are compared. */
  private static final List<String> EXPIRATIONS =
      List.of(
          Bodies.in(Duration.ofHours(2)),
          Bodies.in(Duration.ofHours(9)),
          "2020-01-01T00:00:00.000Z");

  private static final List<String> CURRENCIES =
      List.of("USD", "USD", "USD", "USD", "USD", "EUR", "EUR", "XTS", "KES");
  private static final String CALLBACK = "FSPIOP_CALLBACK_URL_QUOTES";
  private static final String NOBODY_THERE = "http://127.0.0.1:9/x";
  private static final List<String> PARTY_TYPES =
      List.of("MSISDN", "ALIAS", "EMAIL", "IBAN", "NONE");

  /** Tried one after the other for texts that only have a pattern. */
  private static final List<String> BY_PATTERN =
      List.of(
          "12.5",
          "3100",
          "17",
          "2016-05-24T08:38:08.699-04:00",
          "1990-02-28",
          "TRANSFER",
          Bodies.FULFILMENT,
          "AYGYAAAAAAAAAGQMZy5iLm1zaXNkbi4xgYBl",
          "27713803912",
          "Ann Example",
          "45.5",
          "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
          "a-1");

  private final RandomGenerator random;
  private final List<String> dfsps;
  private final Map<String, List<Long>> victims;
  private final Deque<String> ids = new ArrayDeque<>();
  private final String publicKey = newPublicKey();
  private String lastVictim = "";

  /**
   * Samples.
   *
   * @param dfsps payer and payee, whom no admin request touches
   * @param victims participants on which admin requests are tried, with the numbers of their
   *     accounts
   */
  Samples(RandomGenerator random, List<String> dfsps, Map<String, List<Long>> victims) {
    this.random = random;
    this.dfsps = dfsps;
    this.victims = victims;
    ids.add(newId());
  }

  /** A body for an operation. */
  JsonNode body(ApiDocument.Operation operation) {
    return value("", operation.body(), operation.document(), 0);
  }

  /** A value for a name in a path template or a query. */
  String pathValue(String name, String template) {
    return switch (name) {
      case "Type", "type" -> pick(PARTY_TYPES);
      case "ID" ->
          template.contains("{Type}") ? pick(List.of("27713803912", "ann", "x@y.example")) : id();
      case "SubId" -> pick(List.of("PERSONAL", "7"));
      case "name" -> template.startsWith("/settlementModels") ? made() : victim();
      case "id" -> number(template);
      case "currency" -> pick(CURRENCIES);
      default -> random.nextBoolean() ? id() : String.valueOf(random.nextInt(1, 40));
    };
  }

  /** One of the two DFSPs, or rarely a name that the hub does not know. */
  String dfsp() {
    return participant(dfsps);
  }

  /** An id that was used lately, or a new one. */
  String id() {
    return random.nextInt(3) == 0 ? pick(List.copyOf(ids)) : newId();
  }

  <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private String victim() {
    lastVictim = random.nextInt(5) == 0 ? made() : participant(List.copyOf(victims.keySet()));
    return lastVictim;
  }

  /** Mostly an account of the participant named before it. */
  private String number(String template) {
    List<Long> accounts = victims.getOrDefault(lastVictim, List.of());
    boolean known =
        template.startsWith("/participants") && !accounts.isEmpty() && random.nextInt(5) > 0;
    if (known) {
      return String.valueOf(pick(accounts));
    }
    boolean numbered = template.startsWith("/participants") || template.startsWith("/oracles");
    return numbered ? String.valueOf(random.nextInt(1, 40)) : id();
  }

  /** A name that an earlier request may have registered. */
  private String made() {
    return "made" + random.nextInt(12);
  }

  private String participant(List<String> known) {
    return random.nextInt(12) == 0 ? pick(List.of("nobody", "Hub", "UNKNOWN-FSP")) : pick(known);
  }

  private String newId() {
    String id =
        new UUID(random.nextLong() & ~0xf000L | 0x4000L, random.nextLong() >>> 2 | Long.MIN_VALUE)
            .toString();
    ids.addLast(id);
    if (ids.size() > REMEMBERED_IDS) {
      ids.removeFirst();
    }
    return id;
  }

  private JsonNode value(String name, JsonNode reference, ApiDocument document, int depth) {
    JsonNode schema = document.resolved(reference);
    return switch (schema.path("type").asString("object")) {
      case "array" -> array(name, schema, document, depth);
      case "string" -> NODES.stringNode(text(name, schema));
      case "integer" -> NODES.numberNode(schema.path("minimum").asInt(0) + random.nextInt(3));
      case "number" ->
          NODES.numberNode(
              new BigDecimal(random.nextInt(1, 100_000)).movePointLeft(random.nextInt(5)));
      case "boolean" -> NODES.booleanNode(random.nextInt(4) > 0);
      default -> object(schema, document, depth);
    };
  }

  private ObjectNode object(JsonNode schema, ApiDocument document, int depth) {
    List<String> required = schema.path("required").valueStream().map(JsonNode::asString).toList();
    ObjectNode object = NODES.objectNode();
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      boolean wanted = depth < MAX_DEPTH && random.nextInt(3) == 0;
      if (required.contains(property.getKey()) || wanted) {
        object.set(
            property.getKey(), value(property.getKey(), property.getValue(), document, depth + 1));
      }
    }
    return object;
  }

  private ArrayNode array(String name, JsonNode schema, ApiDocument document, int depth) {
    ArrayNode array = NODES.arrayNode();
    int size = Math.max(schema.path("minItems").asInt(0), random.nextInt(3));
    for (int i = 0; i < size && depth < MAX_DEPTH; i++) {
      array.add(value(name, schema.path("items"), document, depth + 1));
    }
    return array;
  }

  private String text(String name, JsonNode schema) {
    if (schema.has("enum") && !name.equals("currency")) {
      return pick(schema.get("enum").valueStream().map(JsonNode::asString).toList());
    }
    return switch (name) {
      case "payerFsp", "initiatingFsp" -> dfsps.getFirst();
      case "payeeFsp", "counterPartyFsp" -> dfsps.getLast();
      case "fspId" -> dfsp();
      case "currency" -> pick(CURRENCIES);
      case "amount", "minimum", "maximum" ->
          pick(List.of("1", "12.5", "0.0001", "700000", "99999999999999.9999"));
      case "condition" -> Bodies.CONDITION;
      case "fulfilment" -> random.nextInt(4) == 0 ? Bodies.WRONG_FULFILMENT : Bodies.FULFILMENT;
      case "expiration" -> pick(EXPIRATIONS);
      case "transferId",
          "commitRequestId",
          "quoteId",
          "transactionId",
          "requestId",
          "conversionId" ->
          id();
      case "partyIdType" -> pick(PARTY_TYPES);
      case "name" -> made();
      case "ledgerAccountType" -> pick(List.of("POSITION", "INTERCHANGE_FEE"));
      case "type" -> pick(List.of(CALLBACK, CALLBACK, CALLBACK, "NET_DEBIT_CAP", "MSISDN"));
      case "value", "url" ->
          pick(List.of(NOBODY_THERE, NOBODY_THERE, NOBODY_THERE, "builtin:", "text"));
      case "publicKey" -> publicKey;
      case "validFrom", "validUntil" -> pick(EXPIRATIONS);
      default -> patterned(schema);
    };
  }

  private String patterned(JsonNode schema) {
    List<String> fitting = new ArrayList<>();
    String pattern = schema.path("pattern").asString("");
    if (pattern.contains("\\p{")) {
      // People's names: the documents write their classes in a dialect that Java does not read.
      return "Ann Example";
    }
    for (String sample : BY_PATTERN) {
      if (sample.length() <= schema.path("maxLength").asInt(256)
          && Pattern.compile(pattern).matcher(sample).find()) {
        fitting.add(sample);
      }
    }
    return fitting.isEmpty() ? id() : pick(fitting);
  }

  private static String newPublicKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      byte[] der = generator.generateKeyPair().getPublic().getEncoded();
      String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
      return "-----BEGIN PUBLIC KEY-----\n" + text + "\n-----END PUBLIC KEY-----\n";
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
  }
}
