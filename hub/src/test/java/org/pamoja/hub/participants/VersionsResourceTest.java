package org.pamoja.hub.participants;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pamoja.fspiop.header.ProtocolVersion;
import org.pamoja.hub.admin.TestAdmin;
import org.pamoja.hub.cache.CacheWatch;

/** What participants understand, as operators set it. */
class VersionsResourceTest {
  private static final String PATH = "/participants/payerfsp/versions";
  private final TestAdmin admin = new TestAdmin();

  @BeforeEach
  void provision() {
    admin.provisioned("payerfsp");
  }

  @AfterEach
  void close() {
    admin.close();
  }

  @Test
  void shouldShowNothingWhereNothingIsSet() {
    assertThat(admin.call("GET", PATH)).hasToString("200 {}");
    assertThat(remembered("transfers")).isEqualTo("none");
  }

  @Test
  void shouldSetAllAndForgetWhatIsNotNamedAgain() {
    assertThat(admin.call("PUT", PATH, "{'transfers':'1.1','quotes':'1.0'}"))
        .hasToString("200 {\"quotes\":\"1.0\",\"transfers\":\"1.1\"}");
    assertThat(admin.call("GET", PATH))
        .hasToString("200 {\"quotes\":\"1.0\",\"transfers\":\"1.1\"}");
    assertThat(remembered("transfers")).isEqualTo("1.1");

    assertThat(admin.call("PUT", PATH, "{'quotes':'2.0'}")).hasToString("200 {\"quotes\":\"2.0\"}");
    assertThat(remembered("transfers")).isEqualTo("none");
    assertThat(remembered("quotes")).isEqualTo("2.0");

    assertThat(admin.call("PUT", PATH, "{}")).hasToString("200 {}");
    assertThat(admin.call("GET", PATH)).hasToString("200 {}");
    assertThat(remembered("quotes")).isEqualTo("none");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'transfers':'3.0'}|\"transfers\" must be one of [1.0, 1.1, 2.0]",
        "{'transfers':1.1}|\"transfers\" must be one of [1.0, 1.1, 2.0]",
        "{'transfers':null}|\"transfers\" must be one of [1.0, 1.1, 2.0]",
        "{'transfers':'1.1 '}|\"transfers\" must be one of [1.0, 1.1, 2.0]",
        "{'authorizations':'2.0'}|\"authorizations\" must be one of [1.0, 1.1]",
        "{'transfer':'1.0'}|\"transfer\" is not allowed",
        "{'quotes':'9','x':'1.0'}|\"quotes\" must be one of [1.0, 1.1, 2.0]. \"x\" is not allowed",
        "[]|\"value\" must be of type object"
      })
  void shouldRefuseWhatIsNoVersionOfAResourceAndChangeNothing(String body, String fault) {
    admin.call("PUT", PATH, "{'transfers':'1.0'}");
    String before = admin.everything();

    assertThat(admin.call("PUT", PATH, body)).hasToString("400 3101 Malformed syntax - " + fault);

    assertThat(admin.everything()).isEqualTo(before);
    assertThat(remembered("transfers")).isEqualTo("1.0");
  }

  @Test
  void shouldRefuseNobodysAndTheHubsOwn() {
    assertThat(admin.call("PUT", "/participants/nobody/versions", "{}"))
        .hasToString("400 3200 Generic ID not found - participant not found");
    assertThat(admin.call("GET", "/participants/nobody/versions"))
        .hasToString("400 3200 Generic ID not found - participant not found");
    assertThat(admin.call("PUT", "/participants/Hub/versions", "{'transfers':'1.0'}"))
        .hasToString(
            "400 3101 Malformed syntax - \"name\" is the hub, which sends itself no messages");
  }

  @Test
  void shouldReachAnotherNodeSoon() throws InterruptedException {
    try (TestAdmin other = admin.secondNode();
        CacheWatch watch =
            CacheWatch.start(other.jdbi(), List.of(other.participants()), Duration.ofMillis(20))) {
      assertThat(watch).isNotNull();
      admin.call("PUT", PATH, "{'transfers':'1.0'}");
      long deadline = System.nanoTime() + Duration.ofSeconds(15).toNanos();
      while (!remembered(other, "transfers").equals("1.0") && System.nanoTime() < deadline) {
        Thread.sleep(10);
      }
      assertThat(remembered(other, "transfers")).isEqualTo("1.0");
    }
  }

  @Test
  void shouldRecordWhoChangedWhat() {
    admin.call("PUT", PATH, "{'transfers':'1.0'}");
    admin.call("PUT", PATH, "{'transfers':'1.1','parties':'1.0'}");

    assertThat(lastAuditEntry())
        .contains("alice", "participant.versions", "payerfsp")
        .contains("{parties=1.0, transfers=1.1}", "{transfers=1.0}");
  }

  private String lastAuditEntry() {
    return admin
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT e::text FROM audit_entry e ORDER BY 1 DESC")
                    .mapTo(String.class)
                    .filter(text -> text.contains("participant.versions"))
                    .findFirst()
                    .orElse(""));
  }

  private String remembered(String resource) {
    return remembered(admin, resource);
  }

  private static String remembered(TestAdmin node, String resource) {
    return node.participants()
        .remembered("PAYERFSP")
        .orElseThrow()
        .highestVersion(resource)
        .map(ProtocolVersion::toString)
        .orElse("none");
  }
}
