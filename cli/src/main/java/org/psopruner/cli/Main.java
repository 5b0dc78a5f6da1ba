package org.psopruner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.logging.Logger;
import org.psopruner.cli.bench.BenchCommand;
import org.psopruner.cli.bench.methods.Method;
import org.psopruner.cli.chaos.ChaosCommand;
import org.psopruner.cli.importance.ImportanceCommand;
import org.psopruner.cli.inspect.InspectCommand;
import org.psopruner.cli.latency.LatencyCommand;
import org.psopruner.cli.letters.DeadLettersCommand;
import org.psopruner.cli.pruning.PruneCommand;
import org.psopruner.cli.remote.DeleteCommand;
import org.psopruner.cli.remote.DescribeCommand;
import org.psopruner.cli.remote.ExportCommand;
import org.psopruner.cli.remote.ExtendCommand;
import org.psopruner.cli.remote.FrontCommand;
import org.psopruner.cli.remote.ListCommand;
import org.psopruner.cli.remote.LogsCommand;
import org.psopruner.cli.remote.PauseCommand;
import org.psopruner.cli.remote.PickCommand;
import org.psopruner.cli.remote.ReportCommand;
import org.psopruner.cli.remote.ResumeCommand;
import org.psopruner.cli.remote.StopCommand;
import org.psopruner.cli.remote.SubmitCommand;
import org.psopruner.cli.remote.WatchCommand;
import org.psopruner.cli.result.CompareCommand;
import org.psopruner.cli.run.DemoCommand;
import org.psopruner.cli.run.RunCommand;
import org.psopruner.cli.run.StartPoint;
import org.psopruner.cli.sensitivity.SensitivityCommand;
import org.psopruner.cli.training.RetrainCommand;
import org.psopruner.cli.training.TrainCommand;
import org.psopruner.data.DatasetException;
import org.psopruner.engine.OutOfMemory;
import org.psopruner.messages.FilterCriterion;
import org.psopruner.messages.Racing;
import org.psopruner.messages.Reason;
import org.psopruner.messages.SwarmPace;
import org.psopruner.messages.SwarmVariant;
import org.psopruner.messages.UnreadableFileException;
import org.psopruner.messages.rest.JournalPage.Level;
import org.psopruner.pruning.onnx.OnnxException;
import org.psopruner.training.architecture.Architecture;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/**
 * The {@code psopruner} command. It exits with 0; with 1 if something failed; with 2 if the input
 * was bad, after one line that says what, its value and what to do; with 130 after Ctrl-C.
 */
@Command(
    name = "psopruner",
    description = "Shrinks trained convolutional networks by particle swarm optimisation.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  psopruner demo",
      "  psopruner run --model vgg16.onnx --data cifar10/ --max-params 6%% --output out/",
      "  psopruner train --architecture vgg16 --data cifar10/ --output vgg16/",
      "  psopruner retrain --model vgg16.onnx --structure out/structure.json --data cifar10/",
      "  psopruner inspect model.onnx",
      "  psopruner submit vgg16.json && psopruner watch vgg16",
      "",
      "Exit codes: 0 done, 1 failed, 2 bad input, 130 ended by Ctrl-C.",
    })
public final class Main {
  /** Done as asked. */
  static final int DONE = 0;

  static final int FAILED = 1;
  static final int BAD_INPUT = 2;
  static final int ENDED = 130;

  /** Kept here, for a logger that nobody holds forgets its level. */
  private static final Logger ENGINE = Logger.getLogger("org.psopruner.engine");

  private Main() {}

  public static void main(String[] arguments) {
    // Some locales have digits of their own, which no address, query or drawing may have.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    // What the engine notes is for the logs of services; who compares machines has it in a figure.
    ENGINE.setLevel(java.util.logging.Level.WARNING);
    Charset charset = Charset.defaultCharset();
    Screen screen =
        new Screen(
            new PrintWriter(System.out, true, charset),
            Integer.getInteger("psopruner.columns", 0),
            charset);
    System.exit(execute(screen, new PrintWriter(System.err, true, charset), arguments));
  }

