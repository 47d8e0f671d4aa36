package org.pamoja.hub.signatures;

import java.time.Instant;

/**
 * A key by which the hub's own signatures are verified.
 *
 * @param fingerprint SHA-256 of the DER form, base64url
 * @param pem PEM text, one block PUBLIC KEY
 * @param addedAt when it was listed
 * @param addedBy who listed it: an operator, or {@code hub} for a node that started with it
 */
record HubKey(String fingerprint, String pem, Instant addedAt, String addedBy) {}
