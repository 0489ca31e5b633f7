package why401.response.prose;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import why401.cause.Cause;

/// What the words of a response speak of.
///
/// @param probabilities by cause; the rest up to 1 is the probability that the words leave it open
/// @param passage the part of the response, as received, that speaks most for the likeliest cause;
///   quote it only masked
public record ProseReading(Map<Cause, Double> probabilities, String passage) {

  /// Nothing that could be read.
  public static final ProseReading NONE = new ProseReading(Map.of(), "");

  /// How certain the words are, in bands whose accuracy was measured; the most certain first.
  public enum Band {
    /// Right in nine of ten.
    HIGH(0.75, "-high"),
    /// Right in three of five.
    MID(0.3, "-mid"),
    /// Right in two of seven: no more than a hint.
    LOW(0.1, "-low"),
    /// Open.
    NONE(0, "");

    private final double from;
    private final String suffix;

    Band(double from, String suffix) {
      this.from = from;
      this.suffix = suffix;
    }

    /// Whether this is `least` or surer.
    public boolean atLeast(Band least) {
      return compareTo(least) <= 0;
    }

    /// The value of the variable `prose` for a cause that is read so surely.
    public String value(Cause cause) {
      return this == NONE ? "none" : cause.label() + suffix;
    }

    private static Band of(double probability) {
      return Arrays.stream(values())
          .filter(band -> probability >= band.from)
          .findFirst()
          .orElse(NONE);
    }
  }

  /// Copies.
  public ProseReading {
    probabilities = Map.copyOf(probabilities);
  }

  /// The likeliest cause, however likely.
  public Optional<Cause> top() {
    return probabilities.entrySet().stream()
        .max(Map.Entry.<Cause, Double>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey);
  }

  /// The probability of a cause.
  public double probability(Cause cause) {
    return probabilities.getOrDefault(cause, 0.0);
  }

  /// How sure the words are of the likeliest cause.
  public Band band() {
    return top().map(cause -> Band.of(probability(cause))).orElse(Band.NONE);
  }

  /// The value of the variable `prose` of the diagnosis: `token_expired-high`, `-mid`, `-low` or
  /// `none`.
  public String value() {
    return top().map(cause -> band().value(cause)).orElse("none");
  }

  /// The same among the causes that a stated code allows: the protocol limits what prose can mean.
  public ProseReading within(Set<Cause> allowed) {
    Map<Cause, Double> kept = new EnumMap<>(Cause.class);
    double lost = 0;
    for (Map.Entry<Cause, Double> each : probabilities.entrySet()) {
      if (allowed.contains(each.getKey())) {
        kept.put(each.getKey(), each.getValue());
      } else {
        lost += each.getValue();
      }
    }
    double rest = 1 - lost;
    kept.replaceAll((cause, probability) -> probability / rest);
    return new ProseReading(kept, passage);
  }
}
