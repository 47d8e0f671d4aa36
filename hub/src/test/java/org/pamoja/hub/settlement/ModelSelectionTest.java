package org.pamoja.hub.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which model settles what (settlement §1). */
class ModelSelectionTest {
  private final SettlementModel net = model(1, "NET", Optional.empty(), "POSITION");
  private final SettlementModel fees = model(2, "NET", Optional.empty(), "INTERCHANGE_FEE");
  private final SettlementModel ownNet = model(3, "NET", Optional.of("USD"), "POSITION");
  private final SettlementModel ownGross = model(4, "GROSS", Optional.of("INR"), "POSITION");
  private final SettlementModel ownFees = model(5, "NET", Optional.of("KES"), "INTERCHANGE_FEE");
  private final ModelSelection selection =
      new ModelSelection(List.of(net, fees, ownNet, ownGross, ownFees));

  @Test
  void shouldPreferTheCurrencysOwnModel() {
    assertThat(selection.of("USD", "POSITION")).contains(ownNet);
    assertThat(selection.of("INR", "POSITION")).contains(ownGross);
    assertThat(selection.of("EUR", "POSITION")).contains(net);
    assertThat(selection.of("EUR", "INTERCHANGE_FEE")).contains(fees);
  }

  @Test
  void shouldNeverCoverByDefaultACurrencyThatHasAnyModelOfItsOwn() {
    assertThat(selection.of("USD", "INTERCHANGE_FEE")).isEmpty();
    assertThat(selection.of("KES", "POSITION")).isEmpty();
    assertThat(selection.covers(net.terms(), "KES")).isFalse();
    assertThat(selection.covers(net.terms(), "EUR")).isTrue();
    assertThat(selection.covers(ownNet.terms(), "EUR")).isFalse();
  }

  @Test
  void shouldSettleGrossByTheModelOfPositionsOnly() {
    assertThat(selection.settlesGross("INR")).isTrue();
    assertThat(selection.settlesGross("USD")).isFalse();
    assertThat(selection.settlesGross("EUR")).isFalse();
    ModelSelection grossByDefault =
        new ModelSelection(List.of(ownNet, model(6, "GROSS", Optional.empty(), "POSITION")));
    assertThat(grossByDefault.settlesGross("EUR")).isTrue();
    assertThat(grossByDefault.settlesGross("USD")).isFalse();
    assertThat(new ModelSelection(List.of()).settlesGross("USD")).isFalse();
  }

  @Test
  void shouldSettleByTheDefaultNetModelWhatAGrossModelLeavesInWindows() {
    assertThat(selection.settlingContents("INR", "POSITION")).contains(net);
    assertThat(selection.settles(ownGross, "INR", "POSITION")).isFalse();
    assertThat(selection.settles(ownNet, "INR", "POSITION")).isFalse();
    assertThat(selection.settles(fees, "INR", "POSITION")).isFalse();
    assertThat(selection.settlingContents("USD", "POSITION")).contains(ownNet);
    assertThat(selection.settles(net, "USD", "POSITION")).isFalse();
    assertThat(selection.settlingContents("KES", "POSITION")).isEmpty();
  }

  private static SettlementModel model(
      int id, String granularity, Optional<String> currency, String type) {
    boolean gross = granularity.equals("GROSS");
    return new SettlementModel(
        id,
        "M" + id,
        true,
        new SettlementModel.Terms(
            granularity,
            gross ? "BILATERAL" : "MULTILATERAL",
            gross ? "IMMEDIATE" : "DEFERRED",
            currency,
            false,
            type,
            "SETTLEMENT",
            true));
  }
}
