package why401.diagnosis;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import why401.diagnosis.LastGood.Surface;
import why401.token.IssuerHealth;
import why401.token.SecretPast;
import why401.token.Tokens.KeyLookup;

/// What differs between the last accepted exchange and the refused one, nearest in time to the
/// onset first; among equals, what explains more first.
final class Changes {
  private final List<Change> found = new ArrayList<>();
  private final Instant seen;

  private Changes(Instant seen) {
    this.seen = seen;
  }

  static List<Change> of(Case c) {
    LastGood good = c.lastGood();
    if (good == null) {
      return List.of();
    }
    Instant onset = c.exchange().receivedAt();
    Changes changes = new Changes(onset);
    changes.client(c, good);
    changes.token(good.shown().token(), c.sent());
    changes.target(good.surface(), Surface.of(c.exchange()));
    changes.challenge(c, good);
    return changes.nearestFirst(onset);
  }

  /// For a run that had nothing to send: what is known without an exchange.
  static List<Change> of(Evidence evidence, Instant onset) {
    Background background = evidence.background();
    LastGood good = background.lastGood();
    if (good == null) {
      return List.of();
    }
    Changes changes = new Changes(onset);
    Setup setup = background.setup();
    changes.configuration(setup, good);
    IssuerHealth issuer = background.issuer();
    if (issuer != null && !issuer.up()) {
      String why = issuer.why() == null ? "no answer" : issuer.why();
      changes.add("identity provider", "answering", why, issuer.since());
    }
    if (evidence.subject() instanceof Subject.Withheld withheld) {
      changes.secret(withheld.outcome().fault().past());
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

  private void client(Case c, LastGood good) {
    configuration(c.setup(), good);
    if (c.kind() == ProofFacts.Kind.PASSWORD || c.kind() == ProofFacts.Kind.KEY) {
      add(
          "secret",
          "fingerprint " + good.shown().fingerprint(),
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
                    "key " + keyId(good.shown().token()),
                    "keys " + Words.list(absent.published()),
                    seen));
    c.key()
        .filter(KeyLookup.Published.class::isInstance)
        .map(KeyLookup.Published.class::cast)
        .ifPresent(published -> add("jwks", good.keySet(), published.keySetFingerprint(), seen));
  }

  private void secret(@Nullable SecretPast past) {
    if (past != null) {
      add(
          "secret",
          "fingerprint " + past.accepted(),
          "fingerprint " + past.refused(),
          past.refusedSince());
    }
  }

  private void configuration(Setup setup, LastGood good) {
    add(
        "configuration",
        "version " + good.configuration(),
        "version " + setup.configuration(),
        setup.configuredAt());
  }

  private static String keyId(@Nullable TokenFacts token) {
    return token == null || token.keyId() == null ? "?" : Words.name(token.keyId());
  }

  private void token(@Nullable TokenFacts then, ProofFacts sent) {
    TokenFacts now = sent.token();
    if (then == null || now == null) {
      return;
    }
    Instant at = now.times().issuedAt() == null ? seen : now.times().issuedAt();
    add("token form", then.form().name(), now.form().name(), at);
    add("issuer", then.issuer(), now.issuer(), at);
    add("audience", Words.list(then.audience()), Words.list(now.audience()), at);
    add("scope", Words.list(then.scope()), Words.list(now.scope()), at);
    add("kid", then.keyId(), now.keyId(), at);
    add("algorithm", then.algorithm(), now.algorithm(), at);
  }

  private void target(Surface then, Surface now) {
    add("redirects", Words.list(then.redirects()), Words.list(now.redirects()), seen);
    add("server", then.server(), now.server(), seen);
    add("certificate", then.certificate(), now.certificate(), seen);
    add("address", then.address(), now.address(), seen);
  }

  private void challenge(Case c, LastGood good) {
    if (good.challenge() != null) {
      String now = String.join(", ", c.exchange().headers("WWW-Authenticate"));
      add("challenge", scheme(good.challenge()), scheme(now), seen);
    }
  }

  /// Nonces differ from answer to answer.
  private static String scheme(String challenge) {
    return challenge.replaceAll("(?i)(nonce|opaque|stale)=(\"[^\"]*\"|[^, ]*),? ?", "").strip();
  }

  private void add(
      String what, @Nullable String before, @Nullable String after, @Nullable Instant at) {
    if (before != null && after != null && !before.equals(after)) {
      found.add(new Change(what, Words.name(before), Words.name(after), at));
    }
  }
}
