package org.pamoja.hub.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.pamoja.fspiop.header.ProtocolVersion;
import org.pamoja.fspiop.header.VersionPolicy;
import org.pamoja.hub.security.AddressPolicy;
import org.pamoja.hub.security.Gateways;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads the settings of a hub: defaults, over them a YAML file, over it the environment, over it
 * flags. Strict: a key that does not exist stops the start, and all faults are told at once. Pure
 * but for reading the file.
 */
public final class HubConfigLoader {
  private static final String ENVIRONMENT_PREFIX = "PAMOJA_";

  private HubConfigLoader() {}

  /**
   * The settings.
   *
   * @param file YAML, nested by section, if there is one
   * @param environment environment variables; those that begin with {@code PAMOJA_} are settings,
   *     {@code PAMOJA_ADMIN_PORT} for {@code admin.port}
   * @param otherVariables variables with that beginning that belong to somebody else
   * @param flags values by key
   * @throws ConfigException listing every fault
   */
  public static HubConfig load(
      Optional<Path> file,
      Map<String, String> environment,
      Set<String> otherVariables,
      Map<String, String> flags) {
    List<String> faults = new ArrayList<>();
    Map<String, RecordBinder.Given> given = new LinkedHashMap<>();
    file.ifPresent(path -> readFile(path, given, faults));
    readEnvironment(environment, otherVariables, given, faults);
    flags.forEach((key, value) -> given.put(key, new RecordBinder.Given(value, "flag")));
    Record bound = new RecordBinder(given, faults).bind(HubConfig.defaults(), "");
    given.forEach((key, value) -> faults.add("unknown key " + key + " (" + value.origin() + ")"));
    HubConfig config = (HubConfig) bound;
    check(config, faults);
    if (!faults.isEmpty()) {
      throw new ConfigException(faults);
    }
    return config;
  }

  /** Every key with its value in force, in a form that can be printed. */
  public static Map<String, String> effective(HubConfig config) {
    return RecordBinder.flatten(config);
  }

  /** Those of {@link #effective} that are not the defaults. */
  public static Map<String, String> changed(HubConfig config) {
    Map<String, String> values = effective(config);
    values.entrySet().removeAll(effective(HubConfig.defaults()).entrySet());
    return values;
  }

  /** The environment variable of a key: {@code admin.port} is {@code PAMOJA_ADMIN_PORT}. */
  public static String variable(String key) {
    String words = key.replaceAll("([a-z0-9])([A-Z])", "$1_$2").replace('.', '_');
    return ENVIRONMENT_PREFIX + words.toUpperCase(Locale.ROOT);
  }

  private static void readFile(
      Path path, Map<String, RecordBinder.Given> given, List<String> faults) {
    try {
      YAMLMapper yaml =
          YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
      JsonNode tree = yaml.readTree(Files.readString(path));
      if (tree.isObject()) {
        flatten(tree, "", path.getFileName().toString(), given, faults);
      } else if (!tree.isMissingNode() && !tree.isNull()) {
        faults.add(path + " holds no settings");
      }
    } catch (IOException unreadable) {
      faults.add(path + " cannot be read: " + unreadable);
    } catch (JacksonException malformed) {
      faults.add(path + " is not valid YAML: " + malformed.getOriginalMessage());
    }
  }

  private static void flatten(
      JsonNode section,
      String prefix,
      String origin,
      Map<String, RecordBinder.Given> given,
      List<String> faults) {
    for (Map.Entry<String, JsonNode> property : section.properties()) {
      String key = prefix + property.getKey();
      JsonNode value = property.getValue();
      if (value.isObject()) {
        flatten(value, key + ".", origin, given, faults);
      } else if (value.isArray()) {
        List<String> items = value.valueStream().map(JsonNode::asString).toList();
        given.put(key, new RecordBinder.Given(String.join(",", items), origin));
      } else if (value.isNull()) {
        faults.add(key + " (" + origin + ") has no value");
      } else {
        given.put(key, new RecordBinder.Given(value.asString(), origin));
      }
    }
  }

  private static void readEnvironment(
      Map<String, String> environment,
      Set<String> otherVariables,
      Map<String, RecordBinder.Given> given,
      List<String> faults) {
    Map<String, String> keys =
        RecordBinder.flatten(HubConfig.defaults()).keySet().stream()
            .collect(Collectors.toMap(HubConfigLoader::variable, key -> key));
    environment.forEach(
        (variable, value) -> {
          if (keys.containsKey(variable)) {
            given.put(keys.get(variable), new RecordBinder.Given(value, variable));
          } else if (variable.startsWith(ENVIRONMENT_PREFIX)
              && !otherVariables.contains(variable)) {
            faults.add("unknown environment variable " + variable);
          }
        });
  }

  /** What can only be judged together, or by those who use it. */
  private static void check(HubConfig config, List<String> faults) {
    refuse(faults, "security.gateways", () -> new Gateways(config.security().gateways()));
    refuse(
        faults,
        "security.callbackAllow, security.callbackDeny",
        () ->
            new AddressPolicy(config.security().callbackAllow(), config.security().callbackDeny()));
    refuse(faults, "jws.exempt", () -> config.jws().rules());
    config.outboundVersions().forEach((resource, text) -> checkVersion(resource, text, faults));
    if (config.hubName().length() < 2 || config.hubName().length() > 30) {
      faults.add("hubName must have 2 to 30 characters");
    }
  }

  private static void checkVersion(String resource, String text, List<String> faults) {
    List<ProtocolVersion> known = VersionPolicy.defaults().get(resource).contentVersions();
    if (known.stream().noneMatch(version -> version.toString().equals(text))) {
      faults.add("outboundVersions." + resource + " must be one of " + known + ", not " + text);
    }
  }

  private static void refuse(List<String> faults, String key, Runnable use) {
    try {
      use.run();
    } catch (IllegalArgumentException wrong) {
      faults.add(key + ": " + wrong.getMessage());
    }
  }
}
