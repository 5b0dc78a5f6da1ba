package org.psopruner.pruning.network;

import static org.psopruner.pruning.network.NetworkBuilder.IMAGE;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A small network of each kind of block. */
public final class SampleNetworks {
  private SampleNetworks() {}

  /** All but the published ones, by what is special about them. */
  public static Map<String, Network> all() {
    Map<String, Network> all = new TreeMap<>();
    all.put("chain", chain());
    all.put("flatten", flatten());
    all.put("hidden units", hiddenUnits());
    all.put("identity shortcut", identityShortcut());
    all.put("projection shortcut", projectionShortcut());
    all.put("two inputs joined", joined());
    all.put("the same input joined twice", joinedTwice());
    all.put("joined, then added", joinedThenAdded());
    all.put("added to the image", addedToTheImage());
    all.put("flattened, then added", flattenedThenAdded());
    all.put("depthwise", depthwise());
    all.put("grouped", grouped());
    all.put("softmax inside", softmaxInside());
    for (Layer.Activation.Function function : Layer.Activation.Function.values()) {
      all.put("activation " + function, activated(function));
    }
    return all;
  }

  /** conv1 (4), norm, ReLU, pool, conv2 (5), norm, ReLU, average, dense (3). */
  public static Network chain() {
    NetworkBuilder net = new NetworkBuilder(1, 3, 6, 6);
    String x = net.relu("relu1", net.norm("norm1", net.convolution("conv1", IMAGE, 4)));
    x = net.convolution("conv2", net.halve("pool", x), 5);
    x = net.average("average", net.relu("relu2", net.norm("norm2", x)));
    return net.network(net.dense("classes", x, 3));
  }

  /** conv1 (4) on 4×6 pixels, average pooling, flatten to 4 × 2×3, dense (3), softmax. */
  public static Network flatten() {
    NetworkBuilder net = new NetworkBuilder(2, 2, 4, 6);
    String x = net.norm("norm", net.convolution("conv1", IMAGE, 4));
    x = net.pool("pool", x, Layer.Pooling.Kind.AVERAGE, Window.square(3, 2, 1));
    x = net.dense("classes", net.flatten("flat", x), 3);
    return net.network(net.softmax("probabilities", x));
  }

  /** flatten, hidden (7), norm, ReLU, hidden2 (6), dense (3). */
  public static Network hiddenUnits() {
    NetworkBuilder net = new NetworkBuilder(3, 1, 2, 3);
    String x = net.dense("hidden1", net.flatten("flat", IMAGE), 7);
    x = net.dense("hidden2", net.relu("relu", net.norm("norm", x)), 6);
    return net.network(net.dense("classes", x, 3));
  }

  /** conv1 (4) + conv2 (5) → conv3 (4), twice over, so conv1, conv3 and conv5 are tied. */
  public static Network identityShortcut() {
    NetworkBuilder net = new NetworkBuilder(4, 3, 5, 5);
    String x = net.convolution("conv1", IMAGE, 4);
    String y = net.relu("relu2", net.convolution("conv2", x, 5));
    x = net.relu("relu3", net.sum("add1", net.norm("norm3", net.convolution("conv3", y, 4)), x));
    y = net.relu("relu4", net.convolution("conv4", x, 3));
    x = net.sum("add2", x, net.convolution("conv5", y, 4));
    return net.network(net.dense("classes", net.average("average", x), 3));
  }

  /** conv1 (3), conv2 (4) and then conv3 (5) + project (5), both with stride 2. */
  public static Network projectionShortcut() {
    NetworkBuilder net = new NetworkBuilder(5, 3, 6, 6);
    String x = net.relu("relu1", net.convolution("conv1", IMAGE, 3));
    String y = net.convolution("conv2", x, 4, 3, 2, 1, 1);
    y = net.norm("norm3", net.convolution("conv3", net.relu("relu2", y), 5));
    String z = net.norm("normp", net.convolution("project", x, 5, 1, 2, 0, 1));
    x = net.convolution("conv4", net.relu("relu4", net.sum("add", y, z)), 4);
    return net.network(net.dense("classes", net.flatten("flat", x), 3));
  }

  /** conv1 (3), conv2 (4) and the image, joined, normed, read by conv3 (5). */
  public static Network joined() {
    NetworkBuilder net = new NetworkBuilder(6, 2, 5, 5);
    String x = net.convolution("conv1", IMAGE, 3);
    String y = net.convolution("conv2", IMAGE, 4);
    x = net.relu("relu", net.norm("norm", net.join("join", x, IMAGE, y)));
    x = net.convolution("conv3", x, 5);
    return net.network(net.dense("classes", net.average("average", x), 3));
  }

  /** conv1 (3) joined with itself, read by conv2 (4). */
  public static Network joinedTwice() {
    NetworkBuilder net = new NetworkBuilder(7, 2, 5, 5);
    String x = net.convolution("conv1", IMAGE, 3);
    x = net.convolution("conv2", net.join("join", x, net.relu("relu", x)), 4);
    return net.network(net.dense("classes", net.average("average", x), 3));
  }

