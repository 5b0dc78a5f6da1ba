package org.psopruner.coordinator.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.psopruner.coordinator.chart.Evaluations.evaluated;
import static org.psopruner.coordinator.chart.Evaluations.outrun;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.psopruner.messages.rest.PositionsView;
import org.psopruner.messages.rest.PositionsView.PositionView;
import org.psopruner.swarm.AskId;
import org.psopruner.swarm.Position;

class PositionsTest {
  @Test
  void aPositionIsToldWithWhatIsKnownOfWhatStandsThere() {
    Map<AskId, Position> path = new LinkedHashMap<>();
    path.put(new AskId(0, 0), Position.of(0.123456, 1));
    path.put(new AskId(0, 1), Position.of(0, 0.5));
    path.put(new AskId(1, 0), Position.of(0.99999, 0));

    PositionsView view = Positions.of(path, List.of(evaluated(0, 0, 0.7, 100), outrun(1, 0)), 10);

    assertThat(view)
        .isEqualTo(
            new PositionsView(
                3,
                10,
                List.of(
                    new PositionView(
                        0,
                        0,
                        Optional.of("0/0"),
                        Optional.of(0.7),
                        Optional.empty(),
                        List.of(0.1235, 1.0)),
                    new PositionView(
                        0,
                        1,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(0.0, 0.5)),
                    new PositionView(
                        1,
                        0,
                        Optional.of("1/0"),
                        Optional.empty(),
                        Optional.of(0.4),
                        List.of(1.0, 0.0)))));
  }

  @Test
  void ofManyThereAreWholeIterationsTheLastAmongThem() {
    Map<AskId, Position> path = new LinkedHashMap<>();
    for (int i = 0; i < 1000; i++) {
      path.put(new AskId(i / 10, i % 10), Position.of(i / 1000.0));
    }

    PositionsView view = Positions.of(path, List.of(), 45);

    assertThat(view.total()).isEqualTo(1000);
    assertThat(view.items()).hasSize(40);
    assertThat(view.items()).extracting(PositionView::iteration).containsOnly(24, 49, 74, 99);
  }

  @Test
  void particlesThatMoveEachForItselfAreToldByIteration() {
    Map<AskId, Position> path = new LinkedHashMap<>();
    path.put(new AskId(0, 0), Position.of(0));
    path.put(new AskId(1, 0), Position.of(0));
    path.put(new AskId(0, 1), Position.of(0));

    assertThat(Positions.of(path, List.of(), 10).items())
        .extracting(PositionView::iteration)
        .containsExactly(0, 0, 1);
  }
}
