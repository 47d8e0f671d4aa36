package org.pamoja.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Properties;

/**
 * The archive of PostgreSQL's programs for one platform, as it lies on the class path.
 *
 * @param resource its name on the class path
 * @param version PostgreSQL's version, such as {@code 18.6}
 * @param sha256 its checksum in lower-case hexadecimal
 */
record Archive(String resource, String version, String sha256) {

  /**
   * The archive for the machine we run on.
   *
   * @throws PostgresException when there is none for it
   */
  static Archive forThisMachine() {
    return forMachine(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  static Archive forMachine(String osName, String osArchitecture) {
    String resource = "postgres-" + system(osName) + "-" + architecture(osArchitecture) + ".txz";
    Properties known = known();
    String sha256 = known.getProperty(resource);
    if (sha256 == null) {
      throw none(osName, osArchitecture);
    }
    return new Archive(resource, known.getProperty("version"), sha256);
  }

  /** First part of the version: what PostgreSQL writes into a data directory it made. */
  String majorVersion() {
    return version.substring(0, version.indexOf('.'));
  }

  /** Name of the directory this archive is unpacked to; another archive has another one. */
  String directoryName() {
    return "postgresql-" + version + "-" + sha256.substring(0, 12);
  }

  /**
   * Opens the archive.
   *
   * @throws PostgresException when the program was built for another platform and does not have it
   */
  InputStream open() {
    InputStream stream = Archive.class.getClassLoader().getResourceAsStream(resource);
    if (stream == null) {
      throw new PostgresException(
          "This build brings no PostgreSQL for this platform ("
              + resource
              + " is missing). Build it on this machine, or give a database with --database-url.");
    }
    return stream;
  }

  private static String system(String osName) {
    String name = osName.toLowerCase(Locale.ROOT);
    return name.startsWith("mac") ? "darwin" : name;
  }

  private static String architecture(String osArchitecture) {
    return switch (osArchitecture) {
      case "amd64", "x86_64" -> "x86_64";
      case "aarch64", "arm64" -> "arm_64";
      default -> osArchitecture;
    };
  }

  private static PostgresException none(String osName, String osArchitecture) {
    return new PostgresException(
        "There is no embedded PostgreSQL for "
            + osName
            + " on "
            + osArchitecture
            + ". Give a database of your own with --database-url.");
  }

  private static Properties known() {
    Properties properties = new Properties();
    try (InputStream stream = Archive.class.getResourceAsStream("archives.properties")) {
      properties.load(stream);
    } catch (IOException impossible) {
      throw new PostgresException("archives.properties cannot be read", impossible);
    }
    return properties;
  }
}
