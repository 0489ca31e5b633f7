package why401.diagnosis.observation;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import why401.diagnosis.credential.CredentialFacts.Kind;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.LastAccepted;
import why401.diagnosis.evidence.ProbeContext;
import why401.diagnosis.verdict.Formats;
import why401.http.AcceptSignature;
import why401.probe.Exchange;
import why401.probe.Outcome;
import why401.probe.Outcome.Shape;

/// Looks at the form of the answer: where it came from, its status, its challenge.
final class ResponseObserver implements Observer {
  private static final Pattern LOGIN =
      Pattern.compile("(?i)log-?in|sign-?in|sso|saml|oauth|authoriz|authenticat|/auth/");

  /// A sentence has room for these.
  private static final int NAMED = 5;

  @Override
  public void look(EvidenceView c, ObservationLog log) {
    hops(c, log);
    status(c, log);
    challenge(c, log);
    signature(c, log);
    responder(c, log);
  }

  private static void hops(EvidenceView c, ObservationLog log) {
    Exchange exchange = c.exchange();
    Optional<Exchange.Hop> left =
        exchange.hops().stream().filter(hop -> !hop.credentialKept()).findFirst();
    boolean login =
        c.shape() == Shape.LOGIN_REDIRECT
            || left.filter(hop -> LOGIN.matcher(hop.to().toString()).find()).isPresent();
    if (login) {
      log.see("hops", "login");
    } else if (left.isPresent() && c.kind() != Kind.NONE) {
      String to = Formats.place(left.get().to());
      LastAccepted accepted = c.lastAccepted();
      if (accepted == null || !accepted.surface().redirects().contains(to)) {
        log.see("hops", "left-behind", "to", to);
      }
    } else {
      log.either("hops", exchange.hops().isEmpty(), "none", "same-origin");
    }
  }

  private static void status(EvidenceView c, ObservationLog log) {
    Outcome.Shape shape = c.shape();
    int status = c.standing().status();
    if (shape == Shape.LOGIN_REDIRECT || shape == Shape.LOGIN_PAGE) {
      log.see("status", "login");
    } else if (status == 401 || status == 403 || status == 407 || status == 400) {
      log.see(
          "status",
          status == 401
              ? "unauthorized"
              : status == 403 ? "forbidden" : status == 407 ? "proxy" : "bad-request");
    }
  }

  private static void challenge(EvidenceView c, ObservationLog log) {
    List<String> offered = c.said().challenges().schemes();
    String[] details = {"scheme", scheme(c), "offered", offered(offered)};
    if (c.status() == 407) {
      boolean shown =
          captured(c)
              ? c.exchange().sent().withCredential()
              : c.context().capabilities().proxyCredential();
      log.either(
          "challenge",
          shown,
          "same-scheme",
          "other-scheme",
          "scheme",
          shown
              ? offered(offered) + " with the user name of the proxy"
              : "no credential for the proxy",
          "offered",
          offered(offered));
    } else if (c.interpretation().challenges().staleDigest()) {
      log.see("challenge", "stale-nonce", details);
    } else if (offered.isEmpty()) {
      boolean garbled = !c.exchange().headers("WWW-Authenticate").isEmpty();
      log.either("challenge", garbled, "garbled", "absent", details);
    } else if (c.kind() == Kind.NONE && captured(c) && !c.exchange().sent().withCredential()) {
      return;
    } else if (c.kind() != Kind.SESSION) {
      boolean same =
          Stream.of(scheme(c), c.exchange().sent().scheme())
              .anyMatch(scheme -> offered.contains(scheme.toLowerCase(Locale.ROOT)));
      if (same || c.status() == 401 || c.kind() == Kind.NONE) {
        log.see(
            "challenge",
            same ? (c.challengedAsWithoutToken() ? "bare-bearer" : "same-scheme") : "other-scheme",
            details);
      }
    }
  }

  /// What the target asks a signature to cover, if it says so and it is known what ours covers.
  private static void signature(EvidenceView c, ObservationLog log) {
    List<String> parts = c.sent().representation().signed().parts();
    AcceptSignature asked = AcceptSignature.parse(c.exchange().headers("Accept-Signature"));
    if (parts.isEmpty() || !asked.asks()) {
      return;
    }
    List<String> lacking = asked.lacking(parts);
    log.either(
        "signature-demand",
        lacking.isEmpty(),
        "met",
        "unmet",
        "wanted",
        String.join(", ", lacking.stream().limit(NAMED).toList()));
  }

  private static String offered(List<String> schemes) {
    return schemes.isEmpty() ? "nothing" : String.join(" or ", schemes);
  }

  private static boolean captured(EvidenceView c) {
    return ProbeContext.CAPTURE.equals(c.context());
  }

  private static String scheme(EvidenceView c) {
    String scheme = c.sent().scheme();
    String shown = scheme.isEmpty() ? c.exchange().sent().scheme() : scheme;
    return shown.isEmpty() ? "no credential" : shown;
  }

  private static void responder(EvidenceView c, ObservationLog log) {
    LastAccepted accepted = c.lastAccepted();
    String now = LastAccepted.Surface.of(c.exchange()).server();
    if (accepted == null || now.isEmpty() || accepted.surface().server().isEmpty()) {
      return;
    }
    String then = accepted.surface().server();
    log.either(
        "responder",
        product(then).equals(product(now)),
        "as-before",
        "other",
        "now",
        now,
        "before",
        then);
  }

  /// Without versions: a patched server is the same server.
  private static String product(String server) {
    return server.toLowerCase(Locale.ROOT).replaceAll("/[^ ,]*|[ (][^,]*", "");
  }
}
