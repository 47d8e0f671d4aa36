package org.pamoja.ledger.command;

/**
 * A participant as named in a message, with what the participants' registry knows of it. Whether it
 * and its account are active is read again from the locked account row; the flag here only serves
 * when there is no account.
 *
 * @param name as written in the message
 * @param exists whether a participant of that name is registered
 * @param active whether the registry has it as active
 * @param account number of its POSITION account in the currency concerned, 0 when it has none
 */
public record Party(String name, boolean exists, boolean active, long account) {
  /** A name nobody registered. */
  public static Party unknown(String name) {
    return new Party(name, false, false, 0);
  }
}
