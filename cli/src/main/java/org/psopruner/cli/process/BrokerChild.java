package org.psopruner.cli.process;

import java.nio.file.Path;
import java.util.Optional;
import org.psopruner.broker.BrokerProcess;
import org.psopruner.broker.BrokerSettings;
import org.psopruner.broker.BrokerStartException;
import org.psopruner.cli.RunFailedException;

/** The broker, where none is given. Started again, it has its old port and topics. */
public final class BrokerChild implements Child {
  private final BrokerSettings settings;
  private Optional<BrokerProcess> process = Optional.empty();

  public BrokerChild(BrokerSettings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "broker";
  }

  @Override
  public Path log() {
    return settings.folder().resolve("broker.log");
  }

  @Override
  public void start() {
    try {
      process = Optional.of(BrokerProcess.start(settings));
    } catch (BrokerStartException e) {
      throw new RunFailedException(e.getMessage(), e);
    }
  }

  @Override
  public boolean isAlive() {
    return process.map(BrokerProcess::isAlive).orElse(false);
  }

  @Override
  public void send(Signal signal) {
    signal.to(process.map(BrokerProcess::pid).orElseThrow(() -> Child.notStarted(this)));
  }

  @Override
  public String ending() {
    return "see its log";
  }

  /** The broker goes last, when the services have left: {@link #stop()} ends it. */
  @Override
  public void terminate() {}

  @Override
  public void stop() {
    process.ifPresent(BrokerProcess::close);
  }
}
