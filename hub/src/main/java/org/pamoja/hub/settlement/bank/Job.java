package org.pamoja.hub.settlement.bank;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.pamoja.hub.security.Principal;

/**
 * A finalisation as it is stored.
 *
 * @param key which
 * @param state how far it is
 * @param detail why it stopped, in words; empty otherwise
 * @param choice what the operator wants done
 * @param reason the operator's reason
 * @param fileType content type of the bank's file
 * @param fileHash SHA-256 of the bank's file, hexadecimal
 * @param createdAt when it was accepted
 * @param changedAt when its state last changed
 * @param by who started it
 * @param rows its accounts in the order of work
 */
record Job(
    Key key,
    State state,
    String detail,
    Choice choice,
    String reason,
    String fileType,
    String fileHash,
    Instant createdAt,
    Instant changedAt,
    Principal by,
    List<Row> rows) {

  /**
   * Which finalisation.
   *
   * @param settlement number of the settlement
   * @param number number within it, from 1
   */
  record Key(long settlement, int number) {}

  /** How far a finalisation is. */
  enum State {
    /** Being worked on, or waiting for a node. */
    RUNNING,
    /** Something was refused; an operator has to look and resume it, or to bring another file. */
    STOPPED,
    /** All is done. */
    COMPLETED
  }

  /** How far one account is. */
  enum RowState {
    /** Not done yet. */
    PLANNED,
    /** Committed, with all that the file brought about for it. */
    DONE,
    /**
     * It was committed already before this finalisation came to it: the file had no effect on it.
     */
    SKIPPED,
    /** Refused; nothing of it was done. */
    FAILED
  }

  /**
   * One account.
   *
   * @param accountId its number
   * @param participant name of its owner
   * @param currency currency code
   * @param netAmount minor units; positive when the participant owes
   * @param bankBalance minor units, empty when the file says nothing about it
   * @param accepted what the operator was shown and has accepted
   * @param state how far it is
   * @param done what was done, once it is
   * @param detail why it failed, in words
   */
  record Row(
      long accountId,
      String participant,
      String currency,
      long netAmount,
      OptionalLong bankBalance,
      Accepted accepted,
      RowState state,
      Done done,
      String detail) {

    /** Whether it owes, so that its turn comes before those that are owed. */
    boolean isDebtor() {
      return netAmount > 0;
    }
  }

  /**
   * What the operator was shown that the file would bring about for an account. Nothing else is
   * ever done to it.
   *
   * @param hubBalance minor units of funds that the hub held for its owner; empty for none
   * @param newCap the net debit cap it was to get
   * @param funds minor units that were to be booked as funds in (positive) or out (negative)
   */
  record Accepted(
      Optional<BigInteger> hubBalance, Optional<BigInteger> newCap, OptionalLong funds) {
    /** What is accepted with an effect. */
    static Accepted of(Effect effect) {
      return new Accepted(
          effect.account().funds().map(SettledAccount.Funds::balance),
          effect.newCap(),
          effect.funds());
    }

    /** Whether an effect reckoned later is the one that was accepted. */
    boolean isStill(Effect effect) {
      return newCap.equals(effect.newCap()) && funds.equals(effect.funds());
    }
  }

  /**
   * What was asked for or done.
   *
   * @param newCap the net debit cap it got
   * @param funds minor units booked as funds in (positive) or out (negative)
   * @param fundsTransferId id of that record
   */
  record Done(Optional<BigInteger> newCap, OptionalLong funds, Optional<String> fundsTransferId) {
    /** Nothing but the settlement itself. */
    static final Done NOTHING = new Done(Optional.empty(), OptionalLong.empty(), Optional.empty());

    /** Whether it asks for the same as another, whatever the id. */
    boolean isAsMuchAs(Effect effect) {
      return newCap.equals(effect.newCap()) && funds.equals(effect.funds());
    }
  }

  /**
   * Something asked of the ledger.
   *
   * @param number from 1
   * @param asked what
   * @param refused whether the ledger is known to have refused it, which uses the record's id up
   */
  record Attempt(int number, Done asked, boolean refused) {}
}
