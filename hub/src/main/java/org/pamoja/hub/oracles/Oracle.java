package org.pamoja.hub.oracles;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.pamoja.fspiop.error.ErrorInformation;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.fspiop.message.PartyKey;

/**
 * A directory that knows which participant holds a party: a table of the hub's own, or a service
 * behind the oracle API (discovery §6.1). Every stage fails with an {@code FspiopException} that
 * carries what the asking participant is told.
 */
public interface Oracle {

  /**
   * A question or change as it came.
   *
   * @param party whom it is about
   * @param currency currency asked for, if any
   * @param headers headers of the participant's message, passed on to external oracles
   */
  record Call(PartyKey party, Optional<String> currency, Headers headers) {}

  /**
   * One holder of a party.
   *
   * @param fspId participant
   * @param currency currency the entry is for, if it says
   * @param subId sub-identifier the entry is for, if it says
   */
  record Entry(String fspId, Optional<String> currency, Optional<String> subId) {}

  /**
   * One party of a batch registration.
   *
   * @param party whom
   * @param fspId its holder
   * @param currency account currency, if given
   */
  record Registration(PartyKey party, String fspId, Optional<String> currency) {}

  /**
   * What became of one party of a batch.
   *
   * @param registration which
   * @param error why it failed, empty when it did not
   */
  record Registered(Registration registration, Optional<ErrorInformation> error) {}

  /** The holders of a party; empty when nobody registered it. */
  CompletionStage<List<Entry>> lookup(Call call);

  /** Records a holder of a party that has none. */
  CompletionStage<Void> register(Call call, String fspId);

  /** Records another holder. */
  CompletionStage<Void> replace(Call call, String fspId);

  /** Forgets the holder. */
  CompletionStage<Void> remove(Call call);

  /**
   * Records many parties of one type at once.
   *
   * @param requestId id of the participant's request
   * @param headers headers of the participant's message
   */
  CompletionStage<List<Registered>> registerBatch(
      String requestId, List<Registration> parties, Headers headers);
}
