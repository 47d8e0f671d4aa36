package org.pamoja.hub.settlement.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Every check of the operator portal's table (§2.4), and those of settlement §9.3. */
class BankFileChecksTest {
  private static final List<BankFile.Row> GOOD =
      List.of(
          row(7, 7, 2, "alice", "899.50", "100.50"),
          row(8, 11, 3, "bob2", "2100.50", "-100.50"),
          row(9, 15, 4, "carol", "300", "0"));

  @Test
  void shouldFindNothingInAGoodFile() {
    assertThat(check(12, GOOD, Scene.settlement())).isEmpty();
  }

  @Test
  void shouldRefuseTheFileOfAnotherSettlement() {
    assertThat(check(13, GOOD, Scene.settlement()))
        .containsExactly("ERROR SETTLEMENT_ID_DIFFERS the file is about settlement 13, not 12");
  }

  @Test
  void shouldRefuseUnknownAccountsAndThoseOfNoConcern() {
    assertThat(check(12, with(2, _ -> row(9, 99, 4, "carol", "300", "0")), Scene.settlement()))
        .containsExactly(
            "ERROR ACCOUNT_UNKNOWN line 9: there is no account 99",
            "WARNING ACCOUNT_MISSING account 15 of carol is not in the file");
    assertThat(check(12, with(2, _ -> row(9, 16, 4, "carol", "300", "0")), Scene.settlement()))
        .contains(
            "ERROR ACCOUNT_NOT_IN_SETTLEMENT line 9: account 16 is not part of settlement 12");
  }

  @Test
  void shouldRefuseIdentifiersThatDoNotBelongTogether() {
    String fault = "ERROR IDENTIFIERS_DIFFER line 9: account 15 belongs to 4 carol, not to ";
    assertThat(check(12, with(2, _ -> row(9, 15, 3, "carol", "300", "0")), Scene.settlement()))
        .containsExactly(fault + "3 carol");
    assertThat(check(12, with(2, _ -> row(9, 15, 4, "Carol", "300", "0")), Scene.settlement()))
        .containsExactly(fault + "4 Carol");
  }

  @Test
  void shouldRefuseAnAccountThatIsNoPosition() {
    SettledAccount fees = Scene.with(Scene.CAROL, "INTERCHANGE_FEE", "PENDING_SETTLEMENT", false);
    assertThat(check(12, GOOD, Scene.settlement(List.of(Scene.ALICE, Scene.BOB, fees))))
        .containsExactly("ERROR ACCOUNT_TYPE line 9: account 15 is of type INTERCHANGE_FEE");
  }

  @Test
  void shouldRefuseAmountsThatTheCurrencyDoesNotHave() {
    assertThat(check(12, with(2, _ -> row(9, 15, 4, "carol", "300.001", "0")), Scene.settlement()))
        .containsExactly("ERROR AMOUNT_INVALID line 9: the balance is no valid amount of USD");
    assertThat(check(12, with(2, _ -> row(9, 15, 4, "carol", "300", "0.001")), Scene.settlement()))
        .contains("ERROR AMOUNT_INVALID line 9: the transfer is no valid amount of USD");
    assertThat(
            check(12, with(2, _ -> row(9, 15, 4, "carol", "300.500", "0.00")), Scene.settlement()))
        .as("trailing zeros are none of the amount's decimals")
        .doesNotContain("ERROR AMOUNT_INVALID line 9: the balance is no valid amount of USD");
    assertThat(
            check(
                12,
                with(2, _ -> row(9, 15, 4, "carol", "1" + "0".repeat(15), "0")),
                Scene.settlement()))
        .containsExactly("ERROR AMOUNT_INVALID line 9: the balance is no valid amount of USD");
  }

  @Test
  void shouldRefuseAnAccountTwiceAnotherCurrencyAndAMissingBalance() {
    List<BankFile.Row> twice = new ArrayList<>(GOOD);
    twice.add(row(10, 15, 4, "carol", "300", "0"));
    assertThat(check(12, twice, Scene.settlement()))
        .containsExactly("ERROR ACCOUNT_TWICE line 10: account 15 has a row already");
    BankFile.Row euro =
        new BankFile.Row(9, 4, 15, "carol", GOOD.get(2).balance(), BigDecimal.ZERO, "EUR");
    assertThat(check(12, with(2, _ -> euro), Scene.settlement()))
        .containsExactly("ERROR CURRENCY_DIFFERS line 9: account 15 is in USD");
    BankFile.Row empty =
        new BankFile.Row(9, 4, 15, "carol", Optional.empty(), BigDecimal.ZERO, "USD");
    assertThat(check(12, with(2, _ -> empty), Scene.settlement()))
        .containsExactly("ERROR BALANCE_ABSENT line 9: the balance is missing");
  }

  @Test
  void shouldWarnWhenTransfersDoNotAddUpOrDiffer() {
    assertThat(check(12, with(2, _ -> row(9, 15, 4, "carol", "299", "1")), Scene.settlement()))
        .containsExactly(
            "WARNING TRANSFER_DIFFERS line 9: the transfer is 1.00, the net amount 0.00",
            "WARNING SUM_NOT_ZERO the transfers in USD add up to 1.00");
  }

