package why401.diagnosis;

import java.util.List;
import java.util.Optional;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.rule.AskAddresses;
import why401.diagnosis.rule.AskAnonymous;
import why401.diagnosis.rule.AskCleaned;
import why401.diagnosis.rule.AskControl;
import why401.diagnosis.rule.AskControlLate;
import why401.diagnosis.rule.AskFresh;
import why401.diagnosis.rule.AskIntrospection;
import why401.diagnosis.rule.AskKey;
import why401.diagnosis.rule.AskMalformed;
import why401.diagnosis.rule.AskNonsense;
import why401.diagnosis.rule.AskOldAgain;
import why401.diagnosis.rule.AskRenewed;
import why401.diagnosis.rule.AskStability;
import why401.diagnosis.rule.Doubted;
import why401.diagnosis.rule.Feasibility;
import why401.diagnosis.rule.Inquiry;

/// What to ask next: the order is from what costs nobody anything to what costs most, and within
/// that by how much it separates.
final class ExperimentPlan {
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

  private ExperimentPlan() {}

  static Optional<Experiment> next(EvidenceView c) {
    // While acceptance and refusal mix, nothing else can be compared.
    List<Inquiry> inquiries = c.repeats().anyAccepted() ? List.of(new AskStability()) : INQUIRIES;
    return inquiries.stream()
        .flatMap(inquiry -> inquiry.next(c).stream())
        .filter(question -> Feasibility.may(c, question))
        .findFirst();
  }
}
