package why401.diagnosis;

import java.util.List;
import java.util.Optional;

/// What to ask next: the order is from what costs nobody anything to what costs most, and within
/// that by how much it separates.
final class Playbook {
  private static final List<Inquiry> INQUIRIES =
      List.of(
          new AskCleaned(),
          // Before a password is repeated: the control tells as much about it and more.
          new AskControl(),
          new AskStability(),
          // Whether the credential arrived comes before what is wrong with it.
          new Doubted(new AskAnonymous()),
          new Doubted(new AskNonsense()),
          new AskMalformed(),
          // The key before the introspection: without its key a provider calls any token inactive.
          new AskKey(),
          new AskIntrospection(),
          new AskFresh(),
          new AskAddresses(),
          new AskRenewed(),
          new AskOldAgain(),
          new AskControlLate(),
          new AskAnonymous(),
          new AskNonsense());

  private Playbook() {}

  static Optional<Question> next(Case c) {
    // While acceptance and refusal mix, nothing else can be compared.
    List<Inquiry> inquiries = c.repeats().anyAccepted() ? List.of(new AskStability()) : INQUIRIES;
    return inquiries.stream()
        .flatMap(inquiry -> inquiry.next(c).stream())
        .filter(c::canAsk)
        .findFirst();
  }
}
