package org.psopruner.cli.result;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.psopruner.messages.rest.ExperimentView.CostView;
import org.psopruner.messages.rest.FrontView;
import org.psopruner.messages.rest.FrontView.FrontPoint;

class FrontFileTest {
  private static final String SMALL = "a".repeat(64);
  private static final String LARGE = "d".repeat(64);

  @Test
  void hasARowForEachCandidate() {
    CostView baseline = new CostView(1_000, 50_000, 4_000);
    FrontPoint small = new FrontPoint(SMALL, 2, 1, 0.5, new CostView(100, 9_000, 400), true, false);
    FrontPoint large =
        new FrontPoint(LARGE, 0, 3, 0.6125, new CostView(1_240, 8_000, 4_960), true, true);

    byte[] file = FrontFile.bytes(new FrontView(40, baseline, List.of(small, large)));

    assertThat(new String(file, UTF_8))
        .isEqualTo(
            """
            iteration,particle,evaluation_id,accuracy,parameters,macs,bytes,by_parameters,by_macs
            2,1,%s,0.500000,100,9000,400,true,false
            0,3,%s,0.612500,1240,8000,4960,true,true
            """
                .formatted(SMALL, LARGE));
  }
}
