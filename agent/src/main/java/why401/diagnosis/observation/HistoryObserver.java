package why401.diagnosis.observation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import why401.diagnosis.evidence.ChangeDetector;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.LastAccepted;
import why401.diagnosis.evidence.RunSeries;
import why401.diagnosis.verdict.Change;
import why401.diagnosis.verdict.Formats;
import why401.diagnosis.verdict.Verdict;

/// Looks back: what was accepted before, what changed since, how the refusals began.
final class HistoryObserver implements Observer {
  /// The name of the server is compared by itself. Where so many runs send a new token, one that is
  /// refused at once may be chance.
  private static final double OFTEN = 0.1;

  private static final Set<String> OF_TARGET = Set.of("certificate", "redirects");

  /// Refused so often in another way, the target may have begun to count.
  private static final int ROW = 3;

  /// Sessions and refresh tokens end after minutes without use, not after seconds.
  private static final Duration LONG = Duration.ofMinutes(5);

  @Override
  public void look(EvidenceView c, ObservationLog log) {
    if (c.context().configuration().isEmpty()) {
      return;
    }
    accepted(c, log);
    attempts(c, log);
    LastAccepted accepted = c.lastAccepted();
    if (accepted != null) {
      changed(c, log);
      onset(c, accepted, log);
    }
  }

  private static void accepted(EvidenceView c, ObservationLog log) {
    LastAccepted accepted = c.lastAccepted();
    if (accepted == null) {
      log.see("history", "never-accepted");
      return;
    }
    if (isOfARenewalSince(c) && wasSeen(c, "history")) {
      return;
    }
    log.either(
        "history",
        c.sameSecretWorked(),
        "accepted-with-same",
        "accepted-with-older",
        "time",
        Formats.time(accepted.at()));
  }

  /// Whether what was sent was obtained after the refusals had begun: it says nothing of how.
  private static boolean isOfARenewalSince(EvidenceView c) {
    Instant obtained = c.sent().obtainedAt();
    return obtained != null && obtained.isAfter(began(c));
  }

  private static boolean wasSeen(EvidenceView c, String variable) {
    return c.evidence().background().earlier().entries().stream()
        .anyMatch(entry -> entry.variable().name().equals(variable));
  }

  /// When the refusals began: with the first refused run since one was accepted, or now.
  private static Instant began(EvidenceView c) {
    List<RunSeries.Run> runs = c.evidence().background().history().runs();
    int first = firstRefused(runs);
    return first < runs.size() ? runs.get(first).at() : c.exchange().sent().at();
  }

  private static int firstRefused(List<RunSeries.Run> runs) {
    int first = runs.size();
    while (first > 0 && !runs.get(first - 1).accepted()) {
      first--;
    }
    return first;
  }

  private static void changed(EvidenceView c, ObservationLog log) {
    List<Change> changes = ChangeDetector.of(c);
    Optional<Change> told =
        changes.stream()
            .filter(change -> !value(change).isEmpty())
            .filter(change -> !change.before().isBlank() && !change.after().isBlank())
            .findFirst();
    told.ifPresentOrElse(
        change ->
            log.see(
                "changed",
                value(change),
                "what",
                change.what()
                    + " from "
                    + quoted(change.before())
                    + " to "
                    + quoted(change.after()),
                "time",
                Formats.time(change.at() == null ? c.exchange().receivedAt() : change.at()),
                "before",
                quoted(change.before()),
                "now",
                quoted(change.after())),
        () -> {
          if (changes.stream().noneMatch(change -> change.what().equals("server"))) {
            log.see("changed", "nothing");
          }
        });
  }

  /// Lists have quotes of their own.
  private static String quoted(String text) {
    return text.startsWith("'") ? text : "'" + text + "'";
  }

  private static String value(Change change) {
    return switch (change.what()) {
      case "configuration", "secret", "challenge" -> change.what();
      default -> OF_TARGET.contains(change.what()) ? "target" : "";
    };
  }

  /// How many runs in a row were refused otherwise, right before the answers were as they are now.
  private static void attempts(EvidenceView c, ObservationLog log) {
    List<RunSeries.Run> runs = c.evidence().background().history().runs();
    int at = runs.size();
    while (at > 0 && !runs.get(at - 1).accepted() && runs.get(at - 1).status() == c.status()) {
      at--;
    }
    int refused = 0;
    while (at > 0 && !runs.get(at - 1).accepted()) {
      refused++;
      at--;
    }
    refused += asked(c);
    log.either("attempts", refused >= ROW, "many", "few", "count", String.valueOf(refused));
  }

  /// Requests of the examination before, which were refused otherwise as well.
  private static int asked(EvidenceView c) {
    Verdict before = c.evidence().background().previous();
    return before == null || !c.evidence().background().earlier().entries().isEmpty()
        ? 0
        : (int)
            before.experiments().stream()
                .filter(one -> one.status() >= 400 && one.status() != c.status())
                .count();
  }

  /// How long nothing was asked before the refusals began, if that is long and unusual.
  private static Optional<Duration> idle(EvidenceView c) {
    List<RunSeries.Run> runs = c.evidence().background().history().runs();
    int first = firstRefused(runs);
    if (first == 0) {
      return Optional.empty();
    }
    Duration idle = Duration.between(runs.get(first - 1).at(), began(c));
    Duration usual =
        IntStream.range(1, first)
            .mapToObj(i -> Duration.between(runs.get(i - 1).at(), runs.get(i).at()))
            .max(Comparator.naturalOrder())
            .orElse(LONG);
    boolean unusual = idle.compareTo(usual.multipliedBy(3)) >= 0;
    return idle.compareTo(LONG) >= 0 && unusual ? Optional.of(idle) : Optional.empty();
  }

  private static void onset(EvidenceView c, LastAccepted accepted, ObservationLog log) {
    Instant refused = c.exchange().receivedAt();
    Instant end = c.sent().expiresAt();
    Instant obtained = c.sent().obtainedAt();
    int others = c.evidence().background().neighbours().sameTarget().refused();
    boolean ended = end != null && !end.isAfter(refused) && end.isAfter(accepted.at());
    if (ended) {
      log.see("onset", "at-end");
    } else if (NeighbourObserver.allRefused(c)) {
      log.see("onset", "for-all", "count", String.valueOf(others + 1));
    } else if (isOfARenewalSince(c) && wasSeen(c, "onset")) {
      return;
    } else if (!c.sameSecretWorked() && obtained != null && obtained.isAfter(accepted.at())) {
      if (c.evidence().background().history().newSecretRate() < OFTEN) {
        String age = Formats.span(Duration.between(obtained, refused));
        log.see("onset", "after-renewal", "age", age);
      }
    } else if (idle(c).isPresent()) {
      log.see("onset", "after-idle", "idle", Formats.span(idle(c).get()));
    } else {
      log.see("onset", "sudden", "time", Formats.time(refused));
    }
  }
}
