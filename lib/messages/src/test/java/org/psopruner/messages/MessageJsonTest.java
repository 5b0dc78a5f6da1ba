package org.psopruner.messages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MessageJsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SCORE = new String(MessageJson.write(Samples.SCORE), UTF_8);

  static Stream<Message> messages() {
    return Samples.all();
  }

  @ParameterizedTest
  @MethodSource("messages")
  void whatIsWrittenFitsTheSchemaAndIsReadBackEqual(Message message) throws Exception {
    byte[] json = MessageJson.write(message);

    assertThat(Schemas.errors(JSON.readTree(json), message.getClass())).isEmpty();
    assertThat(MessageJson.read(json, message.getClass())).isEqualTo(message);
  }

  /** Of a model, all is written out. */
  static Stream<Message> allButModels() {
    return messages().filter(message -> !(message instanceof ModelReady));
  }

  /** An earlier service has not written what has come since. */
  @ParameterizedTest
  @MethodSource("allButModels")
  void whatMayBeAbsentMayBeLeftOut(Message message) throws Exception {
    JsonNode json = JSON.readTree(MessageJson.write(message));
    removeNulls(json);

    assertThat(Schemas.errors(json, message.getClass())).isEmpty();
    assertThat(MessageJson.read(JSON.writeValueAsBytes(json), message.getClass()))
        .isEqualTo(message);
  }

  private static void removeNulls(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.properties().removeIf(field -> field.getValue().isNull());
    }
    node.forEach(MessageJsonTest::removeNulls);
  }

  @Test
  void aScoreOfAnEarlierServiceSaysNoStructure() {
    String earlier = SCORE.replaceAll(",\"structureId\":\"7+\"", "");
    assertThat(earlier).doesNotContain("structureId");

    assertThat(MessageJson.read(earlier.getBytes(UTF_8), Score.class).structureId()).isEmpty();
    assertThat(MessageJson.write(MessageJson.read(earlier.getBytes(UTF_8), Score.class)))
        .asString(UTF_8)
        .isEqualTo(earlier);
  }

  @Test
  void anExperimentMayBeWithoutALadder() throws Exception {
    ObjectNode json = (ObjectNode) JSON.readTree(created()).get("experiment");
    json.remove("ladder");

    assertThat(Schemas.errors(json, ExperimentSpec.class)).isEmpty();
    assertThat(MessageJson.readSpec(JSON.writeValueAsBytes(json)))
        .isEqualTo(Samples.SPEC.with(List.of()));
  }

  @Test
  void aFieldThatAUserMisspellsIsRefused() throws Exception {
    String json = JSON.readTree(created()).get("experiment").toString();

    assertThatThrownBy(
            () ->
                MessageJson.readSpec(
                    json.replace("\"coefficients\"", "\"coefficents\"").getBytes(UTF_8)))
        .isInstanceOf(MessageException.class)
        .hasMessage("no valid ExperimentSpec: swarm.coefficents is not known; leave it out");
  }

  @Test
  void anExperimentIsReadFromWhatAUserWrites() throws Exception {
    byte[] json = JSON.writeValueAsBytes(JSON.readTree(created()).get("experiment"));

    assertThat(Schemas.errors(JSON.readTree(json), ExperimentSpec.class)).isEmpty();
    assertThat(MessageJson.readSpec(json)).isEqualTo(Samples.SPEC);
  }

  @Test
  void aFieldThatIsNotKnownIsPassedOver() {
    String later = SCORE.replace("\"version\":1", "\"version\":1,\"gpu\":{\"name\":\"L4\"}");

    assertThat(MessageJson.read(later.getBytes(UTF_8), Score.class)).isEqualTo(Samples.SCORE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "version":1                | "version":2           | the version is 2; this service reads version 1
          "version":1                | "version":"1"         | the version is "1"; this service reads version 1
          "version":1                | "draft":1             | the version is missing
          "worker":"box-7"           | "wrkr":"box-7"        | worker is missing; it must be given
          "worker":"box-7"           | "worker":null         | worker is missing; it must be given
          "worker":"box-7"           | "worker":7            | worker is 7; it must be of type String
          "worker":"box-7"           | "worker":" "          | worker is blank; it must be given
          "millis":1234              | "millis":null         | millis is missing; it must be given
          "millis":1234              | "millis":"1234"       | millis is "1234"; it must be of type long
          "millis":1234              | "millis":12.5         | millis is 12.5; it must be of type long
          "millis":1234              | "millis":-1           | millis is -1; it must be at least 0
          "structureId":"77          | "structureId":"x7     | structureId is x7
          "iteration":3              | "iteration":3000000000 | iteration
          "iteration":3              | "iteration":true      | iteration is true; it must be of type int
          "accuracy":0.75            | "accuracy":1.01       | outcome.accuracy is 1.01; it must be from 0 to 1
          "accuracy":0.75            | "accuracy":"NaN"      | outcome.accuracy
          "accuracy":0.75            | "accuracy":1e999      | outcome.accuracy is Infinity; it must be from 0 to 1
          "loss":0.8                 | "loss":1e999          | outcome.loss is Infinity; it must be finite and at least 0
          "kind":"evaluated"         | "kind":"guessed"      | outcome
          "kind":"evaluated",        | ''                    | outcome
          "experimentId":"vgg16"     | "experimentId":"a/b"  | experimentId is a/b; it must be 1 to 100 letters, digits, '.', '_' and '-', the first no '.'
          "experimentId":"vgg16"     | "experimentId":".."   | experimentId is ..; it must be 1 to 100 letters
          "experimentId":"vgg16"     | "experimentId":".git" | experimentId is .git; it must be 1 to 100 letters
          "experimentId":"vgg16"     | "experimentId":"a\\nb" | experimentId is a b; it must be
          """)
  void aScoreThatIsNoneIsRefusedInOneLineThatNamesTheField(String part, String bad, String reason)
      throws Exception {
    String json = SCORE.replace(part, bad);
    assertThat(json).isNotEqualTo(SCORE);

    refuses(json, Score.class, reason);
    if (!json.contains("1e999")) { // to a schema, a number too large for a double is a number
      assertThat(Schemas.errors(JSON.readTree(json), Score.class)).isNotEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "particles":20            | "particles":0           | experiment.swarm.particles is 0; it must be from 1 to 10,000
          "parameters":0.06         | "parameters":6          | experiment.budget.parameters is 6.0; it must be above 0 and at most 1
          "steps":20                | "steps":0               | experiment.evaluation.fineTuning.steps is 0; it must be at least 1
          "fraction":0.5            | "fraction":0            | experiment.budget.latency.fraction is 0.0; it must be above 0 and at most 1
          "errorProbability":0.01   | "errorProbability":0.6  | experiment.savings.errorProbability is 0.6; it must be from 0 to 0.5
          "racing":"statistical"    | "racing":"wild"         | experiment.savings.racing
          "scoreCache":true         | "scoreCache":1          | experiment.savings.scoreCache
          "racing":"statistical"    | "draft":true            | racing is missing; it must be given
          "alignment":16            | "alignment":0           | experiment.structures.alignment is 0; it must be from 1 to 64
          "criterion":"geometric-median" | "criterion":"size"  | experiment.structures.criterion
          "variant":"global-best"   | "variant":"bees"        | experiment.swarm.variant
          "variant":"global-best"   | "variant":"ring"        | experiment.swarm.variant is ring; it must be global-best, or coefficients left out: the others have their own
          "inertia":0.4             | "inertia":1             | experiment.swarm.coefficients.inertia is 1.0; it must be from 0 to below 1
          "cognitive":1.2           | "cognitive":-1          | experiment.swarm.coefficients.cognitive is -1.0; it must be from 0 to 4
          "social":1.25             | "social":0              | experiment.swarm.coefficients.social is 0.0; it must be above 0 and at most 4
          "pace":"asynchronous"     | "pace":"late"           | experiment.swarm.pace
          "start":[[0.25,1.0]]      | "start":[[0.25,1.5]]    | experiment.swarm.start[0][1] is 1.5; it must be from 0 to 1
          "start":[[0.25,1.0]]      | "start":[null]          | experiment.swarm.start[0] is missing; it must be given
          "structures":9            | "structures":0          | experiment.ladder[0].structures is 0; it must be from 1 to 1,000
          "mean":[0.49,0.48,0.45]   | "mean":[0.49,null,0.45] | experiment.dataset.normalization.mean[1]
          "std":[0.25,0.24,0.26]    | "std":[0.25,0,0.26]     | experiment.dataset.normalization.std[1] is 0.0; it must be a number above 0
          "output":"file:///out"    | "output":"s3://out"     | experiment.output is s3://out; it must be a file: URI of an absolute path, such as file:///models/vgg16.onnx; nothing else is read or written
          "output":"file:///out"    | "output":"file:out"     | experiment.output is file:out; it must be a file: URI
          "output":"file:///out"    | "output":"file://box/out" | experiment.output is file://box/out; it must be a file: URI
          "flip":true               | "flip":"true"           | experiment.retraining.augmentation.flip
          "flip":true,              | ''                      | flip
          "mixup":0.5               | "mixup":1.5             | experiment.retraining.augmentation.mixup is 1.5; it must be from 0 to 1
          "cutout":8                | "cutout":-8             | experiment.retraining.augmentation.cutout is -8; it must be from 0 to 1,024
          "labelSmoothing":0.125    | "labelSmoothing":1      | experiment.retraining.labelSmoothing is 1.0; it must be from 0 to below 1
          "weight":0.7              | "weight":-1             | experiment.retraining.distillation.weight is -1.0; it must be from 0 to 1
          "temperature":4.0         | "temperature":0         | experiment.retraining.distillation.temperature is 0.0; it must be above 0 and at most 100
          "averageEpochs":3         | "averageEpochs":-3      | experiment.retraining.averageEpochs is -3; it must be at least 0
          "patience":5              | "patience":-5           | experiment.retraining.patience is -5; it must be at least 0
          "foldBatchNorm":true      | "foldBatchNorm":1       | experiment.retraining.foldBatchNorm
          "batch":128               | "batch":0               | experiment.evaluation.batch is 0; it must be from 1 to 65536
          "batch":128               | "batch":2147483647      | experiment.evaluation.batch is 2147483647; it must be from 1 to 65536
          "particles":20            | "particles":1000000000  | experiment.swarm.particles is 1000000000; it must be from 1 to 10,000
          "uri":"file:///models     | "uri":"models           | experiment.baseline.uri is models/vgg16.onnx; it must be a file: URI of an absolute path
          "uri":"file:///models     | "uri":"http://models    | experiment.baseline.uri is http://models/vgg16.onnx; it must be a file: URI of an absolute path
          """)
  void anExperimentThatIsNoneIsRefusedInOneLineThatNamesTheField(
      String part, String bad, String reason) throws Exception {
    String json = created().replace(part, bad);
    assertThat(json).isNotEqualTo(created());

    refuses(json, ExperimentCreated.class, reason);
    assertThat(Schemas.errors(JSON.readTree(json), ExperimentCreated.class)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "globalBestId":"abab       | "globalBestId":"ABab    | globalBestId is ABab
          "opset":17                 | "opset":0               | signature.opset is 0; it must be at least 1
          "shape":[-1,3,32,32]       | "shape":[0,3,32,32]     | signature.input.shape[0] is 0; it must be -1 or at least 1
          "name":"scores"            | "name":""               | signature.output.name is blank; it must be given
          "validationAccuracy":0.895 | "validationAccuracy":89.5 | metrics.after.validationAccuracy is 89.5; it must be from 0 to 1
          "testAccuracy":0.88        | "testAccuracy":-0.88    | metrics.before.testAccuracy is -0.88; it must be from 0 to 1
          "testSha256":"33           | "testSha256":"x3        | metrics.testSha256 is x3
          "parameters":60            | "parameters":0          | metrics.after.parameters is 0; it must be at least 1
          "codeVersion":"0.1.0"      | "codeVersion":" "       | codeVersion is blank; it must be given
          "files":[{                 | "files":[null,{         | files[0] is null; it must be given
          "files":[                  | "papers":[              | files is missing; it must be given
          "uri":"file:///models/README | "uri":"s3://models/README | files[0].uri is s3://models/README.md; it must be a file: URI
          """)
  void aModelThatIsNoneIsRefusedInOneLineThatNamesTheField(String part, String bad, String reason)
      throws Exception {
    String written = new String(MessageJson.write(Samples.READY), UTF_8);
    String json = written.replace(part, bad);
    assertThat(json).isNotEqualTo(written);

    refuses(json, ModelReady.class, reason);
    assertThat(Schemas.errors(JSON.readTree(json), ModelReady.class)).isNotEmpty();
  }

  @Test
  void aModelIsKnownByTheGlobalBestThatItAnswersAndAllElseByWhatItSays() {
    Message best = Samples.all().filter(GlobalBest.class::isInstance).findFirst().orElseThrow();

    assertThat(MessageJson.id(Samples.READY)).isEqualTo(Samples.READY.globalBestId());
    assertThat(MessageJson.id(best))
        .matches("[0-9a-f]{64}")
        .isEqualTo(MessageJson.id(MessageJson.read(MessageJson.write(best), GlobalBest.class)))
        .isNotEqualTo(MessageJson.id(Samples.SCORE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "kind":"extend"  | "kind":"double" | change
          "iterations":20  | "iterations":0  | change.iterations is 0; it must be from 1 to 1,000,000
          "iterations":20  | "more":20       | change.iterations is missing; it must be given
          "request":"a-1"  | "request":"a 1" | request is a 1; it must be 1 to 100 letters
          "ifRevision":null | "ifRevision":-1 | ifRevision is -1; it must be at least 0
          """)
  void aChangeThatIsNoneIsRefusedInOneLineThatNamesTheField(String part, String bad, String reason)
      throws Exception {
    String extended =
        new String(
            MessageJson.write(
                new ExperimentChanged(
                    "vgg16", "a-1", Optional.empty(), new ExperimentChanged.Extend(20))),
            UTF_8);
    String json = extended.replace(part, bad);
    assertThat(json).isNotEqualTo(extended);

    refuses(json, ExperimentChanged.class, reason);
    assertThat(Schemas.errors(JSON.readTree(json), ExperimentChanged.class)).isNotEmpty();
  }

  @Test
  void theFieldIsNamedEvenWhereAGroupsNameHasDots() {
    Message candidate = Samples.all().filter(Candidate.class::isInstance).findFirst().orElseThrow();
    String json =
        new String(MessageJson.write(candidate), UTF_8)
            .replace("\"conv1\":[0,5,63]", "\"layer1.0\":[0,\"5\"]");

    refuses(
        json, Candidate.class, "structure.kept.layer1.0[1] is \"5\"; it must be of type Integer");
  }

  @ParameterizedTest
  @CsvSource({"'[0,5,63]','[0,5,5]'", "'[0,5,63]','[]'", "'[0,5,63]','[0,null]'"})
  void aStructureThatIsNoneIsRefused(String part, String bad) {
    Message candidate = Samples.all().filter(Candidate.class::isInstance).findFirst().orElseThrow();
    String json = new String(MessageJson.write(candidate), UTF_8).replace(part, bad);

    refuses(json, Candidate.class, "structure.kept.conv1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''               | the value is empty; it must be a JSON object
          hello            | the value is no JSON: Unrecognized token 'hello'
          {"version":1     | the value is no JSON
          {"version":NaN}  | the value is no JSON: Non-standard token 'NaN'
          {} {}            | the value is no JSON
          {"a":1,"a":2}    | the value is no JSON: Duplicate field 'a'
          [1]              | the value is no JSON object
          null             | the value is no JSON object
          {}               | the version is missing
          """)
  void bytesThatAreNoMessageAreRefused(String json, String reason) {
    refuses(json, Score.class, reason);
  }

  @Test
  void bytesThatAreNoCharactersAreRefused() {
    byte[] utf32 = {0, 0, 0, '{', 0, 0, 0, ' ', 0x76, 0x21, 0, 0};

    assertThatThrownBy(() -> MessageJson.read(utf32, Score.class))
        .isInstanceOf(MessageException.class)
        .hasMessageStartingWith("the value is no JSON: Invalid UTF-32 character");
    assertThatThrownBy(() -> RecordJson.read(utf32, ExperimentSpec.class))
        .isInstanceOf(MessageException.class)
        .hasMessageStartingWith("no valid ExperimentSpec: Invalid UTF-32 character");
  }

  @Test
  void aRecordWithoutAValueIsRefused() {
    assertThatThrownBy(() -> MessageJson.read(null, Score.class))
        .isInstanceOf(MessageException.class)
        .hasMessage("the value is empty; it must be a JSON object");
  }

  @Test
  void aMessageOfTenMegabytesIsRefusedUnread() {
    byte[] huge = new byte[10_000_000];
    Arrays.fill(huge, (byte) ' ');

    assertThatThrownBy(() -> MessageJson.read(huge, Score.class))
        .isInstanceOf(MessageException.class)
        .hasMessage("the value has 10000000 bytes; at most 8388608 are read");
  }

  @Test
  void nestingWithoutEndIsRefused() {
    String deep = "{\"version\":1,\"later\":" + "[".repeat(100_000);

    refuses(deep, Score.class, "the value is no JSON: Document nesting depth (33) exceeds");
  }

  @Test
  void moreValuesThanAnyMessageHasAreRefused() {
    String many = "{\"version\":1,\"later\":[" + "{},".repeat(1_000_000) + "{}]}";

    refuses(many, Score.class, "the value is no JSON: Token count (2000001) exceeds");
  }

  @Test
  void numbersAndTextsWithoutEndAreRefused() {
    refuses(
        SCORE.replace("1234", "1".repeat(1_000)),
        Score.class,
        "the value is no JSON: Number value length (1000) exceeds");
    refuses(
        SCORE.replace("box-7", "x".repeat(100_000)),
        Score.class,
        "the value is no JSON: String value length");
    refuses(
        SCORE.replace("box-7", "x".repeat(10_001)),
        Score.class,
        "worker is 10001 characters long; it must be of at most 10000");
  }

  private static String created() {
    return new String(MessageJson.write(new ExperimentCreated(Samples.SPEC)), UTF_8);
  }

  private static void refuses(String json, Class<? extends Message> type, String reason) {
    assertThatThrownBy(() -> MessageJson.read(json.getBytes(UTF_8), type))
        .isInstanceOf(MessageException.class)
        .hasMessageContaining(reason)
        .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1));
  }

  @Test
  void moreParticlesMayHaveFewerIterations() throws Exception {
    String json = created().replace("\"iterations\":100", "\"iterations\":50000");
    assertThat(json).isNotEqualTo(created());
    MessageJson.read(json.getBytes(UTF_8), ExperimentCreated.class);

    refuses(
        json.replace("50000", "50001"),
        ExperimentCreated.class,
        "experiment.swarm.iterations is 50001; it must be at most 50,000 with 20 particles, which"
            + " is 1,000,000 positions");
  }

  @Test
  void aRungOfMoreStructuresThanTheOneBeforeIsRefused() {
    Rung small = new Rung(2, Samples.EVALUATION);
    Rung large = new Rung(3, Samples.EVALUATION);

    assertThatThrownBy(() -> Samples.SPEC.with(List.of(small, large)))
        .hasMessage(
            "ladder[1].structures is 3; it must be at most 2, as many as the rung before takes");
  }

  @Test
  void measuredValuesBelongToTheCriterionThatReadsThem() {
    assertThatThrownBy(() -> new StructureParameters(FilterCriterion.MEASURED, 16))
        .hasMessage(
            "values is missing; it must be given with the criterion measured; it may be with searched, and with no other");
    assertThatThrownBy(
            () ->
                new StructureParameters(
                    FilterCriterion.RANDOM, 16, Optional.of(Samples.SPEC.baseline())))
        .hasMessageStartingWith("values is given");
    StructureParameters searched =
        new StructureParameters(FilterCriterion.SEARCHED, 16, Optional.of(Samples.SPEC.baseline()));
    assertThat(searched.with(FilterCriterion.MEASURED).values()).isEqualTo(searched.values());
    assertThat(searched.with(FilterCriterion.L2_NORM))
        .isEqualTo(new StructureParameters(FilterCriterion.L2_NORM, 16));
  }
}
