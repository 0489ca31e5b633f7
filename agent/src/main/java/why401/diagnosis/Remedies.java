package why401.diagnosis;

import java.util.List;
import java.util.Optional;
import why401.diagnosis.ProofFacts.Kind;

/// What to do first, per cause, as specific as the evidence allows.
final class Remedies {
  private Remedies() {}

  static String of(Case c, Draft draft) {
    String target = Words.origin(c.exchange().url());
    String credential = credential(c);
    return switch (draft.cause()) {
      case CREDENTIALS_MISSING ->
          c.setup().credential() == null
              ? "Give the probe '%s' a credential, or ask why %s demands one."
                  .formatted(c.setup().probe(), target)
              : "See why %s gave nothing to send.".formatted(credential);
      case CREDENTIALS_STRIPPED -> stripped(c, target);
      case CREDENTIALS_INVALID ->
          "Compare the secret of %s with the one that %s knows, and put the right one in its place; the probe takes it up by itself."
              .formatted(credential, target);
      case ACCOUNT_LOCKED ->
          "Unlock or enable the account behind %s; then find out who else uses an old password of it, or it will be locked again."
              .formatted(credential);
      case TOKEN_EXPIRED -> expired(c, credential);
      case CLOCK_SKEW -> clock(draft.domain(), target);
      case TOKEN_MALFORMED ->
          c.sent().damage().isEmpty()
              ? "Look at what %s really holds: %s wants an access token.".formatted(credential, target)
              : "Write the secret of %s anew, without what stands out: %s"
                  .formatted(credential, CleanedFormAccepted.damage(c.sent()));
      case TOKEN_SIGNATURE_INVALID -> signature(c, target);
      case TOKEN_REVOKED ->
          c.setup().means().renewable()
              ? "Find out at the identity provider who ended the session or revoked the tokens of %s; a fresh token is obtained by itself."
                  .formatted(credential)
              : "Issue a new token for %s, and ask who revoked the old one.".formatted(credential);
      case AUDIENCE_MISMATCH -> audience(c, target);
      case ISSUER_MISMATCH ->
          "Compare the issuer that %s trusts with %s, letter by letter, a slash at the end included."
              .formatted(target, issuer(c));
      case INSUFFICIENT_SCOPE -> scope(c, credential);
      case SCHEME_NOT_ACCEPTED ->
          "Ask who changed the authentication of %s; it offers %s. Configure %s to match."
              .formatted(target, Words.list(c.reading().demands().schemes()), credential);
      case SESSION_STALE -> session(c, target);
      case SERVER_MISCONFIGURED ->
          "Tell the owners of %s: their authentication refuses good credentials. Its log of the time %s says why; look at its key set address, its user directory and its last deployment."
              .formatted(target, c.exchange().receivedAt());
      case INCONSISTENT_BACKENDS ->
          "Compare the servers behind %s: version, keys, configuration, clock. Take those out that refuse."
              .formatted(target);
      case IDENTITY_PROVIDER_UNAVAILABLE ->
          "Look at the identity provider %s first; the probe recovers with it.".formatted(issuer(c));
      case RATE_LIMITED ->
          "Find out who else sends to %s from this address or with %s; lengthen the probe's interval if it is us."
              .formatted(target, credential);
      case TRANSIENT ->
          "Nothing now. If it comes back, look at %s for restarts and deployments at %s."
              .formatted(target, c.exchange().receivedAt());
      case UNKNOWN ->
          "Ask the owners of %s what their log says about the request at %s."
              .formatted(target, c.exchange().receivedAt());
    };
  }

  static String credential(Case c) {
    String name = c.setup().credential();
    return name == null ? "the credential" : "'" + name + "'";
  }

  private static String issuer(Case c) {
    return c.jwt()
        .map(TokenFacts::issuer)
        .or(() -> Optional.ofNullable(c.setup().means().issuer()))
        .map(issuer -> "'" + Words.name(issuer) + "'")
        .orElse("of the credential");
  }

  private static String stripped(Case c, String target) {
    boolean dropped = c.exchange().sent().onFirstHop() && !c.exchange().sent().onLastHop();
    return dropped
        ? "Point the probe at %s directly, or see why %s redirects there; credentials are never sent to another origin."
            .formatted(target, Words.origin(c.exchange().sent().url()))
        : "Look at the proxies in front of %s for a rule that removes or replaces what carries %s, and at what was deployed last."
            .formatted(target, c.kind() == Kind.TOKEN || c.kind() == Kind.PASSWORD ? "the Authorization header" : "it");
  }

  private static String expired(Case c, String credential) {
    return c.setup().means().renewable()
        ? "See why the token of %s was not renewed in time: look at its last renewals, and at how long the target takes."
            .formatted(credential)
        : "Put a new token or secret in the place of %s, and see who should have renewed it."
            .formatted(credential);
  }

  private static String clock(FaultDomain domain, String target) {
    return switch (domain) {
      case IDENTITY_PROVIDER -> "Set the clock of the identity provider right (NTP).";
      case CLIENT -> "Set the clock of this agent's machine right (NTP).";
      case TARGET, PATH, CREDENTIAL, UNKNOWN ->
          "Set the clock of %s right (NTP); it judges tokens by it.".formatted(target);
    };
  }

  private static String signature(Case c, String target) {
    String key =
        c.jwt().map(TokenFacts::keyId).map(kid -> "key '" + Words.name(kid) + "'").orElse("the key");
    return c.keyPublished()
        ? "Make %s read the key set of %s again: %s is published there."
            .formatted(target, issuer(c), key)
        : "Ask the owners of %s why %s is gone; keep an old key published until the tokens made with it have ended. A fresh token helps meanwhile."
            .formatted(issuer(c), key);
  }

  private static String audience(Case c, String target) {
    List<String> audience = c.jwt().map(TokenFacts::audience).orElse(List.of());
    String wanted = c.setup().demand().audience();
    return "Ask for a token with the audience %s; the present one is for %s."
        .formatted(
            wanted == null ? "that " + target + " demands now" : "'" + wanted + "'",
            Words.list(audience));
  }

  private static String scope(Case c, String credential) {
    List<String> scopes = c.reading().demands().scopes();
    String missing =
        scopes.isEmpty()
            ? "the right to " + c.exchange().url().getRawPath()
            : "the scope " + Words.list(scopes.stream().map(Words::name).toList());
    List<String> has = c.jwt().map(TokenFacts::scope).orElse(List.of());
    return "Grant %s to the account behind %s%s."
        .formatted(missing, credential, has.isEmpty() ? "" : ", which has " + Words.list(has));
  }

  private static String session(Case c, String target) {
    return c.setup().means().renewable()
        ? "Nothing for the probe: it logs in anew. If it comes back, ask why %s forgets sessions before their time."
            .formatted(target)
        : "Drop the old cookies or nonce; if it comes back, look for replicas of %s that do not share sessions."
            .formatted(target);
  }
}
