package org.pamoja.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pamoja.hub.config.ConfigException;
import org.pamoja.hub.config.HubConfig;
import org.pamoja.postgres.PostgresSettings;

class HubOptionsTest {

  private static final HubOptions NOTHING_SAID =
      new HubOptions(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false);

  @Test
  void shouldUseTheDefaultsWhenNothingIsSaid() {
    HubConfig config = NOTHING_SAID.config(Map.of());

    assertThat(config.fspiop().port()).isEqualTo(4000);
    assertThat(config.admin().port()).isEqualTo(4001);
    assertThat(config.referencePorts()).isFalse();
    assertThat(config.dataDirectory()).isEqualTo(PostgresSettings.defaultHome().toString());
  }

  @Test
  void shouldPutTheCommandLineAboveTheEnvironment() {
    HubOptions options =
        new HubOptions(
            Optional.of(Path.of("/srv/pamoja")),
            Optional.of(14000),
            Optional.empty(),
            Optional.empty(),
            Optional.of("second"),
            true);

    HubConfig config =
        options.config(
            Map.of(
                "PAMOJA_FSPIOP_PORT", "5000", "PAMOJA_ADMIN_PORT", "5001", "PAMOJA_JAVA_OPTS", ""));

    assertThat(config.fspiop().port()).isEqualTo(14000);
    assertThat(config.admin().port()).isEqualTo(5001);
    assertThat(config.nodeName()).isEqualTo("second");
    assertThat(config.referencePorts()).isTrue();
    assertThat(config.dataDirectory()).isEqualTo("/srv/pamoja");
  }

  @Test
  void shouldKeepTheDataDirectoryThatTheEnvironmentNames() {
    HubConfig config = NOTHING_SAID.config(Map.of("PAMOJA_DATA_DIRECTORY", "/srv/data"));

    assertThat(config.dataDirectory()).isEqualTo("/srv/data");
  }

  @Test
  void shouldRefuseASettingThatDoesNotExist() {
    assertThatThrownBy(() -> NOTHING_SAID.config(Map.of("PAMOJA_ADMIN_PROT", "1")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("PAMOJA_ADMIN_PROT");
  }
}
