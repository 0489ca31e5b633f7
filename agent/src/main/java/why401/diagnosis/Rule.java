package why401.diagnosis;

import java.util.Optional;

/// One way to read the evidence about a refusal.
interface Rule {
  /// What follows from it, if anything does.
  Optional<Draft> judge(Case c);
}
