package org.pamoja.hub.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which callback addresses the hub calls. */
class AddressPolicyTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://payerfsp:4000",
        "https://payer.example.org/fspiop/parties/{{partyIdType}}/{{partyIdentifier}}",
        "http://sim_payer_fsp:4000/x",
        "http://10.1.2.3",
        "http://[::1]:4000/",
        "HTTP://LOCALHOST"
      })
  void shouldAllowOrdinaryAddresses(String url) {
    assertThat(AddressPolicy.open().refusal(url)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://payerfsp",
        "file:///etc/passwd",
        "payerfsp:4000",
        "http://",
        "http://user:secret@payerfsp",
        "http://user@sim_payer:1",
        "http://169.254.169.254/latest/meta-data",
        "http://[fe80::1]/",
        "http://[fd00:ec2::254]/",
        "http://[::ffff:169.254.169.254]/",
        "http://a b/",
        "{{base}}/x"
      })
  void shouldRefuseWhatCannotBeACallbackAddress(String url) {
    assertThat(AddressPolicy.open().refusal(url)).isPresent();
  }

  @Test
  void shouldCallOnlyWhatIsOnTheAllowList() {
    AddressPolicy policy =
        new AddressPolicy(
            List.of(".example.org", "payerfsp", "10.0.0.0/8"), List.of("10.9.0.0/16"));
    assertThat(policy.refusal("http://a.Example.org/")).isEmpty();
    assertThat(policy.refusal("http://payerfsp/")).isEmpty();
    assertThat(policy.refusal("http://10.8.1.1/")).isEmpty();
    assertThat(policy.refusal("http://10.9.1.1/")).contains("the address is on the deny list");
    assertThat(policy.refusal("http://example.org.evil/")).isPresent();
    assertThat(policy.refusal("http://payerfsp.evil/")).isPresent();
  }

  @Test
  void shouldJudgeTheAddressANameTurnedOutToHave() {
    AddressPolicy policy = new AddressPolicy(List.of("payerfsp"), List.of("127.0.0.0/8"));
    assertThat(policy.refusalOfPeer("payerfsp", "10.0.0.7")).isEmpty();
    assertThat(policy.refusalOfPeer("payerfsp", "127.0.0.1")).isPresent();
    assertThat(AddressPolicy.open().refusalOfPeer("rebound.example", "169.254.169.254"))
        .isPresent();
  }

  @Test
  void shouldNameAnEntryThatIsNoBlock() {
    assertThatThrownBy(() -> new AddressPolicy(List.of("10.0.0.0/40"), List.of()))
        .hasMessageContaining("10.0.0.0/40");
    assertThatThrownBy(() -> new Gateways(List.of("gateway"))).hasMessageContaining("gateway");
  }

  @Test
  void shouldKnowItsGateways() {
    Gateways gateways = new Gateways(List.of("10.1.0.0/16", "::1"));
    assertThat(gateways.include("10.1.255.255")).isTrue();
    assertThat(gateways.include("10.2.0.0")).isFalse();
    assertThat(gateways.include("0:0:0:0:0:0:0:1")).isTrue();
    assertThat(new Gateways(List.of()).include("10.1.0.1")).isFalse();
  }
}
