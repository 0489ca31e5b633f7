package why401.diagnosis.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import why401.cause.Cause;
import why401.diagnosis.evidence.ChangeDetector;
import why401.diagnosis.evidence.Evidence;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.ExperimentResult;
import why401.diagnosis.evidence.LastAccepted;
import why401.diagnosis.evidence.Symptom;
import why401.diagnosis.verdict.Finding;
import why401.diagnosis.verdict.Finding.From;
import why401.diagnosis.verdict.Formats;
import why401.diagnosis.verdict.Hypothesis;
import why401.diagnosis.verdict.Verdict;
import why401.probe.Exchange;
import why401.probe.Outcome;

/// Tells a verdict: what was seen, what was tried, what follows.
public final class VerdictWriter {
  private VerdictWriter() {}

  public static Verdict tell(Evidence evidence, Hypothesis hypothesis) {
    return switch (evidence.symptom()) {
      case Symptom.Withheld withheld -> withheld(evidence, withheld.outcome(), hypothesis);
      case Symptom.Refused refused -> refused(new EvidenceView(evidence, refused), hypothesis);
    };
  }

  private static Verdict withheld(
      Evidence evidence, Outcome.Withheld outcome, Hypothesis hypothesis) {
    MessageArguments slots = MessageArguments.of(evidence.background().context());
    CauseMessages telling = CauseMessages.of(hypothesis.cause());
    return new Verdict(
        hypothesis.cause(),
        hypothesis.confidence(),
        hypothesis.domain(),
        sentence(hedge(hypothesis) + slots.fill(telling.withheldSummary())),
        hypothesis.because(),
        List.of(),
        ChangeDetector.of(evidence, outcome.at()),
        slots.fill(telling.withheldRemedy()));
  }

  private static Verdict refused(EvidenceView c, Hypothesis hypothesis) {
    MessageArguments slots = MessageArguments.of(c, hypothesis);
    CauseMessages telling = CauseMessages.of(hypothesis.cause());
    List<Finding> story = new ArrayList<>();
    story.add(new Finding(From.RESPONSE, answer(c)));
    story.addAll(hypothesis.because());
    c.evidence().answers().stream()
        .filter(ExperimentResult.Declined.class::isInstance)
        .map(ExperimentResult.Declined.class::cast)
        .map(one -> "Not tried: %s (%s).".formatted(one.experiment().label(), one.why()))
        .map(text -> new Finding(From.EXPERIMENT, text))
        .forEach(story::add);
    if (hypothesis.because().stream().noneMatch(finding -> finding.from() == From.HISTORY)) {
      history(c).ifPresent(story::add);
    }
    return new Verdict(
        hypothesis.cause(),
        hypothesis.confidence(),
        hypothesis.domain(),
        sentence(hedge(hypothesis) + slots.fill(telling.summary())),
        story,
        ExperimentSummaries.of(c.evidence().answers()),
        ChangeDetector.of(c),
        slots.fill(telling.remedy()));
  }

  /// Names stay as they are written; our own words begin a sentence.
  private static String sentence(String text) {
    return text.startsWith("the ") ? "T" + text.substring(1) : text;
  }

  private static String hedge(Hypothesis hypothesis) {
    return switch (hypothesis.confidence()) {
      case CERTAIN -> "";
      case LIKELY -> "Likely: ";
      case POSSIBLE -> hypothesis.cause() == Cause.UNKNOWN ? "" : "Possibly: ";
    };
  }

  private static String answer(EvidenceView c) {
    Exchange exchange = c.exchange();
    List<String> schemes = c.interpretation().demands().schemes();
    String error = c.interpretation().facts().errorCode();
    String product = c.interpretation().facts().product();
    String challenge =
        schemes.isEmpty()
            ? exchange.status() == 401 ? " without a challenge" : ""
            : ", asking for " + String.join(" or ", schemes);
    return "%s %s with %s answered %d%s%s%s."
        .formatted(
            exchange.sent().method(),
            Formats.place(exchange.url()),
            exchange.sent().withCredential() ? exchange.sent().scheme() : "no credential",
            exchange.status(),
            challenge,
            error == null ? "" : ", error '" + Formats.name(error) + "'",
            product == null ? "" : ", by the look of it from " + product);
  }

  private static Optional<Finding> history(EvidenceView c) {
    LastAccepted accepted = c.lastAccepted();
    return accepted == null
        ? Optional.empty()
        : Optional.of(
            new Finding(
                From.HISTORY,
                "It was last accepted at %s%s."
                    .formatted(
                        Formats.time(accepted.at()),
                        c.sameSecretWorked() ? ", with the same secret" : "")));
  }
}
