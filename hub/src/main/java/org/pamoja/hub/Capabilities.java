package org.pamoja.hub;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.pamoja.hub.admin.OpenApiResource;
import org.pamoja.hub.audit.AuditLog;
import org.pamoja.hub.config.HubConfig;
import org.pamoja.hub.edge.AdminResource;
import org.pamoja.hub.edge.EventLoops;
import org.pamoja.hub.edge.FspiopResource;
import org.pamoja.hub.oracles.OraclesResource;
import org.pamoja.hub.participants.LedgerDesk;
import org.pamoja.hub.participants.ParticipantAdmin;
import org.pamoja.hub.participants.ParticipantSettings;
import org.pamoja.hub.requests.RequestsResource;
import org.pamoja.hub.rules.RulesOfScheme;
import org.pamoja.hub.security.InboundSignatures;
import org.pamoja.hub.security.SignatureRules;
import org.pamoja.hub.settlement.SettlementAdmin;
import org.pamoja.hub.signatures.HubKeysResource;
import org.pamoja.hub.signatures.KeysResource;
import org.pamoja.hub.signatures.RefusalLog;
import org.pamoja.hub.signatures.SignedMessages;
import org.pamoja.hub.transfers.GrossSettlement;
import org.pamoja.hub.transfers.TransferQuestions;
import org.pamoja.hub.transfers.TransferReader;
import org.pamoja.hub.transfers.TransferSettings;
import org.pamoja.hub.transfers.TransfersResource;
import org.pamoja.ledger.event.EventPointer;
import org.pamoja.ledger.postgres.EventReader;
import org.pamoja.ledger.postgres.LedgerQueries;
import org.pamoja.ledger.transfer.Transfer;
import org.pamoja.ledger.transfer.TransferKey;

/**
 * What the hub can do, as the two listeners serve it.
 *
 * @param fspiop for participants
 * @param admin for operators
 * @param signatures proves who sent what participants send
 */
record Capabilities(
    List<FspiopResource> fspiop, List<AdminResource> admin, InboundSignatures signatures) {
  private static final Duration REFUSALS_COUNTED = Duration.ofMinutes(1);
  private static final Duration DESK_PATIENCE = Duration.ofSeconds(20);

  static Capabilities of(
      Ground ground,
      Caches caches,
      WayOut out,
      LedgerParts ledger,
      RulesOfScheme rules,
      AuditLog audit) {
    List<FspiopResource> fspiop = new ArrayList<>(Discovery.resources(ground, caches, out));
    fspiop.addAll(Quoting.resources(ground, caches, out, rules.payments()));
    fspiop.add(new RequestsResource(caches.participants(), out.courier()));
    fspiop.add(transfers(ground, caches, out, ledger, rules));
    Desk desk = Desk.open(ground, caches, out, ledger, audit);
    fspiop.add(desk.missed());
    return new Capabilities(
        List.copyOf(fspiop),
        admin(ground, caches, ledger, desk, audit),
        signatures(ground, caches, audit));
  }

  private static FspiopResource transfers(
      Ground ground, Caches caches, WayOut out, LedgerParts ledger, RulesOfScheme rules) {
    HubConfig.Transfers config = ground.config().transfers();
    TransferSettings settings =
        new TransferSettings(
            config.completedAhead(),
            config.completedBehind(),
            config.questions(),
            config.answerWithin());
    ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
    ground.shutdown().add("answers to questions", readers::shutdownNow);
    TransferQuestions questions =
        new TransferQuestions(
            caches.participants(),
            reader(ledger.queries(), ledger.events()),
            out.callbacks(),
            out.relay(),
            readers,
            settings);
    return new TransfersResource(
        caches.participants(),
        ledger.clearing()::submit,
        rules.payments(),
        new GrossSettlement(currency -> caches.models().current().settlesGross(currency)),
        Fees.charging(ground),
        questions,
        settings,
        ground.clock(),
        new EventLoops(ground.vertx())::current);
  }

  private static List<AdminResource> admin(
      Ground ground, Caches caches, LedgerParts ledger, Desk desk, AuditLog audit) {
    ParticipantSettings settings =
        new ParticipantSettings(
            ground.config().hubName(), ground.config().participantUriBase(), ground.addresses());
    List<AdminResource> admin =
        new ArrayList<>(
            ParticipantAdmin.resources(
                ground.jdbi(),
                settings,
                caches.participants(),
                new LedgerDesk(ledger.clearing(), DESK_PATIENCE),
                audit,
                ground.clock(),
                () -> UUID.randomUUID().toString()));
    admin.addAll(
        SettlementAdmin.resources(
            ground.jdbi(),
            caches.models(),
            caches.participants(),
            ledger.queries(),
            ledger.events(),
            audit,
            ground.clock()));
    Settling settling = Settling.open(ground, ledger, audit);
    Oversight.startCutOffs(ground, settling.office(), audit);
    admin.addAll(settling.resources());
    admin.add(
        new OraclesResource(
            ground.jdbi(), caches.oracles(), ground.addresses(), audit, ground.clock()));
    admin.add(
        new KeysResource(
            ground.jdbi(),
            caches.participants(),
            caches.keys(),
            audit,
            ground.clock(),
            () -> UUID.randomUUID().toString()));
    admin.add(new HubKeysResource(ground.jdbi(), ground.hubKey(), audit, ground.clock()));
    admin.addAll(
        RulesOfScheme.resources(
            ground.jdbi(),
            caches.rules(),
            caches.participants(),
            ground.addresses(),
            audit,
            ground.clock()));
    admin.add(desk.deliveries());
    admin.addAll(Oversight.resources(ground, caches, audit));
    admin.add(new OpenApiResource());
    return List.copyOf(admin);
  }

  private static InboundSignatures signatures(Ground ground, Caches caches, AuditLog audit) {
    SignatureRules rules = ground.config().jws().rules();
    if (!rules.validate()) {
      return InboundSignatures.UNCHECKED;
    }
    RefusalLog refusals = RefusalLog.start(audit, REFUSALS_COUNTED);
    ground.shutdown().add("refused signatures", refusals::close);
    return new SignedMessages(
        rules, caches.keys(), ground.verifier(), caches.workers(), refusals, ground.clock());
  }

  private static TransferReader reader(LedgerQueries queries, EventReader events) {
    return new TransferReader() {
      @Override
      public Optional<Transfer> find(TransferKey key) {
        return queries.transfer(key);
      }

      @Override
      public Optional<Instant> timeOf(EventPointer pointer) {
        return events.time(pointer);
      }
    };
  }
}
