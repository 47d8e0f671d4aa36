package org.pamoja.hub.admin;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.json.MalformedJsonException;
import org.pamoja.hub.audit.PostgresAuditLog;
import org.pamoja.hub.books.BooksResource;
import org.pamoja.hub.cache.BoundedWorkers;
import org.pamoja.hub.config.HubConfig;
import org.pamoja.hub.desk.TestDesk;
import org.pamoja.hub.edge.AdminRequest;
import org.pamoja.hub.edge.AdminResource;
import org.pamoja.hub.edge.AdminRoute;
import org.pamoja.hub.edge.Reply;
import org.pamoja.hub.liquidity.Liquidity;
import org.pamoja.hub.oracles.CachedOracleDirectory;
import org.pamoja.hub.oracles.OraclesResource;
import org.pamoja.hub.participants.CachedParticipantDirectory;
import org.pamoja.hub.participants.LedgerDesk;
import org.pamoja.hub.participants.ParticipantAccounts;
import org.pamoja.hub.participants.ParticipantAdmin;
import org.pamoja.hub.participants.ParticipantSettings;
import org.pamoja.hub.participants.ParticipantStore;
import org.pamoja.hub.rules.CachedRules;
import org.pamoja.hub.rules.RulesOfScheme;
import org.pamoja.hub.security.AddressPolicy;
import org.pamoja.hub.security.Principal;
import org.pamoja.hub.security.SignatureVerifier;
import org.pamoja.hub.settlement.CachedModels;
import org.pamoja.hub.settlement.SettlementAdmin;
import org.pamoja.hub.settlement.bank.Bank;
import org.pamoja.hub.settlement.bank.SettlementFigures;
import org.pamoja.hub.settlement.bank.SettlementSteps;
import org.pamoja.hub.settlement.reports.ReportsResource;
import org.pamoja.hub.settlement.schedule.ScheduleResource;
import org.pamoja.hub.settlement.settlements.BankSteps;
import org.pamoja.hub.settlement.settlements.SettlementLedger;
import org.pamoja.hub.settlement.settlements.SettlementOffice;
import org.pamoja.hub.settlement.settlements.SettlementParts;
import org.pamoja.hub.settlement.settlements.SettlementsResource;
import org.pamoja.hub.settlement.settlements.Ulids;
import org.pamoja.hub.settlement.windows.WindowProcessing;
import org.pamoja.hub.settlement.windows.WindowsResource;
import org.pamoja.hub.signatures.CachedKeys;
import org.pamoja.hub.signatures.HubKeysResource;
import org.pamoja.hub.signatures.KeysResource;
import org.pamoja.ledger.clearing.BatchDecider;
import org.pamoja.ledger.clearing.Clearing;
import org.pamoja.ledger.clearing.ClearingMetrics;
import org.pamoja.ledger.clearing.ClearingSettings;
import org.pamoja.ledger.clearing.LedgerSettings;
import org.pamoja.ledger.postgres.EventReader;
import org.pamoja.ledger.postgres.LedgerQueries;
import org.pamoja.ledger.postgres.PostgresLedgerStore;
import org.pamoja.ledger.postgres.SettlementWindows;
import org.pamoja.ledger.postgres.StreamRegistry;
import org.pamoja.ledger.postgres.WindowFlows;
import org.pamoja.postgres.Database;
import org.pamoja.postgres.JdbcTarget;
import org.pamoja.postgres.PoolSettings;
import org.pamoja.postgres.ThrowawayPostgres;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** One node's admin API on a real database and a real ledger, its handlers called directly. */
public final class TestAdmin implements AutoCloseable {
  private static final Principal OPERATOR = new Principal("alice", Principal.Kind.OPERATOR);
  private static final Headers HEADERS =
      Headers.of("Accept", "application/json", "Date", "today", "Content-Type", "application/json");

  private final Database database;
  private final Jdbi jdbi;
  private final PostgresLedgerStore ledgerStore;
  private final Clearing clearing;
  private final BoundedWorkers workers = new BoundedWorkers("test", 2, 64);
  private final CachedParticipantDirectory participants;
  private final CachedModels models;
  private final CachedOracleDirectory oracles;
  private final CachedKeys keys;
  private final List<AdminResource> resources = new ArrayList<>();
  private SettlementParts settlementParts;
  private Bank bank;

  /**
   * What a call was answered.
   *
   * @param status HTTP status
   * @param json body, missing when there is none
   */
  public record Answer(int status, JsonNode json) {
    /** The error as {@code code description}. */
    public String error() {
      JsonNode error = json.path("errorInformation");
      return error.path("errorCode").asString("")
          + " "
          + error.path("errorDescription").asString("");
    }

