/**
 * Signatures of inbound messages (security §2): the participants' public keys, kept through the
 * admin API and remembered by every node, the check itself, and the record of what was refused.
 */
package org.pamoja.hub.signatures;
