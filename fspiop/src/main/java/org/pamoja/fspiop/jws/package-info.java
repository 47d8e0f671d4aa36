/** Signatures over messages: making them, checking them, reading the keys. */
package org.pamoja.fspiop.jws;
