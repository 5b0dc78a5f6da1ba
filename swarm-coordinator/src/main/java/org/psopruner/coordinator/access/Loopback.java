package org.psopruner.coordinator.access;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What only this machine can reach. */
final class Loopback {
  private Loopback() {}

  /** Whether a server that listens there is reached from this machine alone. */
  static boolean isAddress(String host) {
    try {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        if (!address.isLoopbackAddress()) {
          return false;
        }
      }
      return !host.isBlank();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /**
   * Whether a request was meant for this machine. A page of another site may have its own name
   * resolved to 127.0.0.1 to be let in (DNS rebinding); it cannot make the browser send this one.
   *
   * @param host as in the Host header, without its port
   */
  static boolean isName(String host) {
    return host.equalsIgnoreCase("localhost")
        || host.equals("[::1]")
        || host.equals("::1")
        || host.matches("127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}");
  }
}
