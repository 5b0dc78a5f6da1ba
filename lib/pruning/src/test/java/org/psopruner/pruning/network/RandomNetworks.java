package org.psopruner.pruning.network;

import static org.psopruner.pruning.network.NetworkBuilder.IMAGE;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.psopruner.pruning.network.Layer.Activation.Function;

/** Small random graphs in which every layer is read. */
public final class RandomNetworks {
  private static final List<Function> FUNCTIONS = List.of(Function.values());

  private final Random random;
  private final NetworkBuilder net;
  private final List<String> names = new ArrayList<>(List.of(IMAGE));
  private final List<String> unread = new ArrayList<>();

  private RandomNetworks(long seed) {
    random = new Random(seed);
    net = new NetworkBuilder(seed, 1 + random.nextInt(4), 4 + random.nextInt(2), 4);
  }

  /** A network of 5 to 16 random layers, then a flatten of all that is unread, and a dense one. */
  public static Network of(long seed) {
    RandomNetworks networks = new RandomNetworks(seed);
    int layers = 5 + networks.random.nextInt(12);
    for (int i = 0; i < layers; i++) {
      networks.grow("layer" + i);
    }
    return networks.finished();
  }

  private void grow(String name) {
    String x = any();
    Shape shape = net.shape(x);
    switch (random.nextInt(11)) {
      case 0, 1 -> read(net.convolution(name, x, filters(), 3, 1 + random.nextInt(2), 1, 1), x);
      case 2 -> read(net.depthwise(name, x, 1 + random.nextInt(2)), x);
      case 3 -> read(net.norm(name, x), x);
      case 4 -> read(net.activation(name, x, FUNCTIONS.get(random.nextInt(FUNCTIONS.size()))), x);
      case 5 -> read(net.pool(name, x, Layer.Pooling.Kind.MAX, Window.square(3, 1, 1)), x);
      case 6 -> read(net.pool(name, x, Layer.Pooling.Kind.AVERAGE, Window.square(2, 1, 1)), x);
      case 7, 8 -> {
        // Something to add: what is there, or a convolution made for it.
        String y =
            names.stream()
                .filter(n -> !n.equals(x) && net.shape(n).equals(shape))
                .findFirst()
                .orElseGet(() -> net.convolution(name + "tie", x, shape.channels()));
        read(net.sum(name, x, y), x, y);
      }
      case 9 -> {
        String y = any();
        Shape other = net.shape(y);
        if (other.height() == shape.height() && other.width() == shape.width()) {
          read(net.join(name, x, y), x, y);
        } else {
          read(net.dense(name, net.flatten(name + "flat", x), filters()), x);
        }
      }
      default -> {
        if (shape.channels() % 2 == 0 && shape.channels() > 2) {
          read(net.convolution(name, x, 4, 3, 1, 1, 2), x);
        } else {
          read(net.dense(name, net.average(name + "average", x), filters()), x);
        }
      }
    }
  }

  private String any() {
    return names.get(random.nextInt(names.size()));
  }

  private int filters() {
    return 2 + random.nextInt(4);
  }

  private void read(String made, String... inputs) {
    unread.removeAll(List.of(inputs));
    names.add(made);
    unread.add(made);
  }

  private Network finished() {
    String[] flat = unread.stream().map(n -> net.flatten(n + "end", n)).toArray(String[]::new);
    return net.network(net.dense("classes", net.join("all", flat), 3));
  }
}
