package org.pamoja.hub.signatures;

import static org.pamoja.hub.admin.ObjectRule.optional;
import static org.pamoja.hub.admin.ObjectRule.required;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.fspiop.jws.JwsAlgorithm;
import org.pamoja.fspiop.jws.PemKeys;
import org.pamoja.hub.admin.ObjectRule;
import org.pamoja.hub.admin.RequestRule;
import org.pamoja.hub.admin.TextRule;
import org.pamoja.hub.edge.AdminRequest;
import tools.jackson.databind.node.ObjectNode;

/**
 * A key as an operator sends it, understood and checked.
 *
 * @param algorithm what the kind of key is used with
 * @param pem one block PUBLIC KEY, whatever the operator's text had around it
 * @param fingerprint SHA-256 of the DER form, base64url
 * @param validFrom first moment at which it is to count
 * @param validUntil first moment at which it is not to count any more; empty for no end
 */
record SubmittedKey(
    JwsAlgorithm algorithm,
    String pem,
    String fingerprint,
    Instant validFrom,
    Optional<Instant> validUntil) {
  private static final int LONGEST_PEM = 16_384;

  /** Larger keys make every verification, which senders cause at will, needlessly slow. */
  private static final int MOST_RSA_BITS = 8_192;

  private static final int LEAST_YEAR = 2000;
  private static final int LAST_YEAR = 9999;

  private static final int LONGEST_TIME = 40;

  /** The key itself, in PEM form. */
  static final ObjectRule.Field PUBLIC_KEY = required("publicKey", TextRule.text(1, LONGEST_PEM));

  private static final RequestRule RULE =
      RequestRule.ofBody(
          PUBLIC_KEY,
          optional("validFrom", TextRule.text(1, LONGEST_TIME)),
          optional("validUntil", TextRule.text(1, LONGEST_TIME)));

  /**
   * Reads the body of a request.
   *
   * @param now from when the key counts when the body does not say
   * @throws FspiopException 400/3101 naming the field
   */
  static SubmittedKey read(AdminRequest request, Instant now) {
    ObjectNode body = RULE.check(request).body();
    PublicKey key = key(body.get("publicKey").stringValue());
    Instant from = time(body, "validFrom").orElse(now.truncatedTo(ChronoUnit.MILLIS));
    Optional<Instant> until = time(body, "validUntil");
    if (until.filter(end -> !end.isAfter(from)).isPresent()) {
      throw wrong("validUntil", "must be after validFrom");
    }
    if (until.filter(end -> !end.isAfter(now)).isPresent()) {
      throw wrong("validUntil", "must be in the future");
    }
    return new SubmittedKey(algorithm(key), pem(key), fingerprint(key), from, until);
  }

  /** The refusal of a field. */
  static FspiopException wrong(String field, String text) {
    return new FspiopException(ErrorCode.MALFORMED_SYNTAX, "\"" + field + "\" " + text);
  }

  /** The key in a PEM text. */
  static PublicKey key(String text) {
    try {
      return PemKeys.publicKey(text);
    } catch (IllegalArgumentException unreadable) {
      throw wrong("publicKey", "must be a public key in PEM form: " + unreadable.getMessage());
    }
  }

  /** What a key is used with; refuses those that are weak, slow or of another kind. */
  static JwsAlgorithm algorithm(PublicKey key) {
    if (key instanceof RSAPublicKey rsa) {
      if (rsa.getModulus().bitLength() > MOST_RSA_BITS) {
        throw wrong("publicKey", "must have at most " + MOST_RSA_BITS + " bits");
      }
      if (rsa.getPublicExponent().bitLength() < 2 || !rsa.getPublicExponent().testBit(0)) {
        throw wrong("publicKey", "has an exponent with which anybody could sign");
      }
    }
    return JwsAlgorithm.of(key)
        .orElseThrow(() -> wrong("publicKey", "must be RSA of at least 2048 bits or EC on P-256"));
  }

  /** Its PEM text: one block, and nothing an operator's file may have had besides. */
  static String pem(PublicKey key) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
    return "-----BEGIN PUBLIC KEY-----\n" + text + "\n-----END PUBLIC KEY-----\n";
  }

  /** SHA-256 of its DER form, base64url: a name that follows from the key. */
  static String fingerprint(PublicKey key) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  private static Optional<Instant> time(ObjectNode body, String field) {
    if (!body.has(field)) {
      return Optional.empty();
    }
    try {
      OffsetDateTime time = OffsetDateTime.parse(body.get(field).stringValue());
      if (time.getYear() >= LEAST_YEAR && time.getYear() <= LAST_YEAR) {
        return Optional.of(time.toInstant().truncatedTo(ChronoUnit.MILLIS));
      }
    } catch (DateTimeException noTime) {
      // told below
    }
    throw wrong(field, "must be a time such as 2030-01-01T00:00:00.000Z");
  }
}
