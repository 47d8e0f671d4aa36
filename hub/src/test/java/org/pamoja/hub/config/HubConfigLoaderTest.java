package org.pamoja.hub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings: names and defaults are a promise to operators, so they are pinned here. */
class HubConfigLoaderTest {
  @TempDir private Path folder;

  private HubConfig load(String yaml, Map<String, String> environment, Map<String, String> flags)
      throws Exception {
    Path file = Files.writeString(folder.resolve("hub.yaml"), yaml);
    return HubConfigLoader.load(Optional.of(file), environment, Set.of("PAMOJA_HOME"), flags);
  }

  @Test
  void shouldKeepNamesAndDefaults() {
    Map<String, String> effective = HubConfigLoader.effective(HubConfig.defaults());
    effective.put("limits.eventLoops", "as many as processors");

    assertThat(effective.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()))
        .containsExactly(
            """
            hubName=Hub
            nodeName=
            participantUriBase=http://central-ledger
            dataDirectory=data
            fspiop.address=0.0.0.0
            fspiop.port=4000
            admin.address=127.0.0.1
            admin.port=4001
            admin.anonymous=false
            referencePorts=false
            limits.eventLoops=as many as processors
            limits.maxHeaderBytes=32768
            limits.maxInitialLineBytes=8192
            limits.maxConnections=10000
            limits.maxRequestsInFlight=2000
            limits.maxAdminInFlight=64
            limits.maxFspiopBodyBytes=5242880
            limits.maxAdminBodyBytes=1048576
            limits.maxInlineBodyBytes=65536
            limits.maxBufferedBytes=134217728
            limits.idleTimeout=75s
            limits.headTimeout=30s
            limits.bodyTimeout=30s
            limits.drainTimeout=10s
            outboundVersions.authorizations=1.1
            outboundVersions.bulkQuotes=2.0
            outboundVersions.bulkTransfers=2.0
            outboundVersions.fxQuotes=2.0
            outboundVersions.fxTransfers=2.0
            outboundVersions.participants=2.0
            outboundVersions.parties=2.0
            outboundVersions.quotes=2.0
            outboundVersions.transactionRequests=1.1
            outboundVersions.transfers=2.0
            transfers.onUs=false
            transfers.confirmToPayee=false
            transfers.completedAhead=200ms
            transfers.completedBehind=300s
            transfers.questions=256
            transfers.answerWithin=10s
            clearing.queueCapacity=10000
            clearing.reservedForOutcomes=2000
            clearing.batchSize=1000
            clearing.linger=0s
            clearing.retryFirst=20ms
            clearing.retryLongest=1s
            clearing.closeWithin=10s
            delivery.queuePerParticipant=10000
            delivery.concurrencyPerParticipant=64
            delivery.retriesPerParticipant=16
            delivery.confirmWithin=5s
            delivery.firstPause=500ms
            delivery.longestPause=60s
            delivery.longestRequestPause=2s
            delivery.giveUpAfter=86400s
            delivery.lease=5s
            delivery.breakerFaults=5
            delivery.breakerFirstPause=1s
            delivery.breakerLongestPause=30s
            delivery.writeBatch=500
            delivery.writeQueue=20000
            delivery.alarmAge=60s
            delivery.alarmDepth=1000
            delivery.keepEnded=2592000s
            transport.maxConnections=64
            transport.maxWaiting=4096
            transport.connectTimeout=2s
            transport.requestTimeout=20s
            transport.idleTimeout=30s
            transport.maxReplyBytes=65536
            relays.inFlightPerParticipant=256
            quotes.mode=relay
            quotes.rulesFile=
            quotes.keepFor=2592000s
            settlement.feesFile=
            oracles.builtInTypes=MSISDN,EMAIL,PERSONAL_ID,BUSINESS,DEVICE,ALIAS,IBAN
            oracles.requestTimeout=10s
            oracles.rememberFor=0s
            oracles.rememberedParties=50000
            jws.sign=true
            jws.keyFile=
            jws.validate=false
            jws.validateParties=false
            jws.unsigned=refuse
            jws.exempt=bulkQuotes,bulkTransfers,transactionRequests,authorizations,thirdpartyRequests,consentRequests,consents,accounts,services
            security.gateways=
            security.callbackAllow=
            security.callbackDeny=
            security.missedAnonymous=false
            database.connections=20
            database.waitWithin=5s
            database.connectWithin=5s"""
                .split("\n"));
  }

  @Test
  void shouldTellWhatIsNotTheDefault() throws Exception {
    assertThat(HubConfigLoader.changed(HubConfig.defaults())).isEmpty();
    assertThat(HubConfigLoader.changed(load("transfers: {onUs: true}", Map.of(), Map.of())))
        .containsOnly(Map.entry("transfers.onUs", "true"));
  }

  @Test
  void shouldReadBackWhatItPrints() throws Exception {
    Map<String, String> printed = HubConfigLoader.effective(HubConfig.defaults());
    assertThat(load("", Map.of(), printed)).isEqualTo(HubConfig.defaults());
  }

  @Test
  void shouldLetFlagsOverrideTheEnvironmentAndThatTheFile() throws Exception {
    HubConfig config =
        load(
            """
            admin: {port: 1, address: 10.0.0.1}
            fspiop: {port: 1}
            outboundVersions: {transfers: 1.1}
            security: {gateways: [10.0.0.0/8, "::1"]}
            delivery: {giveUpAfter: 2h}
            """,
            Map.of(
                "PAMOJA_ADMIN_PORT",
                "2",
                "PAMOJA_FSPIOP_PORT",
                "2",
                "PAMOJA_HOME",
                "x",
                "HOME",
                "y"),
            Map.of("fspiop.port", "3"));

    assertThat(config.admin()).isEqualTo(new HubConfig.Admin("10.0.0.1", 2, false));
    assertThat(config.fspiop().port()).isEqualTo(3);
    assertThat(config.outboundVersions())
        .containsEntry("transfers", "1.1")
        .containsEntry("quotes", "2.0");
    assertThat(config.security().gateways()).containsExactly("10.0.0.0/8", "::1");
    assertThat(config.delivery().giveUpAfter()).isEqualTo(Duration.ofHours(2));
  }

  @Test
  void shouldListAllFaultsAtOnce() {
    ConfigException refused =
        catchThrowableOfType(
            ConfigException.class,
            () ->
                load(
                    """
                    hubName: H
                    admin: {prot: 1, anonymous: perhaps}
                    fspiop: {port: 70000}
                    outboundVersions: {transfers: "3.0", nothing: "1.0"}
                    clearing: {batchSize: 0, linger: soon}
                    security: {gateways: gateway}
                    jws:
                      keyFile:
                    """,
                    Map.of("PAMOJA_ADMIN_PROT", "1"),
                    Map.of("limits.eventLoops", "many")));

    assertThat(refused.faults())
        .containsExactlyInAnyOrderElementsOf(
            List.of(
                "unknown environment variable PAMOJA_ADMIN_PROT",
                "jws.keyFile (hub.yaml) has no value",
                "admin.anonymous (hub.yaml) must be true or false, not perhaps",
                "fspiop: port must be between 0 and 65535, not 70000",
                "limits.eventLoops (flag) must be a whole number, not many",
                "clearing.linger (hub.yaml) must be a time such as 500ms, 20s, 5m or 24h, not soon",
                "clearing: batchSize must be between 1 and 10,000",
                "unknown key admin.prot (hub.yaml)",
                "unknown key outboundVersions.nothing (hub.yaml)",
                "security.gateways: not an IP address or block: gateway",
                "outboundVersions.transfers must be one of [1.0, 1.1, 2.0], not 3.0",
                "hubName must have 2 to 30 characters"));
  }

  @Test
  void shouldRefuseChoicesForSignaturesThatThereAreNot() throws Exception {
    ConfigException refused =
        catchThrowableOfType(
            ConfigException.class,
            () -> load("jws: {unsigned: perhaps}", Map.of(), Map.of("jws.exempt", "quotes")));
    assertThat(refused.faults())
        .containsExactly("jws: unsigned must be refuse or accept, not perhaps");
    refused =
        catchThrowableOfType(
            ConfigException.class,
            () -> load("jws: {exempt: [quotes, transfer]}", Map.of(), Map.of()));
    assertThat(refused.faults()).containsExactly("jws.exempt: no resource is called transfer");
    assertThat(load("jws: {exempt: []}", Map.of(), Map.of()).jws().exempt()).isEmpty();
  }

  @Test
  void shouldRefuseAMemoryOfOraclesAnswersWithoutBound() throws Exception {
    assertThat(load("oracles: {rememberFor: 1m}", Map.of(), Map.of()).oracles().rememberFor())
        .isEqualTo(Duration.ofMinutes(1));
    ConfigException refused =
        catchThrowableOfType(
            ConfigException.class,
            () -> load("oracles: {rememberedParties: 0}", Map.of(), Map.of()));
    assertThat(refused.faults())
        .containsExactly("oracles: rememberedParties must be between 1 and 1,000,000");
    refused =
        catchThrowableOfType(
            ConfigException.class, () -> load("oracles: {rememberFor: -1s}", Map.of(), Map.of()));
    assertThat(refused.faults()).singleElement().asString().contains("rememberFor");
  }

  @Test
  void shouldRefuseAKeyThatOccursTwiceAndAFileThatIsNotThere() {
    assertThat(
            catchThrowableOfType(
                    ConfigException.class,
                    () -> load("hubName: A1\nhubName: B1\n", Map.of(), Map.of()))
                .getMessage())
        .contains("not valid YAML");
    assertThat(
            catchThrowableOfType(
                    ConfigException.class,
                    () ->
                        HubConfigLoader.load(
                            Optional.of(folder.resolve("none.yaml")), Map.of(), Set.of(), Map.of()))
                .getMessage())
        .contains("cannot be read");
  }
}