  @Test
  void shouldWarnWhenABalanceIsNotTheExpectedOne() {
    assertThat(
            check(12, with(0, _ -> row(7, 7, 2, "alice", "899.51", "100.50")), Scene.settlement()))
        .containsExactly(
            "WARNING BALANCE_DIFFERS line 7: the balance is 899.51, the hub expects 899.50");
  }

  @Test
  void shouldWarnOfMissingAccountsAndOfBalancesThatAreNotPositive() {
    assertThat(check(12, GOOD.subList(0, 2), Scene.settlement()))
        .containsExactly("WARNING ACCOUNT_MISSING account 15 of carol is not in the file");
    assertThat(check(12, with(2, _ -> row(9, 15, 4, "carol", "0", "0")), Scene.settlement()))
        .contains("WARNING BALANCE_NOT_POSITIVE line 9: the balance is 0.00");
    assertThat(
            findings(
                12,
                with(2, _ -> row(9, 15, 4, "carol", "-1", "0")),
                Scene.settlement(),
                Scene.NOTHING))
        .contains("WARNING BALANCE_NOT_POSITIVE line 9: the balance is -1.00");
  }

  @Test
  void shouldRefuseABalanceBelowZeroWhenFundsAreToBeBooked() {
    assertThat(check(12, with(2, _ -> row(9, 15, 4, "carol", "-1", "0")), Scene.settlement()))
        .contains("ERROR BALANCE_BELOW_ZERO line 9: the balance is -1.00");
  }

  @Test
  void shouldExpectNoBalanceOfAnAccountThatIsCommittedAlready() {
    SettledAccount committed = Scene.with(Scene.ALICE, "POSITION", "PS_TRANSFERS_COMMITTED", false);
    assertThat(
            check(
                12,
                with(0, _ -> row(7, 7, 2, "alice", "1", "100.50")),
                Scene.settlement(List.of(committed, Scene.BOB, Scene.CAROL))))
        .isEmpty();
  }

  @Test
  void shouldRefuseASettlementThatIsOverAndOneWithoutSettlementAccounts() {
    SettlementFacts facts = Scene.settlement();
    SettlementFacts over =
        new SettlementFacts(
            facts.id(),
            facts.model(),
            false,
            "ABORTED",
            "",
            facts.windows(),
            facts.createdAt(),
            facts.changedAt(),
            facts.accounts());
    assertThat(check(12, GOOD, over))
        .containsExactly("ERROR SETTLEMENT_OVER settlement 12 is in state ABORTED");
    SettledAccount poor =
        new SettledAccount(
            15,
            4,
            "carol",
            Optional.empty(),
            "POSITION",
            "USD",
            0,
            "PENDING_SETTLEMENT",
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty());
    assertThat(check(12, GOOD, Scene.settlement(List.of(Scene.ALICE, Scene.BOB, poor))))
        .containsExactly(
            "ERROR NO_SETTLEMENT_ACCOUNT line 9: carol has no settlement account in USD");
  }

  @Test
  void shouldFindAnErrorBehindAnyNumberOfWarnings() {
    List<SettledAccount> accounts = new ArrayList<>();
    List<BankFile.Row> many = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      accounts.add(Scene.account(100 + i, 100 + i, "dfsp" + i, 0, "1"));
      many.add(row(7 + i, 100 + i, 100 + i, "dfsp" + i, "2", "0"));
    }
    many.add(row(607, 100, 9, "mallory", "9999999", "0"));
    BankFile file = new BankFile(OptionalLong.of(12), many, List.of());
    SettlementFacts facts = Scene.settlement(accounts);

    List<Finding> findings = BankFileChecks.check(file, facts, _ -> true, Scene.ALL);

    assertThat(findings).hasSize(601);
    assertThat(findings.subList(0, 500)).noneMatch(Finding::isError);
    assertThat(Finding.anyError(findings)).isTrue();
    assertThat(BankFileChecks.balances(file)).containsEntry(100L, 20_000L);

    ObjectNode view = JsonNodeFactory.instance.objectNode();
    FinalisationViews.putFindings(
        view, new Finalisations.Preview(facts, findings, List.of()), Scene.ALL);
    assertThat(view.get("findings").size()).as("no more than anybody reads").isEqualTo(500);
    assertThat(view.at("/findings/0/code").stringValue()).isEqualTo("ACCOUNT_TWICE");
    assertThat(view.at("/toBeConfirmed/0").stringValue()).isEqualTo("BALANCE_DIFFERS");
  }

  private static List<String> check(long id, List<BankFile.Row> rows, SettlementFacts facts) {
    return findings(id, rows, facts, Scene.ALL);
  }

  private static List<String> findings(
      long id, List<BankFile.Row> rows, SettlementFacts facts, Choice choice) {
    BankFile file = new BankFile(OptionalLong.of(id), rows, List.of());
    return BankFileChecks.check(file, facts, account -> account < 50, choice).stream()
        .map(finding -> finding.code().severity() + " " + finding.code() + " " + finding.text())
        .toList();
  }

  private static List<BankFile.Row> with(int index, UnaryOperator<BankFile.Row> change) {
    List<BankFile.Row> rows = new ArrayList<>(GOOD);
    rows.set(index, change.apply(rows.get(index)));
    return rows;
  }

  private static BankFile.Row row(
      int line, long account, long participant, String name, String balance, String transfer) {
    return new BankFile.Row(
        line,
        participant,
        account,
        name,
        Optional.of(new BigDecimal(balance)),
        new BigDecimal(transfer),
        "USD");
  }
}
