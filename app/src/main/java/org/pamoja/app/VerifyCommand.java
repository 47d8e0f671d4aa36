package org.pamoja.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.pamoja.hub.books.WholeProof;
import org.pamoja.postgres.EmbeddedPostgres;
import org.pamoja.postgres.JdbcTarget;
import org.pamoja.postgres.PostgresException;
import org.pamoja.postgres.PostgresSettings;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Proves the books of a hub, running or not, and changes nothing. The exit code is 0 when they are
 * sound and 1 when they are not.
 */
@Command(
    name = "verify",
    description = "Proves that a hub's books add up and its history is as it was written.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class VerifyCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(VerifyCommand.class);

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Directory of the embedded database; by default /var/lib/pamoja for root, .pamoja in the"
              + " home directory for everybody else.")
  private Path data;

  @ArgGroup(exclusive = false)
  private DatabaseOptions database;

  @Option(
      names = "--books-only",
      description = "Leaves out the history: the chains of events and of the audit log.")
  private boolean booksOnly;

  @Override
  public Integer call() {
    if (database != null) {
      return verify(database.target());
    }
    Path home = Optional.ofNullable(data).orElseGet(PostgresSettings::defaultHome);
    if (!EmbeddedPostgres.isIn(home)) {
      throw new PostgresException("There is no database in " + home);
    }
    Optional<JdbcTarget> running = EmbeddedPostgres.running(home);
    if (running.isPresent()) {
      return verify(running.get());
    }
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(PostgresSettings.in(home), LOG::info)) {
      return verify(postgres.target());
    }
  }

  private int verify(JdbcTarget target) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(target.url());
    source.setUser(target.user());
    source.setPassword(target.password());
    source.setReadOnly(true);
    WholeProof proof = WholeProof.of(source, !booksOnly);
    PrintWriter out = spec.commandLine().getOut();
    ProofReport.of(proof).forEach(out::println);
    return proof.isSound() ? ExitCode.OK : ExitCode.SOFTWARE;
  }
}
