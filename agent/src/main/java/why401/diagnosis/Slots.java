package why401.diagnosis;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import why401.probe.Exchange;

/// Fills the names in braces of [Telling] with what the case knows.
final class Slots {
  private static final Pattern SLOT = Pattern.compile("\\{([a-z]+)}");

  /// What the target itself judges; nobody issues a token for it.
  private static final Set<String> DIRECT = Set.of("basic", "digest", "api-key");

  private final Map<String, String> values = new HashMap<>();

  private Slots(Setup setup) {
    put("probe", setup.probe());
    put("credential", setup.credential() == null ? "the probe" : "'" + setup.credential() + "'");
    String issuer = setup.means().issuer();
    boolean direct = DIRECT.contains(setup.credentialType());
    String provider = issuer == null ? "the identity provider" : issuer;
    put("issuer", direct ? "the target" : provider);
    put("provider", "the identity provider" + (issuer == null ? "" : " " + issuer));
  }

  /// For a run that had nothing to send.
  static Slots of(Setup setup) {
    return new Slots(setup);
  }

  /// For a refusal.
  static Slots of(Case c, Draft draft) {
    Slots slots = new Slots(c.setup());
    Optional<TokenFacts> token = c.jwt();
    slots.put("target", Words.origin(c.exchange().url()));
    slots.put("resource", String.valueOf(c.exchange().url().getRawPath()));
    slots.put("time", time(c.exchange()));
    slots.put("what", what(c));
    slots.put("scheme", c.sent().scheme());
    slots.put("offered", Words.list(c.reading().demands().schemes()));
    slots.put("clock", clock(draft.domain(), Words.origin(c.exchange().url())));
    slots.put("key", key(c));
    slots.put("audience", Words.list(token.map(TokenFacts::audience).orElse(List.of())));
    token.map(TokenFacts::issuer).ifPresent(issuer -> slots.put("issuer", "'" + issuer + "'"));
    String wanted = c.setup().demand().audience();
    slots.put("wanted", wanted == null ? "that the target demands now" : "'" + wanted + "'");
    slots.scope(c, token);
    Advice advice = new Advice(c, slots.values.getOrDefault("credential", ""));
    slots.put("path", advice.path());
    slots.put("renewal", advice.renewal());
    slots.put("form", advice.form());
    slots.put("keys", advice.keys(slots.values.getOrDefault("issuer", "")));
    slots.put("revocation", advice.revocation());
    slots.put("session", advice.session());
    return slots;
  }

  private void scope(Case c, Optional<TokenFacts> token) {
    List<String> demanded = c.reading().demands().scopes();
    List<String> has =
        c.renewed()
            .filter(renewed -> renewed.observation().refused())
            .flatMap(renewed -> Optional.ofNullable(renewed.fresh().token()))
            .or(() -> token)
            .map(TokenFacts::scope)
            .orElse(List.of());
    put(
        "right",
        demanded.isEmpty()
            ? "the right to " + c.exchange().url().getRawPath()
            : "the scope " + Words.list(demanded));
    put("scopes", has.isEmpty() ? "" : ", which has " + Words.list(has));
  }

  private static String what(Case c) {
    String name = c.setup().credential();
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

  static String key(Case c) {
    return c.jwt().map(TokenFacts::keyId).map(kid -> "key '" + kid + "'").orElse("an unnamed key");
  }

  private static String clock(FaultDomain domain, String target) {
    return switch (domain) {
      case IDENTITY_PROVIDER -> "the identity provider";
      case CLIENT -> "the agent's machine";
      case TARGET, PATH, CREDENTIAL, UNKNOWN -> target;
    };
  }

  private void put(String name, String value) {
    values.put(name, Words.name(value));
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
        : Words.time(exchange.receivedAt());
  }
}
