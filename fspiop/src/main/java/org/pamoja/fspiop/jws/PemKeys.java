package org.pamoja.fspiop.jws;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keys from PEM text (RFC 7468), the form in which participants exchange them. Reads the first
 * block of the text. Threads may share it.
 */
public final class PemKeys {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

  /** Version 0 and the algorithm rsaEncryption: what PKCS#8 puts before a PKCS#1 key. */
  private static final byte[] PKCS8_RSA_HEAD =
      HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

  private static final List<String> KEY_KINDS = List.of("RSA", "EC");

  private record Block(String label, byte[] der) {}

  private PemKeys() {}

  /**
   * From {@code PUBLIC KEY} or {@code CERTIFICATE}; RSA or EC.
   *
   * @throws IllegalArgumentException with the fault; never with the key's text
   */
  public static PublicKey publicKey(String pem) {
    Block block = block(pem);
    try {
      return switch (block.label()) {
        case "PUBLIC KEY" -> anyPublicKey(new X509EncodedKeySpec(block.der()));
        case "CERTIFICATE" ->
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(block.der()))
                .getPublicKey();
        default -> throw new IllegalArgumentException("no public key but " + block.label());
      };
    } catch (GeneralSecurityException malformed) {
      throw new IllegalArgumentException("the public key cannot be read", malformed);
    }
  }

  /**
   * From {@code PRIVATE KEY} (PKCS#8, RSA or EC) or {@code RSA PRIVATE KEY} (PKCS#1).
   *
   * @throws IllegalArgumentException with the fault; never with the key's text
   */
  public static PrivateKey privateKey(String pem) {
    Block block = block(pem);
    byte[] der =
        switch (block.label()) {
          case "PRIVATE KEY" -> block.der();
          case "RSA PRIVATE KEY" -> asPkcs8(block.der());
          default ->
              throw new IllegalArgumentException(
                  "no private key in PKCS#8 or PKCS#1 form but " + block.label());
        };
    try {
      return anyPrivateKey(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException malformed) {
      throw new IllegalArgumentException("the private key cannot be read");
    }
  }

  private static PublicKey anyPublicKey(X509EncodedKeySpec spec) throws GeneralSecurityException {
    for (String kind : KEY_KINDS) {
      try {
        return KeyFactory.getInstance(kind).generatePublic(spec);
      } catch (InvalidKeySpecException _) {
        // the encoding names its own kind, but the JCA wants it guessed
      }
    }
    throw new InvalidKeySpecException("neither RSA nor EC");
  }

  private static PrivateKey anyPrivateKey(PKCS8EncodedKeySpec spec)
      throws GeneralSecurityException {
    for (String kind : KEY_KINDS) {
      try {
        return KeyFactory.getInstance(kind).generatePrivate(spec);
      } catch (InvalidKeySpecException _) {
        // as above
      }
    }
    throw new InvalidKeySpecException("neither RSA nor EC");
  }

  private static Block block(String pem) {
    Matcher matcher = BLOCK.matcher(pem);
    if (!matcher.find()) {
      throw new IllegalArgumentException("the text holds no PEM block");
    }
    try {
      return new Block(matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2)));
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException("the PEM block is not base64");
    }
  }

  private static byte[] asPkcs8(byte[] pkcs1) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(PKCS8_RSA_HEAD);
    content.writeBytes(element(0x04, pkcs1));
    return element(0x30, content.toByteArray());
  }

  /** One DER element; RSA keys are between 128 and 65535 bytes, so the length takes two. */
  private static byte[] element(int tag, byte[] content) {
    if (content.length > 0xFFFF) {
      throw new IllegalArgumentException("the private key is too long");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    out.write(0x82);
    out.write(content.length >> 8);
    out.write(content.length);
    out.writeBytes(content);
    return out.toByteArray();
  }
}