  /** conv1 (2) and conv2 (3) joined, added to conv3 (5), of which they tie 2 and 3 filters. */
  public static Network joinedThenAdded() {
    NetworkBuilder net = new NetworkBuilder(8, 2, 4, 4);
    String x =
        net.join("join", net.convolution("conv1", IMAGE, 2), net.convolution("conv2", IMAGE, 3));
    x = net.sum("add", x, net.convolution("conv3", IMAGE, 5));
    return net.network(net.dense("classes", net.flatten("flat", x), 3));
  }

  /** conv1 (2) joined with the image (2), added to conv2 (4): two filters of conv2 must stay. */
  public static Network addedToTheImage() {
    NetworkBuilder net = new NetworkBuilder(9, 2, 4, 4);
    String x = net.join("join", IMAGE, net.convolution("conv1", IMAGE, 2));
    x = net.sum("add", net.convolution("conv2", IMAGE, 4), x);
    return net.network(net.dense("classes", net.flatten("flat", x), 3));
  }

  /** conv1 (3) on 2×2 pixels, flattened to 12, added to hidden (12). */
  public static Network flattenedThenAdded() {
    NetworkBuilder net = new NetworkBuilder(10, 1, 2, 2);
    String x = net.flatten("flat", net.convolution("conv1", IMAGE, 3));
    x = net.sum("add", x, net.dense("hidden", net.flatten("pixels", IMAGE), 12));
    return net.network(net.dense("classes", x, 3));
  }

  /** conv1 (4), depthwise (2 filters a channel), point (5), depthwise with bias, dense (3). */
  public static Network depthwise() {
    NetworkBuilder net = new NetworkBuilder(11, 2, 5, 5);
    String x = net.relu("relu1", net.norm("norm1", net.convolution("conv1", IMAGE, 4)));
    x = net.relu("relu2", net.norm("norm2", net.depthwise("depth1", x, 2)));
    x = net.convolution("point", x, 5, 1, 1, 0, 1);
    x = net.convolution("depth2", x, 5, 3, 2, 1, 5);
    return net.network(net.dense("classes", net.flatten("flat", net.relu("relu3", x)), 3));
  }

  /** conv1 (4), conv2 (6, in 2 groups), conv3 (5), dense (3). */
  public static Network grouped() {
    NetworkBuilder net = new NetworkBuilder(12, 2, 4, 4);
    String x = net.relu("relu1", net.convolution("conv1", IMAGE, 4));
    x = net.convolution("conv2", x, 6, 3, 1, 1, 2);
    x = net.convolution("conv3", net.norm("norm2", x), 5);
    return net.network(net.dense("classes", net.average("average", x), 3));
  }

  /** conv1 (4), conv2 (5), softmax, conv3 (4), dense (3). */
  public static Network softmaxInside() {
    NetworkBuilder net = new NetworkBuilder(13, 2, 4, 4);
    String x = net.convolution("conv2", net.convolution("conv1", IMAGE, 4), 5);
    x = net.convolution("conv3", net.softmax("attention", x), 4);
    return net.network(net.dense("classes", net.average("average", x), 3));
  }

  private static Network activated(Layer.Activation.Function function) {
    NetworkBuilder net = new NetworkBuilder(14, 2, 4, 4);
    String x = net.activation("active", net.convolution("conv1", IMAGE, 4), function);
    x = net.activation("active2", net.convolution("conv2", x, 5), function);
    return net.network(net.dense("classes", net.average("average", x), 3));
  }

  /** VGG16 for CIFAR-10 as in the trained file, with one hidden dense layer of 512. */
  public static Network vgg16() {
    NetworkBuilder net = new NetworkBuilder(15, 3, 32, 32);
    String x = IMAGE;
    int conv = 1;
    int block = 1;
    for (List<Integer> filters :
        List.of(
            List.of(64, 64),
            List.of(128, 128),
            List.of(256, 256, 256),
            List.of(512, 512, 512),
            List.of(512, 512, 512))) {
      for (int count : filters) {
        x = net.norm("norm" + conv, net.convolution("conv" + conv, x, count));
        x = net.relu("relu" + conv++, x);
      }
      x = net.halve("pool" + block++, x);
    }
    x = net.relu("relu", net.dense("hidden", net.flatten("flat", x), 512));
    return net.network(net.dense("classes", x, 10));
  }

  /** The small network of the trained file. */
  public static Network small() {
    NetworkBuilder net = new NetworkBuilder(16, 3, 32, 32);
    String x = IMAGE;
    int conv = 1;
    for (int filters : new int[] {32, 32, 64, 64, 128, 128}) {
      x = net.norm("norm" + conv, net.convolution("conv" + conv, x, filters));
      x = net.relu("relu" + conv, x);
      x = conv == 2 || conv == 4 ? net.halve("pool" + conv, x) : x;
      conv++;
    }
    return net.network(net.dense("classes", net.average("average", x), 10));
  }
}
