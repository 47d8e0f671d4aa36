package org.pamoja.postgres;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The command line of the server. Settings are given here rather than in its configuration file, so
 * that data made by an older version of this program runs with the settings of this one.
 *
 * @param arguments program and arguments
 * @param port TCP port on the loopback address
 */
record ServerCommand(List<String> arguments, int port) {

  static ServerCommand of(
      PostgresSettings settings, ServerFiles files, Software software, int port) {
    List<String> arguments = new ArrayList<>();
    arguments.add(software.program("postgres"));
    arguments.add("-D");
    arguments.add(files.data().toString());
    Map<String, String> options = new LinkedHashMap<>();
    addConnections(options, settings, port);
    addDurability(options, settings);
    addLog(options, files);
    options.forEach(
        (name, value) -> {
          arguments.add("-c");
          arguments.add(name + "=" + value);
        });
    return new ServerCommand(List.copyOf(arguments), port);
  }

  private static void addConnections(
      Map<String, String> options, PostgresSettings settings, int port) {
    options.put("listen_addresses", "127.0.0.1");
    options.put("port", Integer.toString(port));
    options.put("unix_socket_directories", "");
    options.put("max_connections", Integer.toString(settings.maxConnections()));
    options.put("shared_buffers", settings.sharedBuffersMegabytes() + "MB");
    options.put("timezone", "UTC");
    options.put("jit", "off");
  }

  private static void addDurability(Map<String, String> options, PostgresSettings settings) {
    options.put("fsync", "on");
    options.put("synchronous_commit", "on");
    options.put("full_page_writes", "on");
    options.put("wal_level", "replica");
    options.put("max_wal_size", settings.maxWalMegabytes() + "MB");
    options.put("min_wal_size", "256MB");
    options.put("checkpoint_timeout", "15min");
    if (!settings.archiveCommand().isEmpty()) {
      options.put("archive_mode", "on");
      options.put("archive_command", settings.archiveCommand());
    }
  }

  // One file for each day of the week, emptied when its day comes round: bounded without a cleaner.
  private static void addLog(Map<String, String> options, ServerFiles files) {
    options.put("logging_collector", "on");
    options.put("log_directory", files.logs().toString());
    options.put("log_filename", "postgres-%a.log");
    options.put("log_rotation_age", "1d");
    options.put("log_rotation_size", "0");
    options.put("log_truncate_on_rotation", "on");
    options.put("log_timezone", "UTC");
    options.put("log_line_prefix", "%m [%p] %a ");
  }
}
