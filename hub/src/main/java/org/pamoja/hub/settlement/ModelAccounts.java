package org.pamoja.hub.settlement;

import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.pamoja.ledger.postgres.AccountRegistry;
import org.pamoja.ledger.postgres.AccountRegistry.NewAccount;

/**
 * Gives participants the accounts that the models in use call for, when a model comes after them.
 * The reference leaves them without, so that nothing can be settled by the new model. Stateless;
 * threads may share it.
 */
final class ModelAccounts {
  /** A participant in a currency, with what its accounts there have in common. */
  private record Owner(
      int id,
      String name,
      String currency,
      Set<String> types,
      boolean active,
      boolean participantActive,
      boolean initialised) {}

  /** The hub has number 1; its accounts belong to no model. */
  private static final String OWNERS =
      """
      SELECT participant_id, participant, currency, array_agg(type) AS types, bool_or(active) AS active,
        bool_and(participant_active) AS participant_active, bool_or(initialised) AS initialised
      FROM account WHERE participant_id <> 1
      GROUP BY participant_id, participant, currency ORDER BY participant_id, currency
      """;

  private final AccountRegistry registry = new AccountRegistry();

  /**
   * Opens what is missing, active as the participant's other accounts in the currency are; what is
   * there stays as it is.
   *
   * @return how many accounts were opened
   */
  int openMissing(Handle transaction, ModelSelection models) {
    int opened = 0;
    for (Owner owner : owners(transaction)) {
      for (String type : calledFor(models, owner.currency())) {
        if (!owner.types().contains(type)) {
          open(transaction, owner, type);
          opened++;
        }
      }
    }
    return opened;
  }

  private static List<Owner> owners(Handle handle) {
    return handle
        .createQuery(OWNERS)
        .map(
            (row, _) ->
                new Owner(
                    row.getInt("participant_id"),
                    row.getString("participant"),
                    row.getString("currency"),
                    Set.of((String[]) row.getArray("types").getArray()),
                    row.getBoolean("active"),
                    row.getBoolean("participant_active"),
                    row.getBoolean("initialised")))
        .list();
  }

  private static Set<String> calledFor(ModelSelection models, String currency) {
    Set<String> types = new LinkedHashSet<>();
    for (SettlementModel model : models.active()) {
      if (models.covers(model.terms(), currency)) {
        types.add(model.terms().ledgerAccountType());
        types.add(model.terms().settlementAccountType());
      }
    }
    return types;
  }

  private void open(Handle handle, Owner owner, String type) {
    NewAccount account =
        new NewAccount(
            owner.id(),
            owner.name(),
            owner.currency(),
            type,
            owner.active(),
            owner.participantActive(),
            owner.initialised());
    try {
      registry.open(handle.getConnection(), account);
    } catch (SQLException failure) {
      throw new IllegalStateException("the account cannot be opened", failure);
    }
  }
}
