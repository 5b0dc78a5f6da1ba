package org.psopruner.fuzz;

import java.util.List;
import java.util.Optional;
import org.psopruner.messages.MessageException;
import org.psopruner.messages.RecordJson;
import org.psopruner.messages.report.ReportSample;
import org.psopruner.messages.report.RunReport;

/** {@code report.json}, which a retrainer looks at before it begins. */
final class ReportReader implements Reader {
  @Override
  public Optional<String> read(byte[] input) {
    try {
      RecordJson.write(RecordJson.read(input, RunReport.class));
      return Optional.empty();
    } catch (MessageException e) {
      return Optional.of(e.getMessage());
    }
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(RecordJson.write(ReportSample.report()));
  }
}
