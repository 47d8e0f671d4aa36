package org.pamoja.hub.rules;

import java.util.Optional;
import java.util.function.Consumer;
import org.pamoja.ledger.command.Outcome;

/**
 * What the rules say of one payment. For a prepare, {@link #decided} has to be called once it is
 * known what became of it. Threads may share it.
 */
public final class Judgement {
  private static final Judgement NOTHING = new Judgement(Optional.empty(), _ -> {});

  private final Optional<RuleRefusal> refusal;
  private final Consumer<Optional<Outcome>> onDecided;

  private Judgement(Optional<RuleRefusal> refusal, Consumer<Optional<Outcome>> onDecided) {
    this.refusal = refusal;
    this.onDecided = onDecided;
  }

  /** No rule looks at it. */
  public static Judgement nothing() {
    return NOTHING;
  }

  static Judgement of(Optional<RuleRefusal> refusal, Consumer<Optional<Outcome>> onDecided) {
    return new Judgement(refusal, onDecided);
  }

  /** Why it is refused, if it is. */
  public Optional<RuleRefusal> refusal() {
    return refusal;
  }

  /**
   * Tells what became of the prepare.
   *
   * @param outcome the ledger's decision; empty when there was none
   */
  public void decided(Optional<Outcome> outcome) {
    onDecided.accept(outcome);
  }
}
