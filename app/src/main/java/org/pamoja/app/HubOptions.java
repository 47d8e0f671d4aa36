package org.pamoja.app;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.pamoja.hub.config.HubConfig;
import org.pamoja.hub.config.HubConfigLoader;
import org.pamoja.postgres.PostgresSettings;

/**
 * What the command line says about a hub. What it leaves open is for the environment, the
 * configuration file and the defaults to say, in this order.
 *
 * @param data directory of what is kept
 * @param fspiopPort port for the DFSPs
 * @param adminPort port for the operators
 * @param configuration the configuration file
 * @param node this node's name among the hub's nodes
 * @param referencePorts whether to listen on the ports of the reference's services as well
 */
record HubOptions(
    Optional<Path> data,
    Optional<Integer> fspiopPort,
    Optional<Integer> adminPort,
    Optional<Path> configuration,
    Optional<String> node,
    boolean referencePorts) {

  private static final String DATA_DIRECTORY = "dataDirectory";
  // They begin like the hub's settings and are for others: the script, and the log.
  private static final Set<String> OTHER_VARIABLES = Set.of("PAMOJA_JAVA_OPTS", "PAMOJA_LOG_LEVEL");

  /**
   * The hub's whole configuration.
   *
   * @param environment the environment variables
   * @throws org.pamoja.hub.config.ConfigException listing every fault
   */
  HubConfig config(Map<String, String> environment) {
    Map<String, String> flags = flags();
    HubConfig config = load(environment, flags);
    if (config.dataDirectory().equals(HubConfig.defaults().dataDirectory())) {
      // Nobody named one. The hub's own default lies in the working directory, which for a database
      // is the wrong one as soon as the program is started elsewhere.
      flags.put(DATA_DIRECTORY, PostgresSettings.defaultHome().toString());
      return load(environment, flags);
    }
    return config;
  }

  private HubConfig load(Map<String, String> environment, Map<String, String> flags) {
    return HubConfigLoader.load(configuration, environment, OTHER_VARIABLES, flags);
  }

  private Map<String, String> flags() {
    Map<String, String> flags = new TreeMap<>();
    data.ifPresent(path -> flags.put(DATA_DIRECTORY, path.toAbsolutePath().normalize().toString()));
    fspiopPort.ifPresent(port -> flags.put("fspiop.port", port.toString()));
    adminPort.ifPresent(port -> flags.put("admin.port", port.toString()));
    node.ifPresent(name -> flags.put("nodeName", name));
    if (referencePorts) {
      flags.put("referencePorts", "true");
    }
    return flags;
  }
}
