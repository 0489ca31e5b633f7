package why401.diagnosis.report;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import why401.cause.FaultDomain;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.JwtFacts;
import why401.diagnosis.evidence.ProbeContext;
import why401.diagnosis.verdict.Formats;
import why401.diagnosis.verdict.Hypothesis;
import why401.probe.Exchange;

/// Fills the names in braces of [CauseMessages] with what the case knows.
final class MessageArguments {
  private static final Pattern SLOT = Pattern.compile("\\{([a-z]+)}");

  /// What the target itself judges; nobody issues a token for it.
  private static final Set<String> DIRECT = Set.of("basic", "digest", "api-key");

  private final Map<String, String> values = new HashMap<>();

  private MessageArguments(ProbeContext context) {
    put("probe", context.probe());
    put(
        "credential",
        context.credential() == null ? "the probe" : "'" + context.credential() + "'");
    String issuer = context.capabilities().issuer();
    boolean direct = DIRECT.contains(context.credentialType());
    String provider = issuer == null ? "the identity provider" : issuer;
    put("issuer", direct ? "the target" : provider);
    put("provider", "the identity provider" + (issuer == null ? "" : " " + issuer));
  }

  /// For a run that had nothing to send.
  static MessageArguments of(ProbeContext context) {
    return new MessageArguments(context);
  }

  /// For a refusal.
  static MessageArguments of(EvidenceView c, Hypothesis hypothesis) {
    MessageArguments slots = new MessageArguments(c.context());
    Optional<JwtFacts> token = c.jwt();
    slots.put("target", Formats.origin(c.exchange().url()));
    slots.put("resource", String.valueOf(c.exchange().url().getRawPath()));
    slots.put("time", time(c.exchange()));
    slots.put("what", what(c));
    slots.put("scheme", c.sent().scheme());
    slots.put("offered", Formats.list(c.interpretation().demands().schemes()));
    slots.put("clock", clock(hypothesis.domain(), Formats.origin(c.exchange().url())));
    slots.put("key", key(c));
    slots.put("audience", Formats.list(token.map(JwtFacts::audience).orElse(List.of())));
    token.map(JwtFacts::issuer).ifPresent(issuer -> slots.put("issuer", "'" + issuer + "'"));
    String wanted = c.context().demand().audience();
    slots.put("wanted", wanted == null ? "that the target demands now" : "'" + wanted + "'");
    slots.scope(c, token);
    Remedies advice = new Remedies(c, slots.values.getOrDefault("credential", ""));
    slots.put("path", advice.path());
    slots.put("renewal", advice.renewal());
    slots.put("form", advice.form());
    slots.put("keys", advice.keys(slots.values.getOrDefault("issuer", "")));
    slots.put("revocation", advice.revocation());
    slots.put("session", advice.session());
    return slots;
  }

  private void scope(EvidenceView c, Optional<JwtFacts> token) {
    List<String> demanded = c.interpretation().demands().scopes();
    List<String> has =
        c.renewed()
            .filter(renewed -> renewed.observation().refused())
            .flatMap(renewed -> Optional.ofNullable(renewed.fresh().token()))
            .or(() -> token)
            .map(JwtFacts::scope)
            .orElse(List.of());
    put(
        "right",
        demanded.isEmpty()
            ? "the right to " + c.exchange().url().getRawPath()
            : "the scope " + Formats.list(demanded));
    put("scopes", has.isEmpty() ? "" : ", which has " + Formats.list(has));
  }

  private static String what(EvidenceView c) {
    String name = c.context().credential();
    String kind =
        switch (c.kind()) {
          case NONE -> "the request";
          case PASSWORD -> "the password";
          case KEY -> "the API key";
          case TOKEN -> "the token";
          case SESSION -> "the session";
        };
    return name == null ? kind : kind + " of '" + name + "'";
  }

  static String key(EvidenceView c) {
    return c.jwt().map(JwtFacts::keyId).map(kid -> "key '" + kid + "'").orElse("an unnamed key");
  }

  private static String clock(FaultDomain domain, String target) {
    return switch (domain) {
      case IDENTITY_PROVIDER -> "the identity provider";
      case CLIENT -> "the agent's machine";
      case TARGET, PATH, CREDENTIAL, UNKNOWN -> target;
    };
  }

  private void put(String name, String value) {
    values.put(name, Formats.name(value));
  }

  /// `text` with its names filled in.
  String fill(String text) {
    Matcher matcher = SLOT.matcher(text);
    return matcher.replaceAll(
        match -> Matcher.quoteReplacement(values.getOrDefault(match.group(1), match.group(1))));
  }

  /// A capture may lack it.
  private static String time(Exchange exchange) {
    return exchange.sent().at().equals(Instant.EPOCH)
        ? "that moment"
        : Formats.time(exchange.receivedAt());
  }
}
