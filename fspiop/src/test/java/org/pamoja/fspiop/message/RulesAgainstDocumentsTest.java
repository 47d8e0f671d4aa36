package org.pamoja.fspiop.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pamoja.fspiop.error.ErrorCode;
import tools.jackson.databind.JsonNode;

/**
 * Holds the hand-written rules and the reference's interface documents together: bodies are made
 * from the documents, then changed in one place or two, and both have to give the same verdict,
 * down to code, path and text. What differs on purpose is listed in {@link KnownDifference}.
 */
class RulesAgainstDocumentsTest {
  private static final int ROUNDS = 600;

  @ParameterizedTest
  @EnumSource(Operation.class)
  void shouldJudgeAsTheDocumentDoes(Operation operation) {
    long seed = newSeed(operation.name());
    Comparison comparison = new Comparison(operation, new Random(seed));
    for (int round = 0; round < ROUNDS; round++) {
      comparison.validBody();
      comparison.changedBody(1);
      if (!operation.name().startsWith("BULK_TRANSFERS")) {
        comparison.changedBody(2); // the order of failures is not known of that service
      }
    }
    assertThat(comparison.accepted).as("seed %d", seed).isGreaterThanOrEqualTo(ROUNDS);
    assertThat(comparison.refusals)
        .as("refusals by code; seed %d", seed)
        .containsKeys(ErrorCode.MALFORMED_SYNTAX);
  }

  @Test
  void shouldNeedEveryKnownDifference() {
    long seed = newSeed("known differences");
    Set<KnownDifference> used = new HashSet<>();
    for (Operation operation : Operation.values()) {
      if (KnownDifference.ALL.stream().anyMatch(d -> d.operations().contains(operation))) {
        Comparison comparison = new Comparison(operation, new Random(seed));
        for (int round = 0;
            round < 10 * ROUNDS && used.size() < KnownDifference.ALL.size();
            round++) {
          comparison.changedBody(1);
          used.addAll(comparison.used);
        }
      }
    }
    assertThat(used).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(KnownDifference.ALL);
  }

  private static long newSeed(String what) {
    long seed = new Random().nextLong();
    System.out.println("RulesAgainstDocumentsTest " + what + " seed " + seed);
    return seed;
  }

  /** Both judges of one operation, and what they have said. */
  private static final class Comparison {
    private final Operation operation;
    private final JsonNode schema;
    private final SchemaJudge judge;
    private final BodyGenerator generator;
    private final Set<KnownDifference> used = new HashSet<>();
    private final Map<ErrorCode, Integer> refusals = new EnumMap<>(ErrorCode.class);
    private int accepted;

    Comparison(Operation operation, RandomGenerator random) {
      DocumentedOperation documented = DocumentedOperation.of(operation);
      this.operation = operation;
      this.schema = documented.bodySchema();
      this.judge = new SchemaJudge(documented.document());
      this.generator = new BodyGenerator(documented.document(), random);
    }

    void validBody() {
      JsonNode body = generator.valid(schema);
      assertThat(judge.judge(schema, body)).as("made valid: %s", body).isSameAs(Violation.NONE);
      compare(body);
    }

    void changedBody(int changes) {
      JsonNode body = generator.valid(schema);
      for (int i = 0; i < changes; i++) {
        body = generator.mutated(schema, body);
      }
      compare(body);
    }

    private void compare(JsonNode body) {
      Violation ours = operation.bodyRule().check(body);
      Violation theirs = judge.judge(schema, body);
      if (ours == Violation.NONE) {
        accepted++;
      } else {
        refusals.merge(ours.code(), 1, Integer::sum);
      }
      if (!ours.equals(theirs) && !isKnown(ours, theirs)) {
        assertThat(ours).as("%s %s", operation, body).isEqualTo(theirs);
      }
    }

    private boolean isKnown(Violation ours, Violation theirs) {
      boolean known = false;
      for (KnownDifference difference : KnownDifference.ALL) {
        if (difference.covers(operation, ours) || difference.covers(operation, theirs)) {
          used.add(difference);
          known = true;
        }
      }
      return known;
    }
  }
}
