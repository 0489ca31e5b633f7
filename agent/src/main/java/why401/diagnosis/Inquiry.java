package why401.diagnosis;

import java.util.Optional;

/// One reason to ask for more.
interface Inquiry {
  /// The question that is worth asking now; the caller sees to it that it may be asked.
  Optional<Question> next(Case c);
}
