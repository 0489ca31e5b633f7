package why401.response.prose;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import why401.cause.Cause;
import why401.response.statement.ParsedResponse;
import why401.response.statement.Statement;

/// Reads the prose of responses with the committed model, which is loaded with the first one.
/// Immutable but for that, and safe for use by many threads.
public final class ProseReader {

  /// The status alone, which gives these, is no prose.
  private static final int STATUS_FEATURES = 2;

  private static final class Lazy {
    private static final ProseModel MODEL = committed();
  }

  /// What the words speak of; never an exception for what a server sent.
  public ProseReading read(ParsedResponse response) {
    return read(response, Lazy.MODEL);
  }

  static ProseReading read(ParsedResponse response, ProseModel model) {
    Set<Integer> features = Features.of(response);
    if (features.size() <= STATUS_FEATURES) {
      return ProseReading.NONE;
    }
    double[] probabilities = model.probabilities(features);
    Map<Cause, Double> causes = new EnumMap<>(Cause.class);
    int top = 1;
    for (int i = 1; i < probabilities.length; i++) {
      causes.put(Cause.of(model.classes().get(i)).orElseThrow(), probabilities[i]);
      top = probabilities[i] > probabilities[top] ? i : top;
    }
    return new ProseReading(causes, passage(response, model, top));
  }

  private static String passage(ParsedResponse response, ProseModel model, int top) {
    return response.statements().stream()
        .max(Comparator.comparingDouble(statement -> model.support(Features.of(statement), top)))
        .map(Statement::text)
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
