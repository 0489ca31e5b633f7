package why401.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import why401.diagnosis.Finding.From;

/// A verdict before it is told.
///
/// @param enough whether no further question could change or strengthen it
/// @param because the findings that decided
record Draft(
    Cause cause, Confidence confidence, FaultDomain domain, boolean enough, List<Finding> because) {
  Draft {
    because = List.copyOf(because);
  }

  static Draft certain(Cause cause) {
    return new Draft(cause, Confidence.CERTAIN, cause.faultDomain(), true, List.of());
  }

  static Draft likely(Cause cause) {
    return new Draft(cause, Confidence.LIKELY, cause.faultDomain(), false, List.of());
  }

  static Draft possible(Cause cause) {
    return new Draft(cause, Confidence.POSSIBLE, cause.faultDomain(), false, List.of());
  }

  static Draft of(Cause cause, boolean certain) {
    return certain ? certain(cause) : likely(cause);
  }

  /// The same, final.
  Draft settled() {
    return new Draft(cause, confidence, domain, true, because);
  }

  Draft in(FaultDomain other) {
    return new Draft(cause, confidence, other, enough, because);
  }

  Draft because(From from, String finding) {
    List<Finding> more = new ArrayList<>(because);
    more.add(new Finding(from, finding));
    return new Draft(cause, confidence, domain, enough, more);
  }

  Optional<Draft> told() {
    return Optional.of(this);
  }
}