    /** Status and error in one text. */
    @Override
    public String toString() {
      return status + " " + (json.has("errorInformation") ? error() : json.toString());
    }
  }

  /**
   * A node on an empty database: one serves all tests of the program in turn, since making one
   * takes a second.
   */
  public TestAdmin() {
    this(Shared.TARGET);
    empty();
    participants.reload();
    models.reload();
    oracles.reload();
    keys.reload();
  }

  private TestAdmin(JdbcTarget target) {
    database =
        Database.open(
            target,
            PoolSettings.named("admin-test"),
            List.of("classpath:org/pamoja/ledger/db", "classpath:org/pamoja/hub/db"));
    jdbi = Jdbi.create(database.pool());
    InstantSource clock = InstantSource.system();
    ParticipantStore store = new ParticipantStore();
    jdbi.useTransaction(handle -> store.seedHub(handle, "Hub", clock.instant()));
    ledgerStore = new PostgresLedgerStore(() -> database.dedicated(new Properties()));
    int stream = new StreamRegistry(database.pool(), clock).acquire("test");
    clearing =
        new Clearing(
                ledgerStore,
                stream,
                new BatchDecider(LedgerSettings.of("Hub")),
                (_, _) -> {},
                ClearingSettings.DEFAULT,
                ClearingMetrics.NONE)
            .start();
    participants =
        CachedParticipantDirectory.load(jdbi, store, new ParticipantAccounts(), workers, clock);
    models = CachedModels.load(jdbi);
    oracles = CachedOracleDirectory.load(jdbi, HubConfig.defaults().oracles().builtInTypes());
    PostgresAuditLog audit = new PostgresAuditLog(jdbi, "test", clock);
    resources.addAll(
        ParticipantAdmin.resources(
            jdbi,
            ParticipantSettings.DEFAULT,
            participants,
            new LedgerDesk(clearing, Duration.ofSeconds(20)),
            audit,
            clock,
            () -> UUID.randomUUID().toString()));
    resources.addAll(
        SettlementAdmin.resources(
            jdbi,
            models,
            participants,
            new LedgerQueries(database.pool()),
            new EventReader(database.pool()),
            audit,
            clock));
    resources.addAll(settlement(audit, clock));
    resources.addAll(bank(audit, clock));
    resources.add(new OraclesResource(jdbi, oracles, AddressPolicy.open(), audit, clock));
    keys = CachedKeys.load(jdbi, SignatureVerifier.ofPlatform(), clock);
    resources.add(
        new KeysResource(
            jdbi, participants, keys, audit, clock, () -> UUID.randomUUID().toString()));
    resources.add(new HubKeysResource(jdbi, Optional.empty(), audit, clock));
    resources.addAll(
        RulesOfScheme.resources(
            jdbi, CachedRules.load(jdbi), participants, AddressPolicy.open(), audit, clock));
    resources.add(TestDesk.deliveries(jdbi, participants, audit, clock));
    resources.addAll(Liquidity.resources(jdbi, database.pool(), participants, audit, clock));
    resources.add(new ScheduleResource(jdbi, audit));
    resources.add(new BooksResource(database.pool(), clock));
    resources.add(new OpenApiResource());
  }

  private List<AdminResource> settlement(PostgresAuditLog audit, InstantSource clock) {
    SettlementWindows windows = new SettlementWindows(database.pool());
    settlementParts =
        new SettlementParts(
            jdbi,
            windows,
            new SettlementLedger(
                submission -> clearing.submit(submission, Runnable::run), Duration.ofSeconds(20)),
            audit,
            new Ulids(clock, new SecureRandom()),
            clock);
    return List.of(
        new WindowsResource(
            jdbi,
            windows,
            new WindowProcessing(jdbi, windows, new WindowFlows(database.pool()), clock),
            audit),
        new SettlementsResource(settlementParts, new SettlementOffice(settlementParts)));
  }

  private List<AdminResource> bank(PostgresAuditLog audit, InstantSource clock) {
    WindowFlows flows = new WindowFlows(database.pool());
    SettlementWindows windows = new SettlementWindows(database.pool());
    SettlementFigures reader = new SettlementFigures(flows, windows);
    bank =
        Bank.of(
            jdbi,
            steps(),
            reader,
            new LedgerQueries(database.pool()),
            audit,
            clock,
            () -> UUID.randomUUID().toString(),
            "Hub");
    List<AdminResource> all = new ArrayList<>(bank.resources());
    all.add(new ReportsResource(jdbi, reader, windows, flows, clock));
    return all;
  }

