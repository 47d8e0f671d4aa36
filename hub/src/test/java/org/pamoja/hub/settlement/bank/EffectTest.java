package org.pamoja.hub.settlement.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a finalisation does to an account (settlement §9.3, operator portal §2.4). */
class EffectTest {
  private static final OptionalLong BANK = OptionalLong.of(8_995_000);

  @Test
  void shouldPutTheFundsRightAndTheCapToTheBanksBalance() {
    Effect effect = Effect.on(Scene.ALICE, BANK, Scene.ALL);
    assertThat(effect.funds()).hasValue(-Scene.OWED);
    assertThat(effect.newCap()).contains(BigInteger.valueOf(8_995_000));
    assertThat(effect.balanceAfter()).contains(BigInteger.valueOf(8_995_000));
    assertThat(Effect.on(Scene.BOB, OptionalLong.of(21_005_000), Scene.ALL).funds())
        .hasValue(Scene.OWED);
  }

  @Test
  void shouldDoOnlyWhatIsChosen() {
    assertThat(Effect.on(Scene.ALICE, BANK, Scene.NOTHING).funds()).isEmpty();
    assertThat(Effect.on(Scene.ALICE, BANK, choice(true, false)).newCap()).isPresent();
    assertThat(Effect.on(Scene.ALICE, BANK, choice(false, true)).newCap()).isEmpty();
    OptionalLong low = OptionalLong.of(4_000_000);
    assertThat(Effect.on(Scene.ALICE, low, choice(true, false)).newCap()).isEmpty();
    assertThat(Effect.on(Scene.ALICE, low, choice(false, true)).newCap()).isPresent();
    assertThat(Effect.on(Scene.ALICE, OptionalLong.of(5_000_000), Scene.ALL).newCap()).isEmpty();
  }

  @Test
  void shouldLeaveCapsAloneThatFollowTheLiquidity() {
    SettledAccount follows = Scene.with(Scene.ALICE, "POSITION", "PENDING_SETTLEMENT", true);
    assertThat(Effect.on(follows, BANK, Scene.ALL).newCap()).isEmpty();
    assertThat(Effect.on(follows, BANK, Scene.ALL).funds()).hasValue(-Scene.OWED);
  }

  @Test
  void shouldDoNothingToAnAccountWithoutABalanceOrCommittedAlready() {
    for (String state : Set.of("PS_TRANSFERS_COMMITTED", "SETTLED")) {
      Effect effect = Effect.on(Scene.with(Scene.ALICE, "POSITION", state, false), BANK, Scene.ALL);
      assertThat(effect.funds()).isEmpty();
      assertThat(effect.newCap()).isEmpty();
    }
    assertThat(Effect.on(Scene.ALICE, OptionalLong.empty(), Scene.ALL).funds()).isEmpty();
  }

  private static Choice choice(boolean increases, boolean decreases) {
    return new Choice(false, increases, decreases, Set.of());
  }
}
