package why401.diagnosis.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.cause.FaultDomain;
import why401.diagnosis.verdict.Finding.From;

/// A verdict before it is told.
///
/// @param enough whether no further question could change or strengthen it
/// @param because the findings that decided
public record Hypothesis(
    Cause cause, Confidence confidence, FaultDomain domain, boolean enough, List<Finding> because) {
  public Hypothesis {
    because = List.copyOf(because);
  }

  public static Hypothesis certain(Cause cause) {
    return new Hypothesis(cause, Confidence.CERTAIN, cause.faultDomain(), true, List.of());
  }

  public static Hypothesis likely(Cause cause) {
    return new Hypothesis(cause, Confidence.LIKELY, cause.faultDomain(), false, List.of());
  }

  public static Hypothesis possible(Cause cause) {
    return new Hypothesis(cause, Confidence.POSSIBLE, cause.faultDomain(), false, List.of());
  }

  public static Hypothesis of(Cause cause, boolean certain) {
    return certain ? certain(cause) : likely(cause);
  }

  /// The same, final.
  public Hypothesis settled() {
    return new Hypothesis(cause, confidence, domain, true, because);
  }

  public Hypothesis in(FaultDomain other) {
    return new Hypothesis(cause, confidence, other, enough, because);
  }

  public Hypothesis because(From from, String finding) {
    List<Finding> more = new ArrayList<>(because);
    more.add(new Finding(from, finding));
    return new Hypothesis(cause, confidence, domain, enough, more);
  }

  public Optional<Hypothesis> told() {
    return Optional.of(this);
  }
}
