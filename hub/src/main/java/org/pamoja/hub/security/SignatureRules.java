package org.pamoja.hub.security;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which messages need a signature (security §2.4). Messages without a body never do: there is
 * nothing to sign. Whatever the rules demand, a signature that is there is verified while checking
 * is on.
 *
 * @param validate whether signatures are checked at all
 * @param validateParties whether {@code PUT /parties} needs one too; the reference sets it apart,
 *     since senders may be set to leave just these unsigned
 * @param acceptUnsigned whether an unsigned message is let through, for the time in which
 *     participants begin to sign
 * @param exempt resources whose messages need none, first segments of paths
 */
public record SignatureRules(
    boolean validate, boolean validateParties, boolean acceptUnsigned, Set<String> exempt) {

  /** Resources whose messages the reference does not check. */
  public static final List<String> USUAL_EXEMPTIONS =
      List.of(
          "bulkQuotes",
          "bulkTransfers",
          "transactionRequests",
          "authorizations",
          "thirdpartyRequests",
          "consentRequests",
          "consents",
          "accounts",
          "services");

  private static final List<String> CHECKED =
      List.of("participants", "parties", "quotes", "fxQuotes", "transfers", "fxTransfers");

  /**
   * Copies the set.
   *
   * @throws IllegalArgumentException naming a resource that there is not
   */
  public SignatureRules {
    exempt = Set.copyOf(exempt);
    for (String resource : new TreeSet<>(exempt)) {
      if (!CHECKED.contains(resource) && !USUAL_EXEMPTIONS.contains(resource)) {
        throw new IllegalArgumentException("no resource is called " + resource);
      }
    }
  }

  /** Whether a signature on such a message is looked at. */
  public boolean covers(String method, boolean hasBody) {
    return validate && hasBody && !method.equals("GET") && !method.equals("DELETE");
  }

  /** Whether a covered message is refused without a signature. */
  public boolean demands(String method, String resource) {
    boolean spared = method.equals("PUT") && resource.equals("parties") && !validateParties;
    return !acceptUnsigned && !spared && !exempt.contains(resource);
  }
}
