package why401.response.prose;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import why401.cause.Cause;
import why401.response.statement.ParsedResponse;
import why401.response.statement.Statement;

/// Reads the prose of responses with the committed model, which is loaded with the first one.
/// Immutable but for that, and safe for use by many threads.
public final class ProseReader {

  private static final class Lazy {
    private static final ProseModel MODEL = committed();
  }

  private final Supplier<ProseModel> model;

  /// Reads with the committed model.
  public ProseReader() {
    this(() -> Lazy.MODEL);
  }

  ProseReader(Supplier<ProseModel> model) {
    this.model = model;
  }

  /// What the words speak of; never an exception for what a server sent.
  public ProseReading read(ParsedResponse response) {
    return read(response, model.get());
  }

  static ProseReading read(ParsedResponse response, ProseModel model) {
    List<Set<Integer>> parts = response.statements().stream().map(Features::of).toList();
    Set<Integer> all = new HashSet<>();
    parts.forEach(all::addAll);
    if (all.isEmpty()) {
      return ProseReading.NONE;
    }
    all.addAll(Features.of(response.response().status()));
    double[] probabilities = model.probabilities(all);
    Map<Cause, Double> causes = new EnumMap<>(Cause.class);
    int top = 1;
    for (int i = 1; i < probabilities.length; i++) {
      causes.put(Cause.of(model.classes().get(i)).orElseThrow(), probabilities[i]);
      top = probabilities[i] > probabilities[top] ? i : top;
    }
    return new ProseReading(causes, passage(response.statements(), parts, model, top));
  }

  private static String passage(
      List<Statement> statements, List<Set<Integer>> parts, ProseModel model, int top) {
    return IntStream.range(0, parts.size())
        .boxed()
        .max(Comparator.comparingDouble(at -> model.support(parts.get(at), top)))
        .map(at -> statements.get(at).text())
        .orElse("");
  }

  private static ProseModel committed() {
    try (InputStream file =
        Objects.requireNonNull(ProseReader.class.getResourceAsStream("prose.model"))) {
      return ProseModel.read(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
