package org.pamoja.fspiop.currency;

import java.util.Collections;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Currency codes and their number of decimals. Three lists differ and each has its place: the
 * closed list of the API, the list of the ledger's administration, and the decimals of ILP amounts.
 * Threads may share everything here.
 */
public final class Currencies {
  /** The enumeration Currency of the API; it holds five codes that ISO 4217 does not. */
  private static final Set<String> FSPIOP =
      words(
          """
          AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL
          BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUC CUP CVE CZK DJF DKK DOP DZD
          EGP ERN ETB EUR FJD FKP GBP GEL GGP GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF
          IDR ILS IMP INR IQD IRR ISK JEP JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT
          LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRO MUR MVR MWK MXN MYR MZN
          NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR
          SBD SCR SDG SEK SGD SHP SLL SOS SPL SRD STD SVC SYP SZL THB TJS TMT TND TOP TRY
          TTD TVD TWD TZS UAH UGX USD UYU UZS VEF VND VUV WST XAF XCD XDR XOF XPF XTS XXX
          YER ZAR ZMW ZWD
          """);

  /** Administration: decimals by code; 4 also stands for codes whose decimals it does not know. */
  private static final Map<String, Integer> ADMINISTRATION =
      decimalsOf(
          """
          BIF BYR CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF
          """,
          """
          AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD
          BTN BWP BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUC CUP CVE CZK DKK DOP DZD EGP
          ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR
          IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP
          MRO MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN
          QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLL SOS SRD SSP STD SVC SYP SZL THB
          TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VEF WST XCD YER ZAR ZMW ZWL
          """,
          """
          BHD IQD JOD KWD LYD OMR TND
          """,
          """
          AFA AOR BYN CLF EEK GGP IMP JEP LTL LVL SPL TVD XAG XAU XDR XFO XFU XPD XPT XSU
          XTS XUA XXX ZMK ZWD ZWN ZWR
          """);

  /** Codes newer than the administration's list; named here because a platform may lag. */
  private static final Set<String> RECENT = words("MRU SLE STN UYW VED VES XCG ZWG");

  private static final Set<String> ILP_NONE =
      words("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF");
  private static final Set<String> ILP_THREE = words("BHD IQD JOD KWD LYD OMR TND");
  private static final Set<String> ILP_FOUR = words("CLF UYW XTS XXX");

  private static final int USUAL_DECIMALS = 2;

  private static final Set<String> KNOWN =
      Stream.of(
              ADMINISTRATION.keySet().stream(),
              RECENT.stream(),
              Currency.getAvailableCurrencies().stream().map(Currency::getCurrencyCode))
          .flatMap(codes -> codes)
          .collect(Collectors.toUnmodifiableSet());

  private Currencies() {}

  /** Whether the API allows the code in a message (164 codes). */
  public static boolean isFspiop(String code) {
    return FSPIOP.contains(code);
  }

  /** Whether participants may have accounts in it: the administration's list and ISO 4217. */
  public static boolean isKnown(String code) {
    return KNOWN.contains(code);
  }

  /** All codes for which {@link #isKnown} holds. */
  public static Set<String> known() {
    return KNOWN;
  }

  /**
   * Decimals for display, by the administration's list, else by ISO 4217; empty for codes that are
   * not known. They never restrict an amount: the ledger counts every currency at scale 4.
   */
  public static OptionalInt decimals(String code) {
    Integer listed = ADMINISTRATION.get(code);
    if (listed != null) {
      return OptionalInt.of(listed);
    }
    if (!KNOWN.contains(code)) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(isoDecimals(code));
  }

  /** Decimals of the integer amount inside an ILP packet; empty for codes that are not known. */
  public static OptionalInt ilpDecimals(String code) {
    if (ILP_NONE.contains(code)) {
      return OptionalInt.of(0);
    }
    if (ILP_THREE.contains(code)) {
      return OptionalInt.of(3);
    }
    if (ILP_FOUR.contains(code)) {
      return OptionalInt.of(4);
    }
    return KNOWN.contains(code) ? OptionalInt.of(USUAL_DECIMALS) : OptionalInt.empty();
  }

  private static int isoDecimals(String code) {
    try {
      int digits = Currency.getInstance(code).getDefaultFractionDigits();
      return digits < 0 ? Amounts.SCALE : digits;
    } catch (IllegalArgumentException newerThanThePlatform) {
      return ilpDecimals(code).orElse(USUAL_DECIMALS);
    }
  }

  private static Map<String, Integer> decimalsOf(
      String none, String two, String three, String four) {
    Map<String, Integer> decimals = new HashMap<>();
    words(none).forEach(code -> decimals.put(code, 0));
    words(two).forEach(code -> decimals.put(code, 2));
    words(three).forEach(code -> decimals.put(code, 3));
    words(four).forEach(code -> decimals.put(code, 4));
    return Collections.unmodifiableMap(decimals);
  }

  private static Set<String> words(String text) {
    return Set.of(text.strip().split("\\s+"));
  }
}
