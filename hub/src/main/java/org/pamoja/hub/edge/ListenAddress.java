package org.pamoja.hub.edge;

/**
 * Where a listener takes connections.
 *
 * @param host address or name of the interface
 * @param port TCP port; 0 lets the system choose one
 */
public record ListenAddress(String host, int port) {
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
