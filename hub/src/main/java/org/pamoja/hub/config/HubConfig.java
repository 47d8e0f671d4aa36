package org.pamoja.hub.config;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.pamoja.fspiop.header.VersionPolicy;
import org.pamoja.hub.delivery.DeliverySettings;
import org.pamoja.hub.delivery.HttpTransport;
import org.pamoja.hub.edge.EdgeLimits;
import org.pamoja.hub.security.SignatureRules;
import org.pamoja.ledger.clearing.ClearingSettings;

/**
 * Every setting of a hub. Names of components are the names of keys; sections are joined to their
 * settings by a dot, for example {@code admin.port}. There is no secret among them: how to log in
 * to the database is told apart.
 *
 * @param hubName the hub's participant name: FSPIOP-Source of its own messages
 * @param nodeName name of this node, unique among nodes on one database; empty for the machine's
 *     host name
 * @param participantUriBase what participants' ids in admin replies begin with
 * @param dataDirectory where this node keeps files, such as its signing key
 * @param fspiop listener of participants
 * @param admin listener of operators
 * @param referencePorts whether the ports of the reference's services are served too
 * @param limits bounds of the listeners
 * @param outboundVersions version, by resource, of the messages the hub makes itself
 * @param transfers rules of transfers
 * @param clearing bounds of the batcher
 * @param delivery bounds and pauses of what participants are told
 * @param transport bounds of outgoing HTTP
 * @param relays bounds of relayed messages
 * @param quotes what becomes of quotes
 * @param settlement what is settled beside what transfers move
 * @param oracles look-up of parties
 * @param jws signatures
 * @param security whom to believe and whom to call
 * @param database connections
 */
