package org.pamoja.hub.settlement.bank;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.hub.security.Principal;

/**
 * Takes the bank's files: looks at them, starts finalisations, lets stopped ones go on. What a
 * method returns is durable. Threads may share it; each call blocks.
 */
final class Finalisations {
  /** What is confirmed when a finalisation is resumed though balances have moved meanwhile. */
  static final String BALANCE_MOVED = "BALANCE_MOVED";

  /** Longest wait for the files of others. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final BankParts parts;
  private final FinalisationJobs jobs;
  private final OneAtATime reading = new OneAtATime(PATIENCE);

  Finalisations(BankParts parts, FinalisationJobs jobs) {
    this.parts = parts;
    this.jobs = jobs;
  }

  /**
   * A file as it was sent.
   *
   * @param contentType its content type
   * @param bytes its bytes
   */
  record Upload(String contentType, byte[] bytes) {
    /** Its content type without parameters. */
    String mediaType() {
      return contentType.split(";", 2)[0].strip();
    }

    /** SHA-256, hexadecimal. */
    String hash() {
      try {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
      } catch (NoSuchAlgorithmException impossible) {
        throw new IllegalStateException("every Java platform has SHA-256", impossible);
      }
    }
  }

  /**
   * What a file would bring about.
   *
   * @param settlement the settlement as it is
   * @param findings what the file has against it
   * @param effects its effects in the order of work, also when errors block them
   */
  record Preview(SettlementFacts settlement, List<Finding> findings, List<Effect> effects) {
    /** The warnings that the operator has not confirmed. */
    Set<FindingCode> unconfirmed(Choice choice) {
      return findings.stream()
          .filter(finding -> !finding.isError())
          .map(Finding::code)
          .filter(code -> !choice.confirmed().contains(code))
          .collect(Collectors.toUnmodifiableSet());
    }
  }

  /**
   * What became of a request to finalise.
   *
   * @param preview what was found
   * @param job the finalisation; empty when the findings are in its way
   * @param isNew whether this request has started it, not one before
   */
  record Started(Preview preview, Optional<Job> job, boolean isNew) {}

  /** Looks at a file without changing anything. */
  Preview preview(long settlement, Upload file, Choice choice) {
    BankFile read = read(file);
    return parts.jdbi().inTransaction(handle -> preview(handle, settlement, read, choice));
  }

  /**
   * Starts a finalisation. The same file sent again with the same choice, after an answer that was
   * lost, finds the one it has started.
   *
   * @throws FspiopException 400/3100 when another finalisation of the settlement is running
   */
  Started start(long settlement, Upload file, Choice choice, String reason, Principal by) {
    BankFile read = read(file);
    Request request = new Request(settlement, read, file, choice, reason, by);
    Started started = parts.jdbi().inTransaction(handle -> start(handle, request));
    if (started.isNew()) {
      started.job().ifPresent(job -> jobs.soon(job.key()));
    }
    return started;
  }

  private BankFile read(Upload file) {
    return reading.run(() -> BankFileReader.read(file.contentType(), file.bytes()));
  }

  private record Request(
      long settlement, BankFile read, Upload file, Choice choice, String reason, Principal by) {}

  private Started start(Handle handle, Request request) {
    lock(handle, request.settlement());
    Preview preview = preview(handle, request.settlement(), request.read(), request.choice());
    List<Job> before = parts.store().of(handle, request.settlement());
    Optional<Job> same = before.stream().filter(job -> isSame(job, request)).findFirst();
    if (same.isPresent()) {
      return new Started(preview, parts.store().find(handle, same.get().key()), false);
    }
    if (Finding.anyError(preview.findings()) || !preview.unconfirmed(request.choice()).isEmpty()) {
      return new Started(preview, Optional.empty(), false);
    }
    requireNoneRunning(before);
    Job job = job(preview, before.size() + 1, request);
    parts.store().insert(handle, job);
    recordStart(job);
    return new Started(preview, Optional.of(job), true);
  }

  /**
   * Lets a stopped finalisation go on; one that runs or is completed is left as it is.
   *
   * @param balancesConfirmed whether balances that have moved since the file was accepted are
   *     accepted as they are now; else accounts that have are not finalised
   * @throws FspiopException 400/3100 when there is none of that number, or a later one took its
   *     place
   */
  Job resume(Job.Key key, boolean balancesConfirmed, Principal by) {
    Job job = parts.jdbi().inTransaction(handle -> resume(handle, key, balancesConfirmed, by));
    jobs.soon(key);
    return job;
  }

  private Job resume(Handle handle, Job.Key key, boolean balancesConfirmed, Principal by) {
    lock(handle, key.settlement());
    Job stored = require(handle, key);
    if (stored.state() != Job.State.STOPPED) {
      return stored;
    }
    if (parts.store().of(handle, key.settlement()).size() > key.number()) {
      throw refused("another finalisation has taken the place of number " + key.number());
    }
    if (balancesConfirmed) {
      acceptAnew(handle, stored);
    }
    parts.store().move(handle, key, Job.State.STOPPED, Job.State.RUNNING, "", now());
    parts
        .audit()
        .record(
            by,
            "settlement.finalisation.resume",
            Long.toString(key.settlement()),
            Map.of(
                "finalisation",
                Integer.toString(key.number()),
                "confirmed",
                balancesConfirmed ? BALANCE_MOVED : ""));
    return require(handle, key);
  }

