package org.pamoja.fspiop.header;

/** The form of message bodies a hub speaks; a media type of the other form is malformed to it. */
public enum ApiForm {
  FSPIOP,
  ISO20022
}
