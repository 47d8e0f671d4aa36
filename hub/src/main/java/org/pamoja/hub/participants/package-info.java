/**
 * The scheme's participants: who they are, where and in which versions they are called, their
 * accounts, limits and funds. Money is only moved by the ledger; what is kept here is the registry
 * around it.
 */
package org.pamoja.hub.participants;