  /** The steps of settlements, as finalisations take them. */
  public SettlementSteps steps() {
    return new BankSteps(
        new SettlementParts(
            jdbi,
            new SettlementWindows(database.pool()),
            new SettlementLedger(
                submission -> clearing.submit(submission, Runnable::run), Duration.ofSeconds(20)),
            new PostgresAuditLog(jdbi, "test", InstantSource.system()),
            new Ulids(InstantSource.system(), new SecureRandom()),
            InstantSource.system()));
  }

  /** Reads of the ledger. */
  public LedgerQueries queries() {
    return new LedgerQueries(database.pool());
  }

  /** A second node on the same database. */
  public TestAdmin secondNode() {
    return new TestAdmin(Shared.TARGET);
  }

  /** All routes of this API. */
  public List<AdminRoute> routes() {
    return resources.stream().flatMap(resource -> resource.routes().stream()).toList();
  }

  /** A call without a body. */
  public Answer call(String method, String pathAndQuery) {
    return call(method, pathAndQuery, Optional.empty(), HEADERS);
  }

  /** A call with a body; single quotes stand for double ones. */
  public Answer call(String method, String pathAndQuery, String json) {
    return call(method, pathAndQuery, Optional.of(parse(json.replace('\'', '"'))), HEADERS);
  }

  /** A call with headers of its own. */
  public Answer call(String method, String pathAndQuery, Optional<JsonNode> json, Headers headers) {
    String[] parts = pathAndQuery.split("\\?", 2);
    Map<String, String> query = new HashMap<>();
    if (parts.length == 2) {
      for (String pair : parts[1].split("&")) {
        query.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
      }
    }
    for (AdminRoute route : bestFirst()) {
      Optional<Map<String, String>> parameters = parameters(route.template(), parts[0]);
      if (route.method().equals(method) && parameters.isPresent()) {
        AdminRequest request =
            new AdminRequest(method, parts[0], parameters.get(), query, headers, json, OPERATOR);
        return handle(route, request);
      }
    }
    throw new IllegalArgumentException("no route for " + method + " " + pathAndQuery);
  }

  /**
   * Sets up the hub's accounts, a default model and, for each name, a participant with funds of
   * 1000 in USD.
   */
  public TestAdmin provisioned(String... names) {
    hubAccounts("USD");
    call(
        "POST",
        "/settlementModels",
        """
        {'name':'DEFAULTDEFERREDNET','settlementGranularity':'NET','settlementInterchange':'MULTILATERAL',
         'settlementDelay':'DEFERRED','requireLiquidityCheck':false,'ledgerAccountType':'POSITION',
         'autoPositionReset':true,'settlementAccountType':'SETTLEMENT'}
        """);
    for (String name : names) {
      call("POST", "/participants", "{'name':'" + name + "','currency':'USD'}");
      call(
          "POST",
          "/participants/" + name + "/initialPositionAndLimits",
          "{'currency':'USD','limit':{'type':'NET_DEBIT_CAP','value':10000},'initialPosition':0}");
      call(
          "POST",
          "/participants/" + name + "/accounts/" + account(name, "SETTLEMENT"),
          fundsIn("1000"));
    }
    return this;
  }

  /** Opens the two accounts of the hub that a currency needs. */
  public void hubAccounts(String currency) {
    for (String type : List.of("HUB_MULTILATERAL_SETTLEMENT", "HUB_RECONCILIATION")) {
      call(
          "POST",
          "/participants/Hub/accounts",
          "{'currency':'" + currency + "','type':'" + type + "'}");
    }
  }

  /** Body of a deposit in USD. */
  public static String fundsIn(String amount) {
    return funds(UUID.randomUUID().toString(), "recordFundsIn", amount);
  }

  /** Body of a record of funds in USD. */
  public static String funds(String transferId, String action, String amount) {
    return """
        {'transferId':'%s','externalReference':'ref','action':'%s','reason':'test',
         'amount':{'amount':%s,'currency':'USD'},'extensionList':{'extension':[{'key':'k','value':'v'}]}}
        """
        .formatted(transferId, action, amount);
  }

  /** Number of a participant's USD account of a type, also before it takes part. */
  public long account(String name, String type) {
    for (JsonNode account : call("GET", "/participants/" + name).json().path("accounts")) {
      if (account.get("ledgerAccountType").stringValue().equals(type)
          && account.get("currency").stringValue().equals("USD")) {
        return account.get("id").longValue();
      }
    }
    throw new IllegalArgumentException(name + " has no " + type);
  }

