package org.pamoja.hub.settlement;

import java.util.List;
import java.util.Optional;
import org.pamoja.ledger.account.AccountTypes;

/**
 * Which model settles which accounts (settlement §1): the model of the account's currency and type;
 * if the currency has no model of its own at all, the default model of the type. A default model
 * never covers a currency that has a model of its own, whatever that one settles.
 *
 * <p>A gross model makes no settlements. What is left in a window of a currency that it is in
 * charge of (a transfer paid through a conversion, or what had been paid before the currency became
 * gross) is settled by the default net model of the type.
 *
 * @param active all models in use
 */
public record ModelSelection(List<SettlementModel> active) {
  private static final String GROSS = "GROSS";

  /** Copies the list. */
  public ModelSelection {
    active = List.copyOf(active);
  }

  /** The model that settles accounts of a type in a currency, if there is one. */
  public Optional<SettlementModel> of(String currency, String accountType) {
    return active.stream()
        .filter(model -> model.terms().ledgerAccountType().equals(accountType))
        .filter(model -> covers(model.terms(), currency))
        .findFirst();
  }

  /** The model by which what a window leaves of accounts of a type is settled, if there is one. */
  public Optional<SettlementModel> settlingContents(String currency, String accountType) {
    return active.stream().filter(model -> settles(model, currency, accountType)).findFirst();
  }

  /** Whether settlements by a model take what a window leaves of accounts of a type. */
  public boolean settles(SettlementModel model, String currency, String accountType) {
    SettlementModel.Terms terms = model.terms();
    if (isGross(model) || !terms.ledgerAccountType().equals(accountType)) {
      return false;
    }
    return covers(terms, currency)
        || terms.currency().isEmpty()
            && of(currency, accountType).filter(ModelSelection::isGross).isPresent();
  }

  /** Whether a model with these terms is in charge of a currency. */
  public boolean covers(SettlementModel.Terms terms, String currency) {
    return terms.currency().isPresent()
        ? terms.currency().get().equals(currency)
        : active.stream().noneMatch(model -> isFor(model, currency));
  }

  /** Whether transfers in a currency are settled each by itself, as soon as they commit. */
  public boolean settlesGross(String currency) {
    return of(currency, AccountTypes.POSITION).filter(ModelSelection::isGross).isPresent();
  }

  private static boolean isGross(SettlementModel model) {
    return model.terms().granularity().equals(GROSS);
  }

  private static boolean isFor(SettlementModel model, String currency) {
    return model.terms().currency().filter(currency::equals).isPresent();
  }
}
