/**
 * The scheme's own quoting rules in the reference's JSON format (that of json-rules-engine): read
 * and checked as a whole at start, applied to each request for terms. Knows nothing of HTTP,
 * participants' tables or relaying.
 */
package org.pamoja.hub.quotes.file;
