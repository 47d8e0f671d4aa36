package org.pamoja.postgres;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The operating system's account the server runs under. PostgreSQL refuses to run as root, so root
 * lends it another one: that of the data directory's owner, or of the user {@code pamoja} if the
 * machine has one, else of {@code nobody}. Everybody else runs it as themselves.
 *
 * @param lowered whether the account is another one than ours
 * @param user numeric user id
 * @param group numeric group id
 */
record ServerAccount(boolean lowered, int user, int group) {

  // What Linux distributions agree on where no account of that name is listed.
  private static final int NOBODY = 65_534;

  static boolean isRoot() {
    return new UnixSystem().getUid() == 0;
  }

  /** The account for a server whose data lies, or will lie, in the given directory. */
  static ServerAccount forData(Path data) {
    if (!isRoot()) {
      UnixSystem own = new UnixSystem();
      return new ServerAccount(false, (int) own.getUid(), (int) own.getGid());
    }
    try {
      if (Files.isDirectory(data) && owner(data, "unix:uid") != 0) {
        return new ServerAccount(true, owner(data, "unix:uid"), owner(data, "unix:gid"));
      }
      return listed("pamoja")
          .or(() -> listed("nobody"))
          .orElse(new ServerAccount(true, NOBODY, NOBODY));
    } catch (IOException failure) {
      throw new PostgresException("The owner of " + data + " cannot be read: " + failure, failure);
    }
  }

  /**
   * The command that runs the given one under this account and in a session of its own: a Ctrl-C at
   * the terminal is for us, and we stop the server when our work is done.
   *
   * @throws PostgresException when we are root and cannot lower our rights
   */
  List<String> command(List<String> command) {
    List<String> whole = new ArrayList<>();
    Commands.find("setsid").ifPresent(whole::add);
    if (lowered) {
      whole.add(
          Commands.find("setpriv")
              .orElseThrow(
                  () ->
                      new PostgresException(
                          "PostgreSQL does not run as root, and this machine has no setpriv to"
                              + " lower its rights. Start Pamoja as an ordinary user, install"
                              + " util-linux, or give a database with --database-url.")));
      whole.addAll(List.of("--reuid=" + user, "--regid=" + group, "--clear-groups"));
    }
    whole.addAll(command);
    return whole;
  }

  /** Hands a file or directory to this account. */
  void own(Path path) throws IOException {
    if (lowered) {
      Files.setAttribute(path, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(path, "unix:gid", group, LinkOption.NOFOLLOW_LINKS);
    }
  }

  /**
   * Checks that this account may pass through every directory on the way to the given one. Without
   * the check the first sign is an error about a shared library.
   *
   * @throws PostgresException naming the directory that stands in the way
   */
  void requireWayTo(Path directory) {
    Path way = directory.getRoot();
    for (Path name : directory) {
      way = way.resolve(name);
      if (lowered && !isPassable(way)) {
        throw new PostgresException(
            "The database cannot reach "
                + directory
                + ": we are root, so it runs under user id "
                + user
                + ", which may not enter "
                + way
                + ". Choose a directory outside it, such as /var/lib/pamoja, with --data, or allow"
                + " it with: chmod o+x "
                + way);
      }
    }
  }

  private boolean isPassable(Path directory) {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(directory);
      if (owner(directory, "unix:uid") == user) {
        return permissions.contains(PosixFilePermission.OWNER_EXECUTE);
      }
      if (owner(directory, "unix:gid") == group) {
        return permissions.contains(PosixFilePermission.GROUP_EXECUTE);
      }
      return permissions.contains(PosixFilePermission.OTHERS_EXECUTE);
    } catch (IOException failure) {
      throw new PostgresException("The rights of " + directory + " cannot be read: " + failure);
    }
  }

  private static int owner(Path path, String attribute) throws IOException {
    return (Integer) Files.getAttribute(path, attribute);
  }

  private static Optional<ServerAccount> listed(String name) {
    try {
      return Files.readAllLines(Path.of("/etc/passwd")).stream()
          .map(line -> Arrays.asList(line.split(":", -1)))
          .filter(fields -> fields.size() > 3 && fields.get(0).equals(name))
          .map(
              fields ->
                  new ServerAccount(
                      true, Integer.parseInt(fields.get(2)), Integer.parseInt(fields.get(3))))
          .filter(account -> account.user() != 0)
          .findFirst();
    } catch (IOException noSuchFile) {
      return Optional.empty();
    }
  }
}
