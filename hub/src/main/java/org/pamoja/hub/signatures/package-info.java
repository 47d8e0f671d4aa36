/**
 * Whose signature is whose (security §2). Of inbound messages: the participants' public keys, kept
 * through the admin API and remembered by every node, the check itself, and the record of what was
 * refused. Of the hub's own: the list of its public keys, which all nodes have to keep to.
 */
package org.pamoja.hub.signatures;
