package org.psopruner.pruning.onnx;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.psopruner.fuzz.Reader;
import org.psopruner.pruning.cost.Cost;
import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.network.Network;

/** An ONNX file, and what everyone does with it next. */
public final class OnnxFileReader implements Reader {
  private static final long ROOM = 16L << 20;

  @Override
  public Optional<String> read(byte[] input) {
    try {
      OnnxModel model = OnnxReader.parse(input, ROOM);
      model.perChannel(OnnxModel.MEAN);
      Network network = model.network();
      ChannelGroups.of(network);
      Cost.of(network);
      return Optional.empty();
    } catch (OnnxException | InvalidProtocolBufferException e) {
      return Optional.of(new OnnxException(e.getMessage()).getMessage());
    }
  }

  @Override
  public List<byte[]> seeds() throws InvalidProtocolBufferException {
    byte[] exported = OnnxSamples.manyOperators();
    return List.of(
        exported,
        OnnxSamples.residual(),
        OnnxSamples.channelsLast(),
        OnnxWriter.bytes(
            OnnxReader.parse(exported, ROOM).network(), Map.of(OnnxModel.MEAN, "0.5,0.5,0.5")));
  }
}