  /** What has moved before this moment is accepted; what moves after it, is not. */
  private void acceptAnew(Handle handle, Job job) {
    SettlementFacts settlement = facts(handle, job.key().settlement());
    for (Job.Row row : job.rows()) {
      boolean open = row.state() == Job.RowState.PLANNED || row.state() == Job.RowState.FAILED;
      if (open) {
        SettledAccount account = settlement.account(row.accountId()).orElseThrow();
        Effect effect = Effect.on(account, row.bankBalance(), job.choice());
        parts.store().accept(handle, job.key(), row.accountId(), Job.Accepted.of(effect));
      }
    }
  }

  /** One finalisation with its accounts. */
  Job find(Job.Key key) {
    return parts.jdbi().withHandle(handle -> require(handle, key));
  }

  /** All of a settlement, without their accounts. */
  List<Job> of(long settlement) {
    return parts
        .jdbi()
        .withHandle(
            handle -> {
              facts(handle, settlement);
              return parts.store().of(handle, settlement);
            });
  }

  /** The settlement as it is, for files about it. */
  SettlementFacts settlement(long settlement) {
    return parts.jdbi().inTransaction(handle -> facts(handle, settlement));
  }

  /** In the transaction that starts it: Jdbi keeps that for the thread. */
  private void recordStart(Job job) {
    parts
        .audit()
        .record(
            job.by(),
            "settlement.finalisation.start",
            Long.toString(job.key().settlement()),
            Map.of(
                "finalisation", Integer.toString(job.key().number()),
                "fileHash", job.fileHash(),
                "fileType", job.fileType(),
                "processFunds", Boolean.toString(job.choice().funds()),
                "processNdcIncreases", Boolean.toString(job.choice().capIncreases()),
                "processNdcDecreases", Boolean.toString(job.choice().capDecreases()),
                "confirmed", job.choice().confirmed().stream().sorted().toList().toString(),
                "reason", job.reason()));
  }

  private Preview preview(Handle handle, long settlement, BankFile file, Choice choice) {
    SettlementFacts facts = facts(handle, settlement);
    List<Finding> findings =
        BankFileChecks.check(file, facts, account -> parts.facts().exists(handle, account), choice);
    Map<Long, Long> balances = BankFileChecks.balances(file);
    List<Effect> effects =
        facts.accounts().stream()
            .sorted(Comparator.comparingInt(Finalisations::turn))
            .map(account -> Effect.on(account, balance(balances, account), choice))
            .toList();
    return new Preview(facts, findings, effects);
  }

  /** Who owes comes first, who is owed last. */
  private static int turn(SettledAccount account) {
    return -Long.signum(account.netAmount());
  }

  private static OptionalLong balance(Map<Long, Long> balances, SettledAccount account) {
    Long balance = balances.get(account.accountId());
    return balance == null ? OptionalLong.empty() : OptionalLong.of(balance);
  }

  private Job job(Preview preview, int number, Request request) {
    Instant at = now();
    return new Job(
        new Job.Key(request.settlement(), number),
        Job.State.RUNNING,
        "",
        request.choice(),
        request.reason(),
        request.file().mediaType(),
        request.file().hash(),
        at,
        at,
        request.by(),
        preview.effects().stream().map(Finalisations::row).toList());
  }

  private static Job.Row row(Effect effect) {
    SettledAccount account = effect.account();
    return new Job.Row(
        account.accountId(),
        account.participant(),
        account.currency(),
        account.netAmount(),
        effect.bankBalance(),
        Job.Accepted.of(effect),
        Job.RowState.PLANNED,
        Job.Done.NOTHING,
        "");
  }

  private static boolean isSame(Job job, Request request) {
    return job.state() != Job.State.STOPPED
        && job.fileHash().equals(request.file().hash())
        && job.choice().equals(request.choice());
  }

  private static void requireNoneRunning(List<Job> jobs) {
    jobs.stream()
        .filter(job -> job.state() == Job.State.RUNNING)
        .findFirst()
        .ifPresent(
            job -> {
              throw refused("finalisation " + job.key().number() + " of the settlement is running");
            });
  }

  /** One request on a settlement at a time, on all nodes together. */
  private static void lock(Handle handle, long settlement) {
    handle
        .createQuery("SELECT id FROM settlement WHERE id = :id FOR UPDATE")
        .bind("id", settlement)
        .mapTo(Long.class)
        .findOne();
  }

  private Job require(Handle handle, Job.Key key) {
    return parts
        .store()
        .find(handle, key)
        .orElseThrow(
            () ->
                refused(
                    "settlement %d has no finalisation %d"
                        .formatted(key.settlement(), key.number())));
  }

  private SettlementFacts facts(Handle handle, long settlement) {
    return parts
        .facts()
        .find(handle, settlement)
        .orElseThrow(() -> refused("Settlement with ID '" + settlement + "' not found"));
  }

  private Instant now() {
    return parts.clock().instant();
  }

  private static FspiopException refused(String detail) {
    return new FspiopException(ErrorCode.VALIDATION_ERROR, detail);
  }
}
