package org.pamoja.hub.edge;

import java.util.List;

/** A capability's part of the FSPIOP interface: the routes it serves. */
public interface FspiopResource {
  /** Its routes; templates such as {@code /parties/{Type}/{ID}}. */
  List<FspiopRoute> routes();
}
