package why401.diagnosis.evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import why401.diagnosis.credential.CredentialFacts;
import why401.diagnosis.credential.JwtFacts;
import why401.diagnosis.evidence.LastAccepted.Surface;
import why401.diagnosis.verdict.Change;
import why401.diagnosis.verdict.Formats;
import why401.token.IssuerHealth;
import why401.token.SecretComparison;
import why401.token.TokenSource.KeyLookup;

/// What differs between the last accepted exchange and the refused one, nearest in time to the
/// onset first; among equals, what explains more first.
public final class ChangeDetector {
  private final List<Change> found = new ArrayList<>();
  private final Instant seen;

  private ChangeDetector(Instant seen) {
    this.seen = seen;
  }

  public static List<Change> of(EvidenceView c) {
    LastAccepted accepted = c.lastAccepted();
    if (accepted == null) {
      return List.of();
    }
    Instant onset = c.exchange().receivedAt();
    ChangeDetector changes = new ChangeDetector(onset);
    changes.client(c, accepted);
    changes.token(accepted.shown().token(), c.sent());
    changes.target(accepted.surface(), Surface.of(c.exchange()));
    changes.challenge(c, accepted);
    return changes.nearestFirst(onset);
  }

  /// For a run that had nothing to send: what is known without an exchange.
  public static List<Change> of(Evidence evidence, Instant onset) {
    Background background = evidence.background();
    LastAccepted accepted = background.lastAccepted();
    if (accepted == null) {
      return List.of();
    }
    ChangeDetector changes = new ChangeDetector(onset);
    ProbeContext context = background.context();
    changes.configuration(context, accepted);
    IssuerHealth issuer = background.issuer();
    if (issuer != null && !issuer.up()) {
      String why = issuer.why() == null ? "no answer" : issuer.why();
      changes.add("identity provider", "answering", why, issuer.since());
    }
    if (evidence.symptom() instanceof Symptom.Withheld withheld) {
      changes.secret(withheld.outcome().failure().past());
    }
    return changes.nearestFirst(onset);
  }

  private List<Change> nearestFirst(Instant onset) {
    return found.stream()
        .sorted(Comparator.comparing(change -> distance(change.at(), onset)))
        .toList();
  }

  private static Duration distance(@Nullable Instant at, Instant onset) {
    return at == null ? Duration.ofDays(10_000) : Duration.between(at, onset).abs();
  }

  private void client(EvidenceView c, LastAccepted accepted) {
    configuration(c.context(), accepted);
    if (c.kind() == CredentialFacts.Kind.PASSWORD || c.kind() == CredentialFacts.Kind.KEY) {
      add(
          "secret",
          "fingerprint " + accepted.shown().fingerprint(),
          "fingerprint " + c.sent().fingerprint(),
          seen);
    }
    c.key()
        .filter(KeyLookup.Absent.class::isInstance)
        .map(KeyLookup.Absent.class::cast)
        .ifPresent(
            absent ->
                add(
                    "jwks",
                    "key " + keyId(accepted.shown().token()),
                    "keys " + Formats.list(absent.published()),
                    seen));
    c.key()
        .filter(KeyLookup.Published.class::isInstance)
        .map(KeyLookup.Published.class::cast)
        .ifPresent(
            published -> add("jwks", accepted.keySet(), published.keySetFingerprint(), seen));
  }

  private void secret(@Nullable SecretComparison past) {
    if (past != null) {
      add(
          "secret",
          "fingerprint " + past.accepted(),
          "fingerprint " + past.refused(),
          past.refusedSince());
    }
  }

  private void configuration(ProbeContext context, LastAccepted accepted) {
    add(
        "configuration",
        "version " + accepted.configuration(),
        "version " + context.configuration(),
        context.configuredAt());
  }

  private static String keyId(@Nullable JwtFacts token) {
    return token == null || token.keyId() == null ? "?" : Formats.name(token.keyId());
  }

  private void token(@Nullable JwtFacts then, CredentialFacts sent) {
    JwtFacts now = sent.token();
    if (then == null || now == null) {
      return;
    }
    Instant at = now.times().issuedAt() == null ? seen : now.times().issuedAt();
    add("token form", then.form().name(), now.form().name(), at);
    add("issuer", then.issuer(), now.issuer(), at);
    add("audience", Formats.list(then.audience()), Formats.list(now.audience()), at);
    add("scope", Formats.list(then.scope()), Formats.list(now.scope()), at);
    add("kid", then.keyId(), now.keyId(), at);
    add("algorithm", then.algorithm(), now.algorithm(), at);
  }

  private void target(Surface then, Surface now) {
    add("redirects", Formats.list(then.redirects()), Formats.list(now.redirects()), seen);
    add("server", then.server(), now.server(), seen);
    add("certificate", then.certificate(), now.certificate(), seen);
    add("address", then.address(), now.address(), seen);
  }

  private void challenge(EvidenceView c, LastAccepted accepted) {
    if (accepted.challenge() != null) {
      String now = String.join(", ", c.exchange().headers("WWW-Authenticate"));
      add("challenge", scheme(accepted.challenge()), scheme(now), seen);
    }
  }

  /// Nonces differ from answer to answer.
  private static String scheme(String challenge) {
    return challenge.replaceAll("(?i)(nonce|opaque|stale)=(\"[^\"]*\"|[^, ]*),? ?", "").strip();
  }

  private void add(
      String what, @Nullable String before, @Nullable String after, @Nullable Instant at) {
    if (before != null && after != null && !before.equals(after)) {
      found.add(new Change(what, Formats.name(before), Formats.name(after), at));
    }
  }
}
