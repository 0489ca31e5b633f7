package why401.diagnosis.report;

import java.net.URI;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import why401.diagnosis.credential.JwtFacts;
import why401.diagnosis.differential.Observations.Entry;
import why401.diagnosis.differential.Posterior;
import why401.diagnosis.evidence.Evidence;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.ProbeContext;
import why401.diagnosis.evidence.Symptom;
import why401.diagnosis.table.Mechanism;
import why401.diagnosis.verdict.Formats;
import why401.probe.Exchange;

/// Fills the names in braces of the table's texts with what the case knows.
final class Wording {
  private static final Pattern SLOT = Pattern.compile("\\{([a-z-]+)(?:\\|[^}]*)?}");

  /// What the target itself judges; nobody issues a token for it.
  private static final Set<String> DIRECT = Set.of("basic", "digest", "api-key");

  /// Where nothing is known.
  private static final Map<String, String> UNKNOWN =
      Map.ofEntries(
          Map.entry("end", "a time that is not known"),
          Map.entry("begin", "a time that is not known"),
          Map.entry("skew", "more than servers forgive"),
          Map.entry("clock", "whichever machine is off"),
          Map.entry("key", "without a name"),
          Map.entry("audience", "another audience"),
          Map.entry("demanded", "another one"),
          Map.entry("offered", "what its challenge names"),
          Map.entry("right", "the right to this resource"),
          Map.entry("lacking", "that is named in the answer"),
          Map.entry("to", "another origin"),
          Map.entry("refusing", "the log of the balancer names them"),
          Map.entry("control-url", "the control resource"),
          Map.entry("header", "that carries the key"),
          Map.entry("idle", "some time"),
          Map.entry("status", "without a status"),
          Map.entry("code", "without a code"),
          Map.entry("session", "the agent does so by itself if a login form is configured"));

  private final Map<String, String> values = new HashMap<>(UNKNOWN);

  private Wording() {}

  /// The words for `mechanism`: those of the observations that speak for it go first.
  static Wording of(Evidence evidence, Posterior posterior, Mechanism mechanism) {
    Wording wording = new Wording();
    wording.context(evidence.background().context());
    wording.values.put("time", Formats.time(evidence.now()));
    switch (evidence.symptom()) {
      case Symptom.Refused refused -> wording.refusal(new EvidenceView(evidence, refused));
      case Symptom.Withheld withheld ->
          wording.values.put("status", "HTTP " + withheld.outcome().failure().status());
    }
    wording.details(posterior, mechanism);
    return wording;
  }

  private void context(ProbeContext context) {
    String credential = context.credential();
    boolean direct = DIRECT.contains(context.credentialType());
    String issuer = context.capabilities().issuer();
    put("probe", context.probe().isEmpty() ? "the probe" : "'" + context.probe() + "'");
    put("credential", credential == null ? "the request" : "'" + credential + "'");
    put("issuer", direct ? "the target" : issuer == null ? "the identity provider" : issuer);
    put("provider", "the identity provider" + (issuer == null ? "" : " " + issuer));
    put("target", "the target");
    put("what", credential == null ? "the request" : "the credential '" + credential + "'");
    put(
        "renewal",
        context.capabilities().renewable()
            ? "its last renewals are in the log"
            : "nothing renews it here, so put a new one in place");
  }

  private void refusal(EvidenceView c) {
    URI url = c.exchange().url();
    put("target", Formats.origin(url));
    put("resource", url.getRawPath() == null ? "/" : url.getRawPath());
    put("right", "the right to " + values.get("resource"));
    put("time", time(c.exchange()));
    put("scheme", c.sent().scheme().isEmpty() ? "what was sent" : c.sent().scheme());
    put("status", "HTTP " + c.status());
    put("what", what(c));
    List<String> offered = c.interpretation().challenges().schemes();
    if (!offered.isEmpty()) {
      put("offered", String.join(" or ", offered));
    }
    List<String> scopes = c.interpretation().scopes();
    if (!scopes.isEmpty()) {
      put("right", "the scope " + Formats.list(scopes));
    }
    c.jwt().ifPresent(this::token);
    Instant end = c.sent().expiresAt();
    if (end != null) {
      put("end", Formats.time(end));
    }
  }

  private void token(JwtFacts token) {
    if (token.keyId() != null) {
      put("key", "'" + token.keyId() + "'");
    }
    if (token.issuer() != null) {
      put("issuer", "'" + token.issuer() + "'");
    }
    if (!token.audience().isEmpty()) {
      put("audience", Formats.list(token.audience()));
    }
  }

  private static String what(EvidenceView c) {
    String kind =
        switch (c.kind()) {
          case NONE -> "the request";
          case PASSWORD -> "the password";
          case KEY -> "the API key";
          case TOKEN -> "the token";
          case SESSION -> "the session";
        };
    String name = c.context().credential();
    return name == null ? kind : kind + " of '" + name + "'";
  }

  private void details(Posterior posterior, Mechanism mechanism) {
    posterior.observations().variables().stream()
        .filter(variable -> posterior.table().mentions(mechanism, variable))
        .map(variable -> posterior.observations().latest(variable).orElseThrow())
        .filter(entry -> posterior.weight(entry, mechanism) > 0)
        .sorted(Comparator.comparingDouble((Entry entry) -> posterior.weight(entry, mechanism)))
        .forEach(entry -> entry.details().forEach(this::put));
  }

  private void put(String name, String value) {
    if (!value.isBlank()) {
      values.put(name, Formats.name(value));
    }
  }

  /// `text` with its names filled in, as a sentence begins.
  String fill(String text) {
    Matcher matcher = SLOT.matcher(text);
    String filled =
        matcher.replaceAll(
            match ->
                Matcher.quoteReplacement(
                    values.getOrDefault(match.group(1), match.group(1).replace('-', ' '))));
    return filled.startsWith("the ") ? "T" + filled.substring(1) : filled;
  }

  /// A capture may lack it.
  private static String time(Exchange exchange) {
    return exchange.sent().at().equals(java.time.Instant.EPOCH)
        ? "that moment"
        : Formats.time(exchange.receivedAt());
  }
}
