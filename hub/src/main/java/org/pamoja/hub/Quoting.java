package org.pamoja.hub;

import java.nio.file.Path;
import java.util.List;
import org.pamoja.hub.config.HubConfig;
import org.pamoja.hub.delivery.Timers;
import org.pamoja.hub.delivery.VirtualTimers;
import org.pamoja.hub.edge.FspiopResource;
import org.pamoja.hub.quotes.BoundedThreads;
import org.pamoja.hub.quotes.BulkQuotesResource;
import org.pamoja.hub.quotes.QuoteJudge;
import org.pamoja.hub.quotes.QuoteKeeper;
import org.pamoja.hub.quotes.QuoteRelay;
import org.pamoja.hub.quotes.QuoteRetention;
import org.pamoja.hub.quotes.QuoteStore;
import org.pamoja.hub.quotes.QuotesResource;
import org.pamoja.hub.quotes.StoredQuotes;
import org.pamoja.hub.quotes.file.RulesFile;
import org.pamoja.hub.rules.PaymentRules;

/** Puts quoting of this node together. */
final class Quoting {
  /** Work at a time when nothing is stored: rules only, as many as a small machine has cores. */
  private static final int JUDGING = 4;

  /** Work done or waiting; messages beyond are refused. */
  private static final int ADMITTED = 4_096;

  private Quoting() {}

  /**
   * Quotes and bulk quotes.
   *
   * @throws org.pamoja.hub.quotes.file.RulesFileException when the file of rules cannot be used
   */
  static List<FspiopResource> resources(
      Ground ground, Caches caches, WayOut out, PaymentRules schemeRules) {
    HubConfig.Quotes settings = ground.config().quotes();
    RulesFile file =
        settings.rulesFile().isEmpty()
            ? RulesFile.NONE
            : RulesFile.read(Path.of(settings.rulesFile()));
    BoundedThreads threads = new BoundedThreads(atATime(ground.config()), ADMITTED);
    ground.shutdown().add("quotes", threads::close);
    QuoteJudge judge =
        new QuoteJudge(
            caches.participants(),
            settings.isPersistent(),
            new QuoteJudge.FileRules(file, ground.config().participantUriBase(), threads),
            schemeRules);
    QuoteRelay relay = new QuoteRelay(caches.participants(), out.courier());
    return List.of(
        new QuotesResource(caches.participants(), judge, keeper(ground, threads), relay),
        new BulkQuotesResource(caches.participants(), relay));
  }

  /** A part of the pool, so that quotes leave connections for what moves money. */
  private static int atATime(HubConfig config) {
    return config.quotes().isPersistent()
        ? Math.max(1, config.database().connections() / 3)
        : JUDGING;
  }

  private static QuoteKeeper keeper(Ground ground, BoundedThreads threads) {
    HubConfig.Quotes settings = ground.config().quotes();
    if (!settings.isPersistent()) {
      return QuoteKeeper.NOTHING;
    }
    QuoteStore store = new QuoteStore(ground.jdbi(), ground.clock());
    Timers.Repetition retention =
        new QuoteRetention(store, settings.keepFor(), ground.clock()).start(new VirtualTimers());
    ground.shutdown().add("removal of old quotes", retention::end);
    return new StoredQuotes(store, threads);
  }
}
