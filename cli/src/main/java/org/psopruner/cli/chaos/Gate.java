package org.psopruner.cli.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A way for TCP connections on 127.0.0.1 that can be closed and opened again. While it is closed no
 * byte goes through, and nobody is told: what a cable does that is pulled. What is on its way then
 * arrives when it is opened.
 */
final class Gate implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;

  private final ServerSocket entrance;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private boolean open = true;

  private Gate(ServerSocket entrance, int target) {
    this.entrance = entrance;
    this.target = target;
  }

  /** A gate, open, from any free port to the target. */
  static Gate to(int target) {
    try {
      Gate gate = new Gate(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
      daemon(gate::admit);
      return gate;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on 127.0.0.1", e);
    }
  }

  /** Where its connections come in. */
  int port() {
    return entrance.getLocalPort();
  }

  /** Lets no byte through any more. */
  synchronized void shut() {
    open = false;
  }

  /** Lets all through again. */
  synchronized void open() {
    open = true;
    notifyAll();
  }

  private synchronized void awaitOpen() throws InterruptedException {
    while (!open) {
      wait();
    }
  }

  private void admit() {
    while (!entrance.isClosed()) {
      try {
        Socket client = entrance.accept();
        sockets.add(client);
        daemon(() -> connect(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void connect(Socket client) {
    try {
      awaitOpen();
      Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
      sockets.add(server);
      daemon(() -> carry(client, server));
      carry(server, client);
    } catch (IOException nobodyThere) {
      leave(client);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      leave(client);
    }
  }

  /** Carries bytes one way, until one side ends; then ends both. */
  private void carry(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        awaitOpen();
        out.write(buffer, 0, n);
      }
      awaitOpen(); // That one side ended is no news for the other either.
    } catch (IOException ended) {
      // By one side; the other is ended, too.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private void leave(Socket socket) {
    sockets.remove(socket);
    close(socket);
  }

  @Override
  public void close() {
    try {
      entrance.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close a socket", e);
    }
    sockets.forEach(Gate::close);
    open();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close a socket", e);
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "gate");
    thread.setDaemon(true);
    thread.start();
  }
}
