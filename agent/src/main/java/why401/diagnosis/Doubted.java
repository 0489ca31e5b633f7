package why401.diagnosis;

import java.util.Optional;

/// Asks first of all about arrival when the target seems not to have seen the credential.
final class Doubted implements Inquiry {
  private final Inquiry inquiry;

  Doubted(Inquiry inquiry) {
    this.inquiry = inquiry;
  }

  @Override
  public Optional<Question> next(Case c) {
    return c.arrivalDoubted() || c.forbidden() ? inquiry.next(c) : Optional.empty();
  }
}
