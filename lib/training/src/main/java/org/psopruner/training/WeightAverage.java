package org.psopruner.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Tensor;

/**
 * The mean of a network's weights at several moments (stochastic weight averaging; Izmailov et al.
 * 2018, equation 1). The running statistics of its batch norms are means, too, which is not what
 * the averaged weights give: recalibrate before use.
 *
 * @param count of moments, at least 1
 */
record WeightAverage(int count, Network network) {
  /** An average, if there is one yet, and one moment more. */
  static WeightAverage of(Optional<WeightAverage> average, Network moment) {
    return average.map(mean -> mean.with(moment)).orElseGet(() -> new WeightAverage(1, moment));
  }

  private WeightAverage with(Network moment) {
    List<Tensor> before = network.tensors();
    List<Tensor> added = moment.tensors();
    List<Tensor> means = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      means.add(mean(before.get(i), added.get(i)));
    }
    return new WeightAverage(count + 1, network.withTensors(means));
  }

  private Tensor mean(Tensor before, Tensor added) {
    float[] values = before.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] += (added.get(i) - values[i]) / (count + 1);
    }
    return Tensor.vector(values).reshape(before.shape().stream().mapToInt(axis -> axis).toArray());
  }
}
