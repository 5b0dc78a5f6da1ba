/**
 * The fields of a new experiment's form, in groups. A field has the name that the API knows it by,
 * a label, a kind (text, number, numbers, positions, choice, check or ladder) and what it is at
 * first; what may be chosen, the API says. A file may be uploaded: as a media type, and the field
 * that "hash" names takes the hash by which an experiment names it.
 */
export const FIELD_GROUPS = [
  {
    title: "Experiment",
    open: true,
    fields: [
      { name: "id", label: "Name", kind: "text", first: "" },
      { name: "output", label: "Output folder", kind: "text", first: "", example: "file:///models/vgg16-small/" },
    ],
  },
  {
    title: "Network",
    open: true,
    fields: [
      { name: "baseline.uri", label: "ONNX file", kind: "text", first: "", example: "file:///models/vgg16.onnx", upload: { what: "an ONNX file", accept: ".onnx", type: "application/octet-stream", hash: "baseline.sha256" } },
      { name: "baseline.sha256", label: "Its SHA-256", kind: "text", first: "" },
    ],
  },
  {
    title: "Data",
    open: true,
    fields: [
      { name: "dataset.file.uri", label: "Folder or zip", kind: "text", first: "", example: "file:///data/cifar10/", upload: { what: "a zip", accept: ".zip", type: "application/zip", hash: "dataset.file.sha256" } },
      { name: "dataset.file.sha256", label: "SHA-256 of its content", kind: "text", first: "" },
      { name: "dataset.validationFraction", label: "Share held out for validation", kind: "number", first: "0.1" },
      { name: "dataset.normalization.mean", label: "Mean of each channel", kind: "numbers", first: "0.4914, 0.4822, 0.4465" },
      { name: "dataset.normalization.std", label: "Standard deviation of each channel", kind: "numbers", first: "0.247, 0.2435, 0.2616" },
    ],
  },
  {
    title: "Budget",
    open: true,
    fields: [
      { name: "budget.parameters", label: "Parameters, share of the baseline's", kind: "number", first: "0.25" },
      { name: "budget.macs", label: "MACs, share of the baseline's", kind: "number", first: "1" },
      { name: "budget.bytes", label: "Bytes, share of the baseline's", kind: "number", first: "1" },
      { name: "budget.latency.fraction", label: "Time of an image, share of the baseline's", kind: "number", first: "" },
      { name: "budget.latency.table.uri", label: "Times of the layers", kind: "text", first: "", example: "file:///models/vgg16-latency.json" },
      { name: "budget.latency.table.sha256", label: "SHA-256 of the times", kind: "text", first: "" },
    ],
  },
  {
    title: "Swarm",
    open: true,
    fields: [
      { name: "swarm.particles", label: "Particles", kind: "number", first: "20" },
      { name: "swarm.iterations", label: "Iterations", kind: "number", first: "100" },
      { name: "swarm.seed", label: "Seed", kind: "number", first: "1" },
      { name: "swarm.variant", label: "How it moves", kind: "choice", first: "trelea" },
      { name: "swarm.pace", label: "When it moves", kind: "choice", first: "synchronous" },
      { name: "swarm.coefficients.inertia", label: "Inertia, of global-best", kind: "number", first: "" },
      { name: "swarm.coefficients.cognitive", label: "Pull of a particle's own best, of global-best", kind: "number", first: "" },
      { name: "swarm.coefficients.social", label: "Pull of the best of all, of global-best", kind: "number", first: "" },
      { name: "swarm.start", label: "Positions to start at, one a line", kind: "positions", first: [], example: "0.5, 0.5, 0.4, 0.6" },
    ],
  },
  {
    title: "Structures and evaluation",
    fields: [
      { name: "structures.criterion", label: "What values a filter", kind: "choice", first: "l1-norm" },
      { name: "structures.values.uri", label: "Values that were measured", kind: "text", first: "", example: "file:///models/vgg16-importance.json" },
      { name: "structures.values.sha256", label: "SHA-256 of the values", kind: "text", first: "" },
      { name: "structures.alignment", label: "Channels in multiples of", kind: "number", first: "16" },
      { name: "evaluation.validationImages", label: "Validation images", kind: "number", first: "1000" },
      { name: "evaluation.recalibrationImages", label: "Recalibration images", kind: "number", first: "1000" },
      { name: "evaluation.batch", label: "Images at once", kind: "number", first: "128" },
      { name: "evaluation.fineTuning.steps", label: "Steps of training before an evaluation", kind: "number", first: "" },
      { name: "evaluation.fineTuning.learningRate", label: "Learning rate of these steps", kind: "number", first: "" },
      { name: "savings.racing", label: "Ending evaluations early", kind: "choice", first: "exact" },
      { name: "savings.errorProbability", label: "Error probability of statistical racing", kind: "number", first: "0" },
      { name: "savings.scoreCache", label: "Share scores with other experiments", kind: "check", first: true },
    ],
  },
  {
    title: "Comparing the best",
    fields: [{ name: "ladder", kind: "ladder" }],
  },
  {
    title: "Retraining",
    fields: [
      { name: "retraining.epochs", label: "Epochs", kind: "number", first: "20" },
      { name: "retraining.batch", label: "Images a step", kind: "number", first: "128" },
      { name: "retraining.learningRate", label: "Learning rate", kind: "number", first: "0.05" },
      { name: "retraining.momentum", label: "Momentum", kind: "number", first: "0.9" },
      { name: "retraining.weightDecay", label: "Weight decay", kind: "number", first: "0.0005" },
      { name: "retraining.warmupEpochs", label: "Warm-up epochs", kind: "number", first: "2" },
      { name: "retraining.labelSmoothing", label: "Label smoothing", kind: "number", first: "0" },
      { name: "retraining.augmentation.cropPadding", label: "Crop padding, pixels", kind: "number", first: "4" },
      { name: "retraining.augmentation.flip", label: "Mirror half of the images", kind: "check", first: true },
      { name: "retraining.augmentation.cutout", label: "Cutout, pixels", kind: "number", first: "0" },
      { name: "retraining.augmentation.mixup", label: "Mixup", kind: "number", first: "0" },
      { name: "retraining.distillation.weight", label: "Weight of the baseline's outputs", kind: "number", first: "0.5" },
      { name: "retraining.distillation.temperature", label: "Temperature of distillation", kind: "number", first: "4" },
      { name: "retraining.averageEpochs", label: "Epochs averaged", kind: "number", first: "5" },
      { name: "retraining.patience", label: "Patience, epochs", kind: "number", first: "0" },
      { name: "retraining.foldBatchNorm", label: "Fold batch norms in the exported files", kind: "check", first: false },
      { name: "retraining.seed", label: "Seed of the retraining", kind: "number", first: "1" },
    ],
  },
];

/** What an experiment may do without: it has none of it where all fields of it are empty. */
export const OPTIONAL = ["budget.latency", "swarm.coefficients", "structures.values", "evaluation.fineTuning"];

/** The fields of a rung of the ladder, named within it. */
export const RUNG_FIELDS = [
  { name: "structures", label: "Structures", kind: "number" },
  { name: "evaluation.validationImages", label: "Validation images", kind: "number" },
  { name: "evaluation.recalibrationImages", label: "Recalibration images", kind: "number" },
  { name: "evaluation.batch", label: "Images at once", kind: "number" },
  { name: "evaluation.fineTuning.steps", label: "Steps of training before", kind: "number" },
  { name: "evaluation.fineTuning.learningRate", label: "Learning rate of these steps", kind: "number" },
];

/** What a rung may do without. */
export const RUNG_OPTIONAL = ["evaluation.fineTuning"];
