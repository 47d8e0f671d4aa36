package org.pamoja.testkit.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes one thing about a body: a value where it is JSON, or its bytes. One thread uses it. */
final class BodySpoiler {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** JSON texts put in place of a value, most of them well formed. */
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "{}",
          "[]",
          "0",
          "-1",
          "1e999999999",
          "-0",
          "1.00001",
          "123456789012345678901234567890",
          "9".repeat(1_500),
          "\"\"",
          "\" \"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\udc00x\"",
          "\"\\uffff\"",
          "\"\\u202e\"",
          "\"\\ud83d\\ude00\"",
          "\"" + "x".repeat(40_000) + "\"",
          "\"nobody\"",
          "\"Hub\"",
          "\"USD\"",
          "\"ZZZ\"",
          "\"1e3\"",
          "\"99999999999999.9999\"",
          "\"0\"",
          "\"-1\"",
          "\"2030-02-30T00:00:00.000Z\"",
          "\"2020-01-01T00:00:00.000Z\"",
          "\"'; drop table transfer; --\"",
          "\"{{partyIdentifier}}\"",
          "\"http://169.254.169.254/\"",
          "[".repeat(3_000),
          "{\"a\":".repeat(3_000),
          "[[[[[[1]]]]]]",
          "[\"a\",\"a\"]",
          "NaN",
          "01",
          "'x'",
          "\"\\x\"",
          "\"\t\"");

  private static final List<byte[]> SEQUENCES =
      List.of(
          new byte[] {(byte) 0xff},
          new byte[] {(byte) 0xc0, (byte) 0xaf},
          new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
          new byte[] {(byte) 0xe2},
          new byte[] {0},
          new byte[] {'"'},
          new byte[] {'}'},
          new byte[] {','});

  private static final String PLACE = "\"@@place@@\"";

  private final RandomGenerator random;

  BodySpoiler(RandomGenerator random) {
    this.random = random;
  }

  /** A changed copy. */
  byte[] spoilt(byte[] body) {
    if (random.nextInt(3) > 0) {
      try {
        return changed(JSON.readTree(body));
      } catch (JacksonException noJson) {
        return damaged(body);
      }
    }
    return damaged(body);
  }

  private record Place(JsonNode parent, String name, int index) {}

  private byte[] changed(JsonNode tree) {
    List<Place> places = new ArrayList<>();
    collect(tree, places);
    if (places.isEmpty()) {
      return bytes(pick(VALUES));
    }
    Place place = pick(places);
    return switch (place.parent()) {
      case ObjectNode object -> changed(tree, object, place.name());
      case ArrayNode array -> {
        array.set(place.index(), PLACE.substring(1, PLACE.length() - 1));
        yield bytes(JSON.writeValueAsString(tree).replace(PLACE, pick(VALUES)));
      }
      default -> throw new IllegalStateException();
    };
  }

  private byte[] changed(JsonNode tree, ObjectNode object, String name) {
    String mark = PLACE.substring(1, PLACE.length() - 1);
    switch (random.nextInt(6)) {
      case 0 -> object.remove(name);
      case 1 -> object.put("unknown", "x");
      case 2 -> {
        JsonNode old = object.get(name);
        object.put(name, mark);
        String twice =
            JSON.writeValueAsString(old) + "," + JSON.writeValueAsString(name) + ":" + pick(VALUES);
        return bytes(JSON.writeValueAsString(tree).replace(PLACE, twice));
      }
      default -> {
        object.put(name, mark);
        return bytes(JSON.writeValueAsString(tree).replace(PLACE, pick(VALUES)));
      }
    }
    return bytes(JSON.writeValueAsString(tree));
  }

  private static void collect(JsonNode node, List<Place> places) {
    if (node.isObject()) {
      for (String name : node.propertyNames()) {
        places.add(new Place(node, name, 0));
        collect(node.get(name), places);
      }
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        places.add(new Place(node, "", i));
        collect(node.get(i), places);
      }
    }
  }

  private byte[] damaged(byte[] body) {
    int at = body.length == 0 ? 0 : random.nextInt(body.length);
    return switch (random.nextInt(7)) {
      case 0 -> new byte[0];
      case 1 -> Arrays.copyOf(body, at);
      case 2 -> joined(bytes("\ufeff"), body);
      case 3 -> joined(body, bytes(pick(List.of("{}", " x", "\u0000", "\n\n"))));
      case 4 -> new String(body, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16);
      case 5 -> bytes(pick(VALUES));
      default ->
          joined(
              joined(Arrays.copyOf(body, at), pick(SEQUENCES)),
              Arrays.copyOfRange(body, at, body.length));
    };
  }

  private static byte[] joined(byte[] first, byte[] second) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(first);
    bytes.writeBytes(second);
    return bytes.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
