package org.pamoja.hub.discovery;

import org.pamoja.fspiop.message.PartyKey;

/**
 * The callback URL types of messages about one party, each with its form for sub-identifiers
 * (discovery §2.3).
 */
enum PartyEndpoint {
  PARTICIPANT("participants", "FSPIOP_CALLBACK_URL_PARTICIPANT", "_PUT", ""),
  PARTICIPANT_ERROR("participants", "FSPIOP_CALLBACK_URL_PARTICIPANT", "_PUT_ERROR", "/error"),
  PARTY_REQUEST("parties", "FSPIOP_CALLBACK_URL_PARTIES", "_GET", ""),
  PARTY("parties", "FSPIOP_CALLBACK_URL_PARTIES", "_PUT", ""),
  PARTY_ERROR("parties", "FSPIOP_CALLBACK_URL_PARTIES", "_PUT_ERROR", "/error");

  private final String resource;
  private final String prefix;
  private final String verb;
  private final String uriSuffix;

  PartyEndpoint(String resource, String prefix, String verb, String uriSuffix) {
    this.resource = resource;
    this.prefix = prefix;
    this.verb = verb;
    this.uriSuffix = uriSuffix;
  }

  /** The endpoint type for messages about {@code party}. */
  String type(PartyKey party) {
    return prefix + (party.subId().isPresent() ? "_SUB_ID" : "") + verb;
  }

  /** First path segment, names the media type. */
  String resource() {
    return resource;
  }

  /** What follows the party's path in FSPIOP-URI. */
  String uriSuffix() {
    return uriSuffix;
  }
}
