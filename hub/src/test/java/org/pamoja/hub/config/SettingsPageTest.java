package org.pamoja.hub.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/settings.md lists every setting with its default, and no other. */
class SettingsPageTest {
  private static final Path PAGE = Path.of("..", "docs", "settings.md");
  private static final Pattern ROW =
      Pattern.compile("\\| `([\\w.]+)` \\| (?:`(.*?)`|empty) \\| .+");

  @Test
  void shouldListEverySettingWithItsDefault() throws IOException {
    Map<String, String> effective = HubConfigLoader.effective(HubConfig.defaults());
    effective.put("limits.eventLoops", "as many as processors");
    List<String> listed = new ArrayList<>();
    for (String line : Files.readAllLines(PAGE)) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        listed.add(row.group(1) + "=" + (row.group(2) == null ? "" : row.group(2)));
      }
    }

    assertThat(listed)
        .containsExactlyInAnyOrderElementsOf(
            effective.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .toList());
  }
}
