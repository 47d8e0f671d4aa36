package org.pamoja.hub;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Which package may know which: a message flows from the edge to a capability, to clearing, to
 * delivery, and nothing calls back up. The table is the whole truth; a package that is not in it
 * fails the test.
 */
class BoundariesTest {
  private static final String HUB = "org.pamoja.hub";

  /** What each package may use of the others. The root package, the wiring, may use all. */
  private static final Map<String, List<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("security", List.of()),
          Map.entry("audit", List.of("security")),
          Map.entry("edge", List.of("security", "audit")),
          Map.entry("cache", List.of()),
          Map.entry("admin", List.of("edge", "security")),
          Map.entry(
              "participants", List.of("edge", "security", "audit", "cache", "admin", "settlement")),
          Map.entry("oracles", List.of("edge", "security", "audit", "cache", "admin")),
          Map.entry("settlement", List.of("edge", "security", "audit", "cache", "admin")),
          Map.entry(
              "signatures", List.of("edge", "security", "audit", "cache", "admin", "participants")),
          Map.entry("delivery", List.of("participants", "security")),
          Map.entry(
              "desk", List.of("edge", "security", "audit", "admin", "participants", "delivery")),
          Map.entry(
              "discovery", List.of("edge", "security", "participants", "oracles", "delivery")),
          Map.entry(
              "rules",
              List.of("edge", "security", "audit", "cache", "admin", "participants", "delivery")),
          Map.entry("quotes", List.of("edge", "security", "participants", "delivery", "rules")),
          Map.entry("requests", List.of("edge", "security", "participants", "delivery")),
          Map.entry("transfers", List.of("edge", "security", "participants", "delivery", "rules")),
          Map.entry(
              "liquidity",
              List.of("edge", "security", "audit", "admin", "participants", "delivery")),
          Map.entry("books", List.of("edge", "security", "audit", "admin")),
          Map.entry("health", List.of("edge", "delivery")),
          Map.entry("config", List.of("edge", "security", "delivery")));

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(HUB);

  @Test
  void shouldKeepPackagesApart() {
    MAY_USE.forEach(
        (name, others) -> {
          List<String> forbidden = new ArrayList<>(MAY_USE.keySet());
          forbidden.remove(name);
          forbidden.removeAll(others);
          List<String> packages =
              new ArrayList<>(forbidden.stream().map(BoundariesTest::in).toList());
          packages.add(HUB);
          noClasses()
              .that(resideInAPackage(in(name)))
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(packages.toArray(String[]::new))
              .because(name + " may use " + others)
              .check(classes);
        });
  }

  @Test
  void shouldKnowEveryPackage() {
    List<String> known =
        new ArrayList<>(MAY_USE.keySet().stream().map(BoundariesTest::in).toList());
    known.add(HUB);
    classes().should().resideInAnyPackage(known.toArray(String[]::new)).check(classes);
  }

  @Test
  void shouldKeepVertxAtTheEdges() {
    noClasses()
        .that(resideInAPackage(HUB + ".."))
        .and()
        .resideOutsideOfPackages(in("edge"), HUB)
        .and()
        .haveNameNotMatching(".*\\.HttpCaller(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.vertx..", "io.netty..")
        .check(classes);
  }

  @Test
  void shouldKeepDatabasesOutOfTheEdge() {
    noClasses()
        .that(resideInAPackage(in("edge")))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.jdbi..", "org.pamoja.ledger..", "org.pamoja.postgres..")
        .check(classes);
  }

  private static String in(String name) {
    return HUB + "." + name + "..";
  }
}
