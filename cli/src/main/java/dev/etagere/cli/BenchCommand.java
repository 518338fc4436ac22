package dev.etagere.cli;

import dev.etagere.cli.bench.Bench;
import dev.etagere.cli.bench.Sample;
import dev.etagere.cli.bench.Target;
import dev.etagere.cli.bench.Workload;
import dev.etagere.merge.Json;
import dev.etagere.merge.JsonNumber;
import dev.etagere.merge.JsonString;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

@Command(
    name = "bench",
    sortOptions = false,
    description = {
      "Measures any HTTP API with entity tags: reads, revalidations and conditional writes in closed"
          + " loops. It writes below the URL, and checks that no acknowledged increment is lost."
    },
    footer = {
      "",
      "Examples:",
      "  etagere bench",
      "  etagere bench http://127.0.0.1:8080/documents/ --workloads get,hot --seconds 10",
    })
final class BenchCommand extends EtagereCommand {

  @Parameters(
      arity = "0..1",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8412/bench/",
      description = "The collection to write in; ends in a slash. Default: ${DEFAULT-VALUE}.")
  private URI url = URI.create("");

  @Option(
      names = "--workloads",
      paramLabel = "NAME",
      split = ",",
      converter = Named.class,
      defaultValue = "get,not-modified,put,hot,mixed",
      description = "What to do. Default: ${DEFAULT-VALUE}.")
  private List<Workload> workloads = List.of();

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "16",
      description = "How many are at work at once. Default: ${DEFAULT-VALUE}.")
  private int connections;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How long a round of each workload takes. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "How many rounds count, after one to warm up; medians are shown. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--resources",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many resources are read at random. Default: ${DEFAULT-VALUE}.")
  private int resources;

  @Option(
      names = "--bytes",
      paramLabel = "N",
      defaultValue = "1024",
      description = "How long a document is. Default: ${DEFAULT-VALUE}.")
  private int bytes;

  @Option(names = "--json", description = "Prints each workload's medians as one JSON object.")
  private boolean json;

  /** {@code not-modified} and the like. */
  static final class Named implements ITypeConverter<Workload> {
    @Override
    public Workload convert(String name) {
      for (Workload workload : Workload.values()) {
        if (workload.code().equals(name.strip())) {
          return workload;
        }
      }
      throw new TypeConversionException("there is no workload " + name);
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Printer printer = new Printer(out(), commandLine().getErr(), json);
    Bench bench = new Bench(Target.of(base(), authorization()), size());
    bench.prepare();
    Map<Workload, List<Sample>> samples = new EnumMap<>(Workload.class);
    Progress progress = new Progress(printer, (long) (rounds + 1) * workloads.size());
    for (int round = 0; round <= rounds; round++) {
      for (Workload workload : workloads) {
        Sample sample = bench.run(workload);
        samples.computeIfAbsent(workload, first -> new ArrayList<>()).add(sample);
        progress.step();
      }
    }
    return report(printer, samples);
  }

  private URI base() {
    if (url.getHost() == null || !url.getPath().endsWith("/")) {
      throw wrongUsage("The URL is that of a collection and ends in a slash, unlike " + url + ".");
    }
    return url;
  }

  private static Optional<String> authorization() {
    return Optional.ofNullable(System.getenv("ETAGERE_TOKEN")).map(token -> "Bearer " + token);
  }

  private Bench.Size size() {
    if (rounds < 1) {
      throw wrongUsage("--rounds takes a number from 1, not " + rounds + ".");
    }
    try {
      return new Bench.Size(resources, bytes, connections, Duration.ofSeconds(seconds));
    } catch (IllegalArgumentException outOfRange) {
      throw wrongUsage(String.valueOf(outOfRange.getMessage()));
    }
  }

  private int report(Printer printer, Map<Workload, List<Sample>> samples) {
    if (!json) {
      printer.line(
          "| workload | operations/s | p50 ms | p99 ms | server CPU µs/operation | lost tries/success | errors | lost increments |");
      printer.line("|---|---:|---:|---:|---:|---:|---:|---:|");
    }
    boolean isSound = true;
    for (Map.Entry<Workload, List<Sample>> entry : samples.entrySet()) {
      List<Sample> counted = entry.getValue().subList(1, entry.getValue().size());
      long errors = entry.getValue().stream().mapToLong(Sample::errors).sum();
      long lost = entry.getValue().stream().mapToLong(Sample::lost).sum();
      Row row = new Row(entry.getKey(), counted, errors, lost);
      if (json) {
        printer.object(row.members());
      } else {
        printer.line(row.line());
      }
      isSound &= errors == 0 && lost == 0;
    }
    return isSound ? ExitCode.DONE : ExitCode.FAILED;
  }

  /** A workload's medians; errors and losses are those of all rounds. */
  private record Row(Workload workload, List<Sample> samples, long errors, long lost) {

    private double median(ToDoubleFunction<Sample> figure) {
      double[] sorted = samples.stream().mapToDouble(figure).sorted().toArray();
      return sorted[sorted.length / 2];
    }

    private Optional<Double> cpu() {
      return samples.getFirst().cpuMicros().isEmpty()
          ? Optional.empty()
          : Optional.of(median(sample -> sample.cpuMicros().orElse(0.0)));
    }

    String line() {
      return String.format(
          Locale.ROOT,
          "| %s | %,.0f | %.2f | %.2f | %s | %.2f | %d | %s |",
          workload.code(),
          median(Sample::rate),
          median(Sample::p50Micros) / 1e3,
          median(Sample::p99Micros) / 1e3,
          cpu().map(micros -> String.format(Locale.ROOT, "%.0f", micros)).orElse("-"),
          median(Sample::conflictsPerSuccess),
          errors,
          workload == Workload.HOT ? String.valueOf(lost) : "-");
    }

    Map<String, Json> members() {
      Map<String, Json> members = new LinkedHashMap<>();
      members.put("workload", new JsonString(workload.code()));
      members.put("operations_per_second", rounded(Sample::rate));
      members.put("p50_micros", rounded(Sample::p50Micros));
      members.put("p99_micros", rounded(Sample::p99Micros));
      cpu()
          .ifPresent(micros -> members.put("server_cpu_micros", JsonNumber.of(Math.round(micros))));
      members.put("operations", JsonNumber.of(sum(Sample::done)));
      members.put("lost_tries", JsonNumber.of(sum(Sample::conflicts)));
      members.put("errors", JsonNumber.of(errors));
      members.put("lost_increments", JsonNumber.of(lost));
      return members;
    }

    private Json rounded(ToDoubleFunction<Sample> figure) {
      return JsonNumber.of(Math.round(median(figure)));
    }

    private long sum(ToLongFunction<Sample> figure) {
      return samples.stream().mapToLong(figure).sum();
    }
  }
}
