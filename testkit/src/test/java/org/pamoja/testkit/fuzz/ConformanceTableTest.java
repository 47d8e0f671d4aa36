package org.pamoja.testkit.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/conformance.md names as a proof exists, and every clause in its tables names one. */
class ConformanceTableTest {
  private static final Path ROOT = Path.of("..");
  private static final List<String> MODULES =
      List.of("app", "bench", "fspiop", "hub", "ledger", "postgres", "testkit", "wallet");

  /** {@code package.Class#method}, the package below org.pamoja. */
  private static final Pattern PROOF = Pattern.compile("`([a-z0-9.]+\\.[A-Z]\\w*)#(\\w+)`");

  private static final Pattern ANNOTATION =
      Pattern.compile("@(Test|ParameterizedTest|RepeatedTest|TestFactory)\\b");

  @Test
  void shouldOnlyNameTestsThatExist() throws IOException {
    List<String> missing = new ArrayList<>();
    int found = 0;
    for (String line : table()) {
      Matcher proofs = PROOF.matcher(line);
      while (proofs.find()) {
        if (exists(proofs.group(1), proofs.group(2))) {
          found++;
        } else {
          missing.add(proofs.group());
        }
      }
    }

    assertThat(missing).isEmpty();
    assertThat(found).isGreaterThan(100);
  }

  @Test
  void shouldNameATestForEveryClause() throws IOException {
    List<String> unproven =
        table().stream()
            .filter(line -> line.startsWith("| §"))
            .filter(line -> !PROOF.matcher(line).find())
            .toList();

    assertThat(unproven).isEmpty();
  }

  private static List<String> table() throws IOException {
    return Files.readAllLines(ROOT.resolve("docs").resolve("conformance.md"));
  }

  private static boolean exists(String type, String method) throws IOException {
    for (String module : MODULES) {
      Path sources = ROOT.resolve(module).resolve("src/test/java/org/pamoja");
      Path file = sources.resolve(type.replace('.', '/') + ".java");
      if (Files.exists(file)) {
        return declaresTest(Files.readString(file), method);
      }
    }
    return false;
  }

  /** The annotation stands between the method before and this one. */
  private static boolean declaresTest(String source, String method) {
    int at = source.indexOf("void " + method + "(");
    return at >= 0
        && ANNOTATION.matcher(source.substring(source.lastIndexOf("void ", at - 1) + 1, at)).find();
  }
}
