package why401.diagnosis;

import java.util.Optional;

/// Is a fresh token accepted?
final class AskRenewed implements Inquiry {
  @Override
  public Optional<Question> next(Case c) {
    return c.arrivalDoubted() || c.controlOpened()
        ? Optional.empty()
        : Optional.of(new Question.RenewedToken());
  }
}
