package org.pamoja.hub.delivery;

import java.time.InstantSource;
import java.util.Map;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.fspiop.header.OutboundHeaders;
import org.pamoja.fspiop.header.OutboundHeaders.Target;

/**
 * Makes the callbacks the hub sends in its own name: source is the hub, content type is the version
 * of the resource that the receiver understands, and the whole is signed. Threads may share it.
 */
public final class HubCallbacks {
  private final String hubName;
  private final OutboundVersions versions;
  private final MessageSigner signer;
  private final InstantSource clock;

  /**
   * @param hubName FSPIOP-Source of the hub's own messages
   * @param versions media types and versions that receivers understand
   * @param signer adds the hub's signature
   * @param clock time of the Date header
   */
  public HubCallbacks(
      String hubName, OutboundVersions versions, MessageSigner signer, InstantSource clock) {
    this.hubName = hubName;
    this.versions = versions;
    this.signer = signer;
    this.clock = clock;
  }

  /**
   * What is to be told.
   *
   * @param recipient participant that gets it
   * @param endpointType callback URL type
   * @param variables values of the URL template
   * @param suffix path appended to the filled template
   * @param resource first path segment, names the media type
   * @param uri value of FSPIOP-URI
   * @param body JSON with sorted keys
   */
  public record Callback(
      String recipient,
      String endpointType,
      Map<String, String> variables,
      String suffix,
      String resource,
      String uri,
      byte[] body) {}

  /** The callback as a PUT, ready to be sent. */
  public OutboundMessage put(Callback callback) {
    return make("PUT", callback);
  }

  /** The callback as a PATCH, which tells the final state of what its receiver has answered. */
  public OutboundMessage patch(Callback callback) {
    return make("PATCH", callback);
  }

  /** Whether a participant knows the method PATCH on a resource. */
  public boolean hasPatch(String recipient, String resource) {
    return versions.hasPatch(recipient, resource);
  }

  private OutboundMessage make(String method, Callback callback) {
    Target target = new Target(method, callback.recipient(), callback.uri());
    Headers headers =
        OutboundHeaders.hubMade(
            hubName,
            versions.own(callback.recipient(), callback.resource()),
            target,
            clock.instant());
    return new OutboundMessage(
        callback.recipient(),
        callback.endpointType(),
        callback.variables(),
        callback.suffix(),
        method,
        signer.sign(headers, callback.body()),
        callback.body());
  }
}
