/**
 * Quotes and bulk quotes: judged, stored where the scheme wants it, and passed between payer and
 * payee DFSP. {@code file} holds the rules a scheme writes in the reference's format.
 */
package org.pamoja.hub.quotes;
