package why401.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import why401.diagnosis.Finding.From;
import why401.probe.Exchange;
import why401.probe.Outcome;

/// Tells a verdict: what was seen, what was tried, what follows.
final class Narrator {
  private Narrator() {}

  static Verdict tell(Evidence evidence, Draft draft) {
    return switch (evidence.subject()) {
      case Subject.Withheld withheld -> withheld(evidence, withheld.outcome(), draft);
      case Subject.Refused refused -> refused(new Case(evidence, refused), draft);
    };
  }

  private static Verdict withheld(Evidence evidence, Outcome.Withheld outcome, Draft draft) {
    Slots slots = Slots.of(evidence.background().setup());
    Telling telling = Telling.of(draft.cause());
    return new Verdict(
        draft.cause(),
        draft.confidence(),
        draft.domain(),
        sentence(hedge(draft) + slots.fill(telling.withheldSummary())),
        draft.because(),
        List.of(),
        Changes.of(evidence, outcome.at()),
        slots.fill(telling.withheldRemedy()));
  }

  private static Verdict refused(Case c, Draft draft) {
    Slots slots = Slots.of(c, draft);
    Telling telling = Telling.of(draft.cause());
    List<Finding> story = new ArrayList<>();
    story.add(new Finding(From.RESPONSE, answer(c)));
    story.addAll(draft.because());
    c.evidence().answers().stream()
        .filter(Answer.Declined.class::isInstance)
        .map(Answer.Declined.class::cast)
        .map(one -> "Not tried: %s (%s).".formatted(one.question().experiment().label(), one.why()))
        .map(text -> new Finding(From.EXPERIMENT, text))
        .forEach(story::add);
    if (draft.because().stream().noneMatch(finding -> finding.from() == From.HISTORY)) {
      history(c).ifPresent(story::add);
    }
    return new Verdict(
        draft.cause(),
        draft.confidence(),
        draft.domain(),
        sentence(hedge(draft) + slots.fill(telling.summary())),
        story,
        Reports.of(c.evidence().answers()),
        Changes.of(c),
        slots.fill(telling.remedy()));
  }

  /// Names stay as they are written; our own words begin a sentence.
  private static String sentence(String text) {
    return text.startsWith("the ") ? "T" + text.substring(1) : text;
  }

  private static String hedge(Draft draft) {
    return switch (draft.confidence()) {
      case CERTAIN -> "";
      case LIKELY -> "Likely: ";
      case POSSIBLE -> draft.cause() == Cause.UNKNOWN ? "" : "Possibly: ";
    };
  }

  private static String answer(Case c) {
    Exchange exchange = c.exchange();
    List<String> schemes = c.reading().demands().schemes();
    String error = c.reading().facts().errorCode();
    String product = c.reading().facts().product();
    String challenge =
        schemes.isEmpty()
            ? exchange.status() == 401 ? " without a challenge" : ""
            : ", asking for " + String.join(" or ", schemes);
    return "%s %s with %s answered %d%s%s%s."
        .formatted(
            exchange.sent().method(),
            Words.place(exchange.url()),
            exchange.sent().withCredential() ? exchange.sent().scheme() : "no credential",
            exchange.status(),
            challenge,
            error == null ? "" : ", error '" + Words.name(error) + "'",
            product == null ? "" : ", by the look of it from " + product);
  }

  private static Optional<Finding> history(Case c) {
    LastGood good = c.lastGood();
    return good == null
        ? Optional.empty()
        : Optional.of(
            new Finding(
                From.HISTORY,
                "It was last accepted at %s%s."
                    .formatted(
                        Words.time(good.at()),
                        c.sameSecretWorked() ? ", with the same secret" : "")));
  }
}
