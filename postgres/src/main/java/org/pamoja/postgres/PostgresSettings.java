package org.pamoja.postgres;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How the embedded server is set up. Durability is not among the choices: fsync and synchronous
 * commit are always on.
 *
 * @param home directory of this server: its data, password, port and log lie in it; one server at a
 *     time
 * @param software directory into which PostgreSQL's programs are unpacked once; servers may share
 *     it
 * @param sharedBuffersMegabytes PostgreSQL's own page cache, 16 or more
 * @param maxWalMegabytes write-ahead log between checkpoints, 256 or more; a large one spares disk
 *     writes under load and costs recovery time after a crash
 * @param maxConnections connections the server accepts, 10 to 1,000
 * @param archiveCommand PostgreSQL's {@code archive_command}, run for each finished piece of
 *     write-ahead log; empty for none
 * @param readyWithin longest wait for a server that was stopped cleanly
 * @param recoveredWithin longest wait for a server that has to recover first
 * @param stoppedWithin longest wait for a clean stop, after which the server is stopped at once and
 *     recovers at its next start
 */
public record PostgresSettings(
    Path home,
    Path software,
    int sharedBuffersMegabytes,
    int maxWalMegabytes,
    int maxConnections,
    String archiveCommand,
    Duration readyWithin,
    Duration recoveredWithin,
    Duration stoppedWithin) {

  /**
   * Makes the paths absolute and checks the numbers.
   *
   * @throws PostgresException when a number is outside its limits
   */
  public PostgresSettings {
    home = home.toAbsolutePath().normalize();
    software = software.toAbsolutePath().normalize();
    requireBetween("sharedBuffersMegabytes", sharedBuffersMegabytes, 16, 1 << 20);
    requireBetween("maxWalMegabytes", maxWalMegabytes, 256, 1 << 20);
    requireBetween("maxConnections", maxConnections, 10, 1_000);
  }

  /** Settings for a small machine with the given home; the programs are unpacked below it. */
  public static PostgresSettings in(Path home) {
    return new PostgresSettings(
        home,
        home.resolve("software"),
        256,
        4_096,
        60,
        "",
        Duration.ofSeconds(60),
        Duration.ofMinutes(30),
        Duration.ofSeconds(60));
  }

  /**
   * Where the data of whoever runs this program belongs: {@code /var/lib/pamoja} for root, since
   * the server gives up root's rights and has to reach its files without them; else {@code .pamoja}
   * in the user's home.
   */
  public static Path defaultHome() {
    return ServerAccount.isRoot()
        ? Path.of("/var/lib/pamoja")
        : Path.of(System.getProperty("user.home"), ".pamoja");
  }

  /** The same settings with the programs unpacked elsewhere. */
  public PostgresSettings withSoftware(Path elsewhere) {
    return new PostgresSettings(
        home,
        elsewhere,
        sharedBuffersMegabytes,
        maxWalMegabytes,
        maxConnections,
        archiveCommand,
        readyWithin,
        recoveredWithin,
        stoppedWithin);
  }

  private static void requireBetween(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new PostgresException(
          name + " must be between " + least + " and " + most + ", not " + value + ".");
    }
  }
}
