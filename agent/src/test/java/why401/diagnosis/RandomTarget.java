package why401.diagnosis;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import why401.diagnosis.credential.CredentialFacts.Kind;
import why401.diagnosis.evidence.Capabilities;
import why401.diagnosis.evidence.Experiment;
import why401.token.RenewalFailure;
import why401.token.TokenSource.Introspection;
import why401.token.TokenSource.KeyLookup;

/// A target that refuses at random, and answers every experiment at random.
final class RandomTarget {
  private static final List<String> LINES =
      List.of(
          A.BARE,
          A.INVALID,
          A.BASIC,
          A.INVALID + ", error_description=\"The aud claim is not valid\"",
          A.INVALID + ", error_description=\"The access token expired\"",
          "WWW-Authenticate: Bearer error=\"insufficient_scope\"",
          "WWW-Authenticate: Negotiate",
          "WWW-Authenticate: \"broken",
          "Retry-After: 60",
          "WWW-Authenticate: Digest nonce=\"n\", stale=true",
          "Server: nginx/1.22");
  private static final List<String> BODIES =
      List.of(
          "",
          "{\"message\":\"Invalid API key\"}",
          "{\"message\":\"No API key found in request\"}",
          "{\"error\":\"Your account is locked\"}",
          "<html>401 Authorization Required</html>",
          "too many requests");

  private final Random random;

  RandomTarget(Random random) {
    this.random = random;
  }

  A refusal() {
    A a =
        switch (random.nextInt(8)) {
          case 0 -> A.token();
          case 1 -> A.opaque();
          case 2 -> A.basic();
          case 3 -> A.digest();
          case 4 -> A.key(pick(List.of("k", "'k'", "k\n")));
          case 5 -> A.session();
          case 6 -> A.nobody();
          default -> A.token().clock(Duration.ofMinutes(random.nextInt(20) - 10));
        };
    if (random.nextBoolean()) {
      a.worked().surface("Apache", random.nextBoolean());
    }
    if (a.asCase().kind() != Kind.SESSION) {
      a.answered(pick(List.of(401, 401, 403, 407)), pick(LINES)).body(pick(BODIES));
    }
    boolean renewable = random.nextBoolean();
    return a.means(
        new Capabilities(
            renewable, Jwts.ISSUER, true, true, random.nextBoolean(), true, false, null, 2));
  }

  void answer(A a, Experiment experiment) {
    int status = pick(List.of(200, 401, 401, 403, 429, 500));
    switch (experiment) {
      case Experiment.AnonymousControl _ -> a.anonymous(status, pick(LINES));
      case Experiment.KeyLookup _ ->
          a.keySought(
              pick(
                  List.of(
                      new KeyLookup.Published("f"),
                      new KeyLookup.Absent(List.of("k2")),
                      new KeyLookup.Unanswered("no"))));
      case Experiment.Introspection _ ->
          a.introspected(
              pick(
                  List.of(
                      new Introspection.Active(null, null),
                      new Introspection.Inactive(),
                      new Introspection.Unanswered("no"))));
      case Experiment.RenewedToken _ -> {
        if (random.nextBoolean()) {
          a.renewed(A.jwt(pick(List.of("k1", "k2"))), status, pick(LINES));
        } else {
          a.renewalFailed(
              RenewalFailure.of(A.NOON, pick(List.of(RenewalFailure.Reason.values())), "said"));
        }
      }
      case Experiment.EachAddress _ -> a.addresses(status, pick(List.of(200, 401)));
      case Experiment.IdenticalRetry _,
          Experiment.FreshSession _,
          Experiment.NonsenseControl _,
          Experiment.MalformedControl _,
          Experiment.ControlResource _,
          Experiment.CleanedSecret _ ->
          a.seen(experiment, status, pick(LINES));
    }
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
