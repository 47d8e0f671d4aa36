/**
 * The messages of the scheme: the rules a received body, path or query has to meet ({@link
 * org.pamoja.fspiop.message.BodyRules}, {@link org.pamoja.fspiop.message.PathRules}), records that
 * give a checked body to the rest of the program, and the bodies the hub makes itself.
 *
 * <p>The rules are written by hand, one line per field, instead of being interpreted from the
 * interface documents: that is several times faster, and what differs from a document on purpose
 * can be read. A test holds rules and documents together.
 */
package org.pamoja.fspiop.message;
