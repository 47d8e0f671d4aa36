package org.pamoja.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * The exclusive right to a server's home. The operating system takes it back when we end, however
 * we end, so a lock is never stale. The file's content only helps to say who holds it.
 */
final class HomeLock implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int PAUSE_MILLISECONDS = 50;

  private final FileChannel channel;

  private HomeLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock, waiting a moment at most: a program that was killed gives it back only when the
   * operating system has taken it apart, and its successor may be quicker.
   *
   * @throws PostgresException when another program, or another part of this one, holds it
   */
  static HomeLock take(Path file) {
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!isLocked(channel)) {
        channel.close();
        throw new PostgresException(
            file.getParent()
                + " is in use by another Pamoja"
                + holder(file)
                + ". Stop that one, or choose another directory with --data.");
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(ownPid().getBytes(StandardCharsets.US_ASCII)));
      return new HomeLock(channel);
    } catch (IOException failure) {
      throw new PostgresException("The lock " + file + " cannot be taken: " + failure, failure);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException failure) {
      throw new PostgresException("The lock cannot be given back: " + failure, failure);
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (channel.tryLock() == null) {
        if (System.nanoTime() >= deadline) {
          return false;
        }
        ServerProcess.pause(PAUSE_MILLISECONDS);
      }
      return true;
    } catch (OverlappingFileLockException ourselves) {
      return false;
    }
  }

  private static String ownPid() {
    return Long.toString(ProcessHandle.current().pid());
  }

  private static String holder(Path file) throws IOException {
    String pid = Files.readString(file).strip();
    return pid.isEmpty() ? "" : " (process " + pid + ")";
  }
}
