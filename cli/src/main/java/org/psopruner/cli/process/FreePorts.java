package org.psopruner.cli.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.psopruner.cli.RunFailedException;

/**
 * TCP ports on 127.0.0.1. They lie below those that systems give to outgoing connections and to
 * whoever asks for any port (on Linux from 32,768, elsewhere from 49,152): one that is free now
 * would be taken by one of these before a service listens on it. Each process begins somewhere
 * else, so that two that look at the same time do not find the same ones.
 */
public final class FreePorts {
  private static final int FIRST = 20_000;
  private static final int COUNT = 12_000;

  private static final AtomicInteger NEXT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

  private FreePorts() {}

  /** Ports that are free now and differ from each other, and from those found before. */
  public static List<Integer> find(int count) {
    List<Integer> ports = new ArrayList<>();
    for (int looked = 0; ports.size() < count; looked++) {
      if (looked == COUNT) {
        throw new RunFailedException(
            "there are no %d free ports on 127.0.0.1 from %d to %d"
                .formatted(count, FIRST, FIRST + COUNT - 1));
      }
      int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
      if (isFree(port)) {
        ports.add(port);
      }
    }
    return ports;
  }

  /** Whether nobody listens on a port. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