  /** Value of a participant's USD account of a type, as text. */
  public String value(String name, String type) {
    for (JsonNode account : call("GET", "/participants/" + name + "/accounts").json()) {
      if (account.get("ledgerAccountType").stringValue().equals(type)
          && account.get("currency").stringValue().equals("USD")) {
        return account.get("value").asString();
      }
    }
    return "none";
  }

  /** The database. */
  public Jdbi jdbi() {
    return jdbi;
  }

  /** The same without Jdbi. */
  public DataSource pool() {
    return database.pool();
  }

  /** The node's participants. */
  public CachedParticipantDirectory participants() {
    return participants;
  }

  /** The node's oracles. */
  public CachedOracleDirectory oracles() {
    return oracles;
  }

  /** The node's workers. */
  public BoundedWorkers workers() {
    return workers;
  }

  /** What the node's settlement is made of. */
  public SettlementParts settlementParts() {
    return settlementParts;
  }

  /** The node's ledger. */
  public Clearing clearing() {
    return clearing;
  }

  /** Everything a set-up call could have changed, as one text. */
  public String everything() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT string_agg(t::text, E'\\n' ORDER BY t::text) FROM (
                      SELECT p::text AS t FROM participant p UNION ALL SELECT a::text FROM account a
                      UNION ALL SELECT e::text FROM participant_endpoint e
                      UNION ALL SELECT v::text FROM participant_version v
                      UNION ALL SELECT k::text FROM participant_key k UNION ALL SELECT h::text FROM hub_key h
                      UNION ALL SELECT m::text FROM settlement_model m UNION ALL SELECT o::text FROM oracle o
                      UNION ALL SELECT f::text FROM transfer f UNION ALL SELECT l::text FROM ledger_account_type l) all_rows
                    """)
                .mapTo(String.class)
                .one());
  }

  @Override
  public void close() {
    clearing.close();
    ledgerStore.close();
    workers.close();
    database.close();
  }

  /** Back to what the migrations leave, and the seeded hub. */
  private void empty() {
    jdbi.useTransaction(
        handle -> {
          handle.execute(
              """
              TRUNCATE participant, participant_key, participant_endpoint, participant_version, account_setting, settlement_model, settlement_content,
                content_total, settlement, settlement_window_link, settlement_content_link, settlement_account,
                settlement_change, window_flow, liquidity_alarm, oracle, party_holder,
                account, transfer, posting, settlement_group, settlement_group_member, batch, event, due,
                audit_entry, audit_chain, hub_key, hub_key_stream RESTART IDENTITY CASCADE
              """);
          handle.execute("DELETE FROM settlement_window WHERE state <> 'OPEN'");
          handle.execute("DELETE FROM ledger_account_type WHERE id > 6");
          handle.execute("ALTER TABLE ledger_account_type ALTER COLUMN id RESTART WITH 7");
          new ParticipantStore().seedHub(handle, "Hub", InstantSource.system().instant());
        });
  }

  private static final class Shared {
    static final JdbcTarget TARGET = ThrowawayPostgres.createDatabase();
  }

  private List<AdminRoute> bestFirst() {
    return routes().stream()
        .sorted((a, b) -> a.template().replace("{", "~").compareTo(b.template().replace("{", "~")))
        .toList();
  }

  private static Answer handle(AdminRoute route, AdminRequest request) {
    try {
      Reply reply = route.handler().handle(request);
      boolean isJson = reply.contentType().equals("application/json");
      JsonNode json =
          isJson
              ? parse(new String(reply.body(), StandardCharsets.UTF_8))
              : MissingNode.getInstance();
      return new Answer(reply.status(), json);
    } catch (FspiopException refused) {
      return new Answer(refused.httpStatus(), refused.information().toJson());
    }
  }

  private static Optional<Map<String, String>> parameters(String template, String path) {
    String[] wanted = template.split("/");
    String[] got = path.split("/");
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < wanted.length; i++) {
      if (wanted.length != got.length || !wanted[i].startsWith("{") && !wanted[i].equals(got[i])) {
        return Optional.empty();
      }
      if (wanted[i].startsWith("{")) {
        values.put(wanted[i].substring(1, wanted[i].length() - 1), got[i]);
      }
    }
    return Optional.of(values);
  }

  private static JsonNode parse(String json) {
    try {
      return Json.parse(json.getBytes(StandardCharsets.UTF_8));
    } catch (MalformedJsonException broken) {
      throw new UncheckedIOException(new java.io.IOException(broken));
    }
  }
}