  /** Runs a command and gives its exit code. */
  static int execute(Screen screen, PrintWriter err, String... arguments) {
    CommandLine commandLine =
        new CommandLine(new Main())
            .addSubcommand(new RunCommand(screen))
            .addSubcommand(new DemoCommand(screen))
            .addSubcommand(new TrainCommand(screen))
            .addSubcommand(new RetrainCommand(screen))
            .addSubcommand(new InspectCommand(screen))
            .addSubcommand(new LatencyCommand(screen))
            .addSubcommand(new SensitivityCommand(screen))
            .addSubcommand(new ImportanceCommand(screen))
            .addSubcommand(new DescribeCommand(screen))
            .addSubcommand(new SubmitCommand(screen, System.in))
            .addSubcommand(new ListCommand(screen))
            .addSubcommand(new WatchCommand(screen))
            .addSubcommand(new LogsCommand(screen))
            .addSubcommand(new PauseCommand(screen))
            .addSubcommand(new ResumeCommand(screen))
            .addSubcommand(new ExtendCommand(screen))
            .addSubcommand(new StopCommand(screen))
            .addSubcommand(new FrontCommand(screen))
            .addSubcommand(new PickCommand(screen))
            .addSubcommand(new DeleteCommand(screen))
            .addSubcommand(new ReportCommand(screen))
            .addSubcommand(new CompareCommand(screen))
            .addSubcommand(new ExportCommand(screen))
            .addSubcommand(new PruneCommand(screen))
            .addSubcommand(BenchCommand.commandLine(screen))
            .addSubcommand(DeadLettersCommand.commandLine(screen))
            .addSubcommand(new ChaosCommand(screen))
            .addSubcommand(new CompletionCommand(screen))
            .setOut(screen.out())
            .setErr(err)
            .setExpandAtFiles(false) // "@x" is the file of that name, not arguments in a file
            .setParameterExceptionHandler(Main::badArguments)
            .setExecutionExceptionHandler(Main::failed);
    converters(commandLine);
    if (arguments.length == 0) {
      commandLine.usage(screen.out());
      return BAD_INPUT;
    }
    try {
      return commandLine.execute(arguments);
    } catch (OutOfMemoryError e) { // picocli takes care of exceptions alone
      err.println(
          "psopruner: the memory does not suffice (%s); give a smaller --batch, or more memory: JAVA_TOOL_OPTIONS=-Xmx8g"
              .formatted(Reason.of(e)));
      return FAILED;
    }
  }

  /** Numbers whose messages end the sentence {@code --option is x; it must be}, as ours do. */
  private static void converters(CommandLine commandLine) {
    ITypeConverter<Integer> whole = number(Integer::valueOf, "a whole number");
    ITypeConverter<Long> wide = number(Long::valueOf, "a whole number");
    ITypeConverter<Double> real = number(Double::valueOf, "a number");
    commandLine
        .registerConverter(Path.class, Main::path)
        .registerConverter(Architecture.class, new Choice<>(Architecture.class))
        .registerConverter(FilterCriterion.class, new Choice<>(FilterCriterion.class))
        .registerConverter(SwarmPace.class, new Choice<>(SwarmPace.class))
        .registerConverter(StartPoint.class, new Choice<>(StartPoint.class))
        .registerConverter(Method.class, new Choice<>(Method.class))
        .registerConverter(Racing.class, new Choice<>(Racing.class))
        .registerConverter(Level.class, new Choice<>(Level.class))
        .registerConverter(SwarmVariant.class, new Choice<>(SwarmVariant.class))
        .registerConverter(int.class, whole)
        .registerConverter(Integer.class, whole)
        .registerConverter(long.class, wide)
        .registerConverter(Long.class, wide)
        .registerConverter(double.class, real)
        .registerConverter(Double.class, real);
  }

  /** An empty one, as of a variable that is not set, would be the working folder. */
  private static Path path(String text) {
    if (text.isBlank()) {
      throw new TypeConversionException("a path");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException("a path (" + e.getReason() + ")");
    }
  }

  private static <T> ITypeConverter<T> number(Function<String, T> reading, String what) {
    return text -> {
      try {
        return reading.apply(text.strip());
      } catch (NumberFormatException e) {
        throw new TypeConversionException(what);
      }
    };
  }

  private static int badArguments(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    command
        .getErr()
        .printf(
            "psopruner: %s (%s --help tells more)%n",
            reason(e), command.getCommandSpec().qualifiedName());
    return BAD_INPUT;
  }

  private static String reason(ParameterException e) {
    if (e.getCause() instanceof TypeConversionException range && e.getArgSpec() != null) {
      return "%s is %s; it must be %s"
          .formatted(
              name(e.getArgSpec()),
              e.getValue().isBlank() ? "empty" : e.getValue(),
              range.getMessage());
    }
    return e.getMessage().lines().findFirst().orElse("the arguments are not understood");
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static int failed(Exception e, CommandLine commandLine, ParseResult parsed) {
    if (e instanceof CancellationException) {
      return ENDED;
    }
    boolean badInput =
        e instanceof BadInputException
            || e instanceof OnnxException
            || e instanceof DatasetException
            || e instanceof UnreadableFileException;
    boolean known = badInput || e instanceof RunFailedException;
    if (!known) {
      OutOfMemory.rethrow(e);
    }
    String line =
        known
            ? e.getMessage()
            : "something unexpected happened (%s); see %s".formatted(e, trace(e));
    commandLine.getErr().println("psopruner: " + line.replaceAll("\\s+", " "));
    return badInput ? BAD_INPUT : FAILED;
  }

  private static Path trace(Exception e) {
    try {
      Path file = Files.createTempFile("psopruner-error-", ".log");
      try (PrintWriter writer = new PrintWriter(Files.newBufferedWriter(file))) {
        e.printStackTrace(writer);
      }
      return file;
    } catch (IOException unwritable) {
      unwritable.addSuppressed(e);
      throw new UncheckedIOException("cannot write a log of the failure", unwritable);
    }
  }

  /** The jar's. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"psopruner " + (version == null ? "from its classes" : version)};
    }
  }
}
