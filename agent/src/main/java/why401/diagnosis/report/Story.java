package why401.diagnosis.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import why401.credential.secret.Redactor;
import why401.diagnosis.differential.Observations.Entry;
import why401.diagnosis.differential.Posterior;
import why401.diagnosis.evidence.Evidence;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.ExperimentResult;
import why401.diagnosis.evidence.Symptom;
import why401.diagnosis.table.Mechanism;
import why401.diagnosis.table.Source;
import why401.diagnosis.verdict.Finding;
import why401.diagnosis.verdict.Finding.From;
import why401.diagnosis.verdict.Formats;
import why401.probe.Exchange;
import why401.token.Credentials;

/// What was seen, for people: the answer with its own words, then the observations that weighed.
record Story(Evidence evidence, Posterior posterior, Mechanism mechanism) {
  private static final int MOST = 9;

  /// An observation that shifts the odds less than this decided nothing.
  private static final double SLIGHT = 0.1;

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    if (evidence.symptom() instanceof Symptom.Refused refused) {
      EvidenceView c = new EvidenceView(evidence, refused);
      findings.add(new Finding(From.RESPONSE, answer(c)));
      words(c).ifPresent(findings::add);
    }
    weighty().map(Story::finding).forEach(findings::add);
    declined().forEach(findings::add);
    return findings.stream().distinct().toList();
  }

  private java.util.stream.Stream<Entry> weighty() {
    return posterior.observations().variables().stream()
        .map(variable -> posterior.observations().latest(variable).orElseThrow())
        .filter(entry -> !isStatus(entry))
        .map(entry -> new Weighed(entry, Math.abs(posterior.weight(entry, mechanism))))
        .filter(one -> isAlwaysOfUse(one.entry()) || one.weight() >= SLIGHT)
        .sorted(Comparator.comparingDouble(Weighed::weight).reversed())
        .limit(MOST)
        .map(Weighed::entry)
        .sorted(Comparator.comparing(entry -> entry.variable().traits().source()));
  }

  private record Weighed(Entry entry, double weight) {}

  private static boolean isStatus(Entry entry) {
    return entry.variable().name().equals("status");
  }

  /// What was asked for, and whether it was accepted before.
  private static boolean isAlwaysOfUse(Entry entry) {
    Source source = entry.variable().traits().source();
    return source == Source.EXPERIMENT
        || source == Source.IDENTITY_PROVIDER
        || entry.variable().name().equals("history");
  }

  private static Finding finding(Entry entry) {
    From from =
        switch (entry.variable().traits().source()) {
          case SENT -> From.TOKEN;
          case RESPONSE -> From.RESPONSE;
          case EXPERIMENT -> From.EXPERIMENT;
          case IDENTITY_PROVIDER -> From.IDENTITY_PROVIDER;
          case HISTORY, NEIGHBOURS -> From.HISTORY;
        };
    return new Finding(from, entry.sentence());
  }

  private static String answer(EvidenceView c) {
    Exchange exchange = c.exchange();
    List<String> schemes = c.interpretation().challenges().schemes();
    String error = c.interpretation().errorCode();
    String product = c.interpretation().product();
    String challenge =
        schemes.isEmpty()
            ? exchange.status() == 401 ? " without a challenge" : ""
            : ", asking for " + String.join(" or ", schemes);
    return "%s %s with %s answered %d%s%s%s."
        .formatted(
            exchange.sent().method(),
            Formats.place(exchange.url()),
            shown(exchange.sent().scheme()),
            exchange.status(),
            challenge,
            error == null ? "" : ", error '" + Formats.name(error) + "'",
            product == null ? "" : ", by the look of it from " + product);
  }

  private static String shown(String scheme) {
    return switch (scheme) {
      case "" -> "no credential";
      case Credentials.TOKEN_REQUEST, Credentials.LOGIN -> "a credential in its body";
      default -> scheme;
    };
  }

  /// The server's own words, masked and bounded.
  private static Optional<Finding> words(EvidenceView c) {
    String said =
        c.interpretation().challenges().list().stream()
            .map(challenge -> challenge.param("error_description"))
            .filter(text -> text != null && !text.isBlank())
            .findFirst()
            .orElseGet(() -> plain(c.exchange().body()));
    return said.isBlank()
        ? Optional.empty()
        : Optional.of(
            new Finding(From.RESPONSE, "In its own words: \"%s\".".formatted(said(said))));
  }

  private static String said(String text) {
    return Redactor.quote(text.replaceAll("\\s+", " "));
  }

  private static String plain(String body) {
    String start = body.substring(0, Math.min(body.length(), 4096));
    return start
        .replaceAll("(?is)<(script|style|head)\\b.*?</\\1>", " ")
        .replaceAll("<[^<>]*>", " ")
        .replaceAll("\\s+", " ")
        .strip();
  }

  private java.util.stream.Stream<Finding> declined() {
    return evidence.answers().stream()
        .filter(ExperimentResult.Declined.class::isInstance)
        .map(ExperimentResult.Declined.class::cast)
        .map(one -> "Not tried: %s (%s).".formatted(one.experiment().label(), one.why()))
        .map(text -> new Finding(From.EXPERIMENT, text));
  }
}
