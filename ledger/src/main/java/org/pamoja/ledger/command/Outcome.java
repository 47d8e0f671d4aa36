package org.pamoja.ledger.command;

import java.util.Optional;
import org.pamoja.ledger.transfer.Failure;

/**
 * What became of a command, known once its batch is durable. For messages of participants it only
 * says that the command was decided; what they learn comes as a callback.
 *
 * @param status see {@link Status}
 * @param failure the reason, for REFUSED
 */
public record Outcome(Status status, Optional<Failure> failure) {

  /** The three ends of a command. */
  public enum Status {
    /** It took effect. */
    DONE,
    /** It was judged and refused; a prepare may have been stored as INVALID. */
    REFUSED,
    /** It changed nothing and needs no answer: a repeat, or an outcome for what has ended. */
    IGNORED
  }

  public static final Outcome DONE = new Outcome(Status.DONE, Optional.empty());
  public static final Outcome IGNORED = new Outcome(Status.IGNORED, Optional.empty());

  /** A refusal with its reason. */
  public static Outcome refused(Failure failure) {
    return new Outcome(Status.REFUSED, Optional.of(failure));
  }
}
