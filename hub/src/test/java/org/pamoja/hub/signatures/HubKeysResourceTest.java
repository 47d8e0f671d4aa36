package org.pamoja.hub.signatures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pamoja.hub.admin.TestAdmin;
import org.pamoja.hub.edge.AdminRoute;
import org.pamoja.hub.security.Permission;

/** {@code /hub/keys} on a real database; nodes that use the keys are in another test. */
class HubKeysResourceTest {
  private final TestAdmin admin = new TestAdmin();

  @AfterEach
  void close() {
    admin.close();
  }

  /** Whoever lists a key makes participants believe what it signs to be the hub's word. */
  @Test
  void shouldAskForAPermissionOfItsOwnForEveryChange() {
    assertThat(admin.routes())
        .filteredOn(route -> route.template().startsWith("/hub/keys"))
        .filteredOn(route -> !route.method().equals("GET"))
        .hasSize(2)
        .extracting(AdminRoute::permissions)
        .containsOnly(Set.of(Permission.ADMIN_HUB_KEYS));
    assertThat(admin.routes())
        .filteredOn(route -> route.permissions().contains(Permission.ADMIN_HUB_KEYS))
        .hasSize(2);
  }

  @Test
  void shouldChangeNothingWhenItRefusesAKey() {
    String nothing = admin.everything();
    assertThat(admin.call("POST", "/hub/keys", TestKeys.registration(TestKeys.RFC7515_PEM, "")))
        .asString()
        .startsWith("201 ");
    String one = admin.everything();
    assertThat(one).as("what is compared has the keys").isNotEqualTo(nothing);
    for (String body :
        new String[] {
          TestKeys.registration(TestKeys.RFC7515_PEM, ""),
          TestKeys.registration(TestKeys.pair("EC", 256), ""),
          TestKeys.registration(TestKeys.pair("RSA", 2048), ",'validUntil':'2030-01-01T00:00:00Z'"),
          "{}"
        }) {
      assertThat(admin.call("POST", "/hub/keys", body)).asString().startsWith("400 3101");
    }
    assertThat(admin.everything()).isEqualTo(one);
  }
}
