package org.pamoja.ledger.command;

import org.pamoja.ledger.transfer.Failure;

/**
 * Why a rule of the scheme, which the ledger does not know, forbids a command.
 *
 * @param failure what the participant is told
 * @param rule the rule's name, for operators only: it goes into the event's detail
 */
public record Refusal(Failure failure, String rule) {}
