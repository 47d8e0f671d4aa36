package org.pamoja.fspiop.ilp;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.json.MalformedJsonException;
import tools.jackson.databind.JsonNode;

/** What an ilpPacket text says. The first byte tells the version; a receiver reads both. */
public sealed interface IlpPacket {
  /** Longest text the API allows. */
  int MAX_TEXT = 32_768;

  /** Amount in the smallest units of the currency, an unsigned 64-bit number. */
  long amount();

  /** The base64url text of the transaction object, which is the packet's payload. */
  String data();

  /** The packet as base64url without padding. */
  String encode();

  /**
   * Classic ILP payment (type 1), usual with plain FSPIOP.
   *
   * @param amount see {@link IlpPacket#amount}
   * @param account ILP address of the receiver
   * @param data see {@link IlpPacket#data}
   */
  record V1(long amount, String account, String data) implements IlpPacket {
    private static final int TYPE = 0x01;

    @Override
    public String encode() {
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      Oer.writeUint64(content, amount);
      Oer.writeOctets(content, account.getBytes(StandardCharsets.US_ASCII));
      Oer.writeOctets(content, data.getBytes(StandardCharsets.US_ASCII));
      content.write(0); // an empty list of extensions
      return text(TYPE, content);
    }

    private static V1 read(ByteBuffer in) {
      return new V1(in.getLong(), ascii(Oer.readOctets(in)), ascii(Oer.readOctets(in)));
    }
  }

  /**
   * ILP prepare (type 12), needed by ISO 20022 messages.
   *
   * @param amount see {@link IlpPacket#amount}
   * @param expiresAt 17 digits YYYYMMDDHHMMSSmmm, UTC
   * @param condition lock of the transfer
   * @param destination always {@code g.mojaloop} in packets made here
   * @param data see {@link IlpPacket#data}
   */
  record V4(long amount, String expiresAt, Condition condition, String destination, String data)
      implements IlpPacket {
    static final String DESTINATION = "g.mojaloop";
    private static final int TYPE = 0x0C;
    private static final int TIME_BYTES = 17;
    private static final int CONDITION_BYTES = 32;

    @Override
    public String encode() {
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      Oer.writeUint64(content, amount);
      content.writeBytes(expiresAt.getBytes(StandardCharsets.US_ASCII));
      content.writeBytes(condition.bytes());
      Oer.writeOctets(content, destination.getBytes(StandardCharsets.US_ASCII));
      Oer.writeOctets(content, data.getBytes(StandardCharsets.US_ASCII));
      return text(TYPE, content);
    }

    private static V4 read(ByteBuffer in) {
      long amount = in.getLong();
      byte[] time = new byte[TIME_BYTES];
      in.get(time);
      byte[] hash = new byte[CONDITION_BYTES];
      in.get(hash);
      return new V4(
          amount,
          ascii(time),
          Condition.ofBytes(hash),
          ascii(Oer.readOctets(in)),
          ascii(Oer.readOctets(in)));
    }
  }

  /**
   * Reads a packet of either version, with or without padding.
   *
   * @throws IllegalArgumentException when it is too long or not a packet
   */
  static IlpPacket decode(String text) {
    if (text.length() > MAX_TEXT) {
      throw new IllegalArgumentException("the ILP packet is too long");
    }
    ByteBuffer in = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
    try {
      int type = in.get();
      ByteBuffer content = ByteBuffer.wrap(Oer.readOctets(in));
      if (in.hasRemaining()) {
        throw new IllegalArgumentException("there is more after the end of the ILP packet");
      }
      return switch (type) {
        case V1.TYPE -> V1.read(content);
        case V4.TYPE -> V4.read(content);
        default -> throw new IllegalArgumentException("unknown type of ILP packet");
      };
    } catch (BufferUnderflowException cutShort) {
      throw new IllegalArgumentException("the ILP packet is cut short", cutShort);
    }
  }

  /**
   * The transaction object inside.
   *
   * @throws IllegalArgumentException when the data is not base64url of a JSON object
   */
  default JsonNode transaction() {
    try {
      JsonNode object = Json.parse(Base64.getUrlDecoder().decode(data()));
      if (object.isObject()) {
        return object;
      }
    } catch (MalformedJsonException _) {
      // told below, like any other value that is no object
    }
    throw new IllegalArgumentException("the ILP packet holds no transaction object");
  }

  private static String text(int type, ByteArrayOutputStream content) {
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    packet.write(type);
    Oer.writeOctets(packet, content.toByteArray());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(packet.toByteArray());
  }

  private static String ascii(byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII);
  }
}