public record HubConfig(
    String hubName,
    String nodeName,
    String participantUriBase,
    String dataDirectory,
    Listener fspiop,
    Admin admin,
    boolean referencePorts,
    EdgeLimits limits,
    Map<String, String> outboundVersions,
    Transfers transfers,
    ClearingSettings clearing,
    DeliverySettings delivery,
    HttpTransport.Settings transport,
    Relays relays,
    Quotes quotes,
    Settlement settlement,
    Oracles oracles,
    Jws jws,
    Security security,
    DatabaseSection database) {

  /**
   * A listener.
   *
   * @param address interface it listens on
   * @param port TCP port, 0 for any free one
   */
  public record Listener(String address, int port) {
    /** Checks the port. */
    public Listener {
      requirePort(port);
    }
  }

  /**
   * The operators' listener.
   *
   * @param address interface it listens on
   * @param port TCP port, 0 for any free one
   * @param anonymous whether it may serve everybody although it can be reached from other machines
   */
  public record Admin(String address, int port, boolean anonymous) {
    /** Checks the port. */
    public Admin {
      requirePort(port);
    }
  }

  /**
   * Rules of transfers.
   *
   * @param onUs whether payer and payee may be the same DFSP
   * @param confirmToPayee whether the payee of a committed transfer is told too
   * @param completedAhead how far in the future a completedTimestamp may lie
   * @param completedBehind how old it may be
   * @param questions answers to GET being worked on at the same time
   * @param answerWithin longest wait of a request for the database before it is answered 503
   */
  public record Transfers(
      boolean onUs,
      boolean confirmToPayee,
      Duration completedAhead,
      Duration completedBehind,
      int questions,
      Duration answerWithin) {}

  /**
   * Relayed messages: look-ups, quotes.
   *
   * @param inFlightPerParticipant messages under way to one participant
   */
  public record Relays(int inFlightPerParticipant) {}

  /**
   * Quotes.
   *
   * @param mode {@code relay}: passed on only; {@code persistent}: also stored, and a changed
   *     message under a known id is refused. Quotes asked for before a change to persistent cannot
   *     be answered after it
   * @param rulesFile JSON file of quoting rules in the reference's format; empty for none
   * @param keepFor how long stored quotes are kept, at least an hour
   */
  public record Quotes(String mode, String rulesFile, Duration keepFor) {
    private static final Duration LEAST = Duration.ofHours(1);

    /** Checks the choice and the time. */
    public Quotes {
      if (!mode.equals("relay") && !mode.equals("persistent")) {
        throw new IllegalArgumentException("mode must be relay or persistent, not " + mode);
      }
      if (keepFor.compareTo(LEAST) < 0) {
        throw new IllegalArgumentException("keepFor must be at least an hour");
      }
    }

    /** Whether quotes are stored. */
    public boolean isPersistent() {
      return mode.equals("persistent");
    }
  }

  /**
   * Settlement.
   *
   * @param feesFile JSON file of rules for interchange fees; empty for none
   */
  public record Settlement(String feesFile) {}

  /**
   * Look-up of parties.
   *
   * @param builtInTypes party id types for which the hub's own table is asked when no oracle is
   *     registered
   * @param requestTimeout time for one question to an external oracle
   * @param rememberFor how long the holders an external oracle names are used for further look-ups,
   *     unless the party is changed through this hub; zero to ask it every time
   * @param rememberedParties of how many parties that is remembered, 1 to 1,000,000
   */
  public record Oracles(
      List<String> builtInTypes,
      Duration requestTimeout,
      Duration rememberFor,
      int rememberedParties) {
    private static final int MOST_PARTIES = 1_000_000;

    /** Checks the bounds. */
    public Oracles {
      if (rememberFor.isNegative()) {
        throw new IllegalArgumentException("rememberFor must not be negative");
      }
      if (rememberedParties < 1 || rememberedParties > MOST_PARTIES) {
        throw new IllegalArgumentException("rememberedParties must be between 1 and 1,000,000");
      }
    }

    /** Whether anything is remembered. */
    public boolean isRemembering() {
      return rememberFor.isPositive();
    }
  }

  /**
   * Signatures.
   *
   * @param sign whether the hub signs the messages it makes itself
   * @param keyFile PEM file of its RSA key, made when absent; empty for {@code keys/hub-jws.pem} in
   *     the data directory
   * @param validate whether the signatures of inbound messages are checked
   * @param validateParties whether {@code PUT /parties} must be signed too
   * @param unsigned what becomes of unsigned messages while signatures are checked: {@code refuse},
   *     or {@code accept} until all participants sign
   * @param exempt resources whose messages need no signature; one that is there is checked all the
   *     same
   */
  public record Jws(
      boolean sign,
      String keyFile,
      boolean validate,
      boolean validateParties,
      String unsigned,
      List<String> exempt) {

    /** Checks the choice. */
    public Jws {
      if (!unsigned.equals("refuse") && !unsigned.equals("accept")) {
        throw new IllegalArgumentException("unsigned must be refuse or accept, not " + unsigned);
      }
    }

    /**
     * Which messages need a signature.
     *
     * @throws IllegalArgumentException naming an exempt resource that there is not
     */
    public SignatureRules rules() {
      return new SignatureRules(
          validate, validateParties, unsigned.equals("accept"), Set.copyOf(exempt));
    }
  }

  /**
   * Whom to believe and whom to call.
   *
   * @param gateways addresses and CIDR blocks whose {@code x-client-id} is believed
   * @param callbackAllow hosts, {@code .domains}, addresses and blocks participants may be called
   *     at; empty for all
   * @param callbackDeny the same, that are never called
   * @param missedAnonymous whether anybody may fetch what a participant has missed by claiming its
   *     name, although the FSPIOP listener can be reached from other machines
   */
  public record Security(
      List<String> gateways,
      List<String> callbackAllow,
      List<String> callbackDeny,
      boolean missedAnonymous) {}

  /**
   * Connections to the database.
   *
   * @param connections most of the pool, 2 to 200
   * @param waitWithin longest wait for a free one
   * @param connectWithin longest wait for a server to accept one
   */
  public record DatabaseSection(int connections, Duration waitWithin, Duration connectWithin) {}

  /** What a hub runs with when nothing is set. */
  public static HubConfig defaults() {
    return new HubConfig(
        "Hub",
        "",
        "http://central-ledger",
        "data",
        new Listener("0.0.0.0", 4000),
        new Admin("127.0.0.1", 4001, false),
        false,
        EdgeLimits.defaults(),
        defaultVersions(),
        new Transfers(
            false,
            false,
            Duration.ofMillis(200),
            Duration.ofSeconds(300),
            256,
            Duration.ofSeconds(10)),
        ClearingSettings.DEFAULT,
        DeliverySettings.DEFAULTS,
        HttpTransport.Settings.defaults(),
        new Relays(256),
        new Quotes("relay", "", Duration.ofDays(30)),
        new Settlement(""),
        new Oracles(
            // All but ACCOUNT_ID, which official tests use as a type that nobody serves.
            List.of("MSISDN", "EMAIL", "PERSONAL_ID", "BUSINESS", "DEVICE", "ALIAS", "IBAN"),
            Duration.ofSeconds(10),
            Duration.ZERO,
            50_000),
        new Jws(true, "", false, false, "refuse", SignatureRules.USUAL_EXEMPTIONS),
        new Security(List.of(), List.of(), List.of(), false),
        new DatabaseSection(20, Duration.ofSeconds(5), Duration.ofSeconds(5)));
  }

  private static Map<String, String> defaultVersions() {
    SortedMap<String, String> versions = new TreeMap<>();
    VersionPolicy.defaults()
        .forEach((resource, policy) -> versions.put(resource, policy.outbound().toString()));
    return Collections.unmodifiableSortedMap(versions);
  }

  private static void requirePort(int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be between 0 and 65535, not " + port);
    }
  }
}
