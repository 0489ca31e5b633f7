package why401.diagnosis.observation;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import why401.diagnosis.evidence.EvidenceView;
import why401.response.Interpretation;
import why401.response.statement.Hint;
import why401.response.statement.Indication;
import why401.response.statement.Strength;

/// Takes down what an answer says: standard codes as codes, everything else as prose.
final class WordObserver implements Observer {
  private static final String GENERAL = "general vocabulary";

  @Override
  public void look(EvidenceView c, ObservationLog log) {
    read(c.interpretation(), log);
  }

  static void read(Interpretation said, ObservationLog log) {
    Optional<Indication> top = said.top().filter(one -> one.hint() != Hint.UNKNOWN);
    Optional<Indication> coded = top.filter(WordObserver::exact);
    Optional<String> meant = coded.flatMap(one -> Optional.ofNullable(code(one.hint())));
    String error = said.facts().errorCode();
    // Of a code that stands for much, words say more.
    String plain =
        "unauthorized_client".equals(error) && top.isPresent() ? null : registered(error);
    if (meant.isPresent()) {
      log.see("stated", meant.get(), "code", name(error, coded.get()));
    } else {
      log.see("stated", plain == null ? "none" : plain, "code", String.valueOf(error));
    }
    if (meant.isEmpty()) {
      prose(top, plain, log);
    }
  }

  /// Reads what a token endpoint said; a code that its parser found counts if the reading has none.
  static void readGrant(Interpretation said, @Nullable String error, ObservationLog log) {
    Interpretation.Facts facts = said.facts();
    boolean known = facts.errorCode() != null || error == null;
    read(
        known
            ? said
            : new Interpretation(
                said.refusal(),
                said.claims(),
                new Interpretation.Facts(
                    facts.credentialSeen(), error, facts.product(), facts.loginPage(), facts.alike()),
                said.demands(),
                said.brakes()),
        log);
  }

  /// Whether a standard or a product's own code says it, and not words in general.
  private static boolean exact(Indication indication) {
    return indication.strength() == Strength.NAMED && !indication.source().equals(GENERAL);
  }

  private static String name(@Nullable String error, Indication indication) {
    return error == null
        ? ObservationLog.quoted(quotedIn(indication.why()))
        : "'" + error + "'";
  }

  private static void prose(Optional<Indication> top, @Nullable String plain, ObservationLog log) {
    if (top.isEmpty()) {
      if (plain == null) {
        log.see("prose", "none");
      }
      return;
    }
    Indication said = top.get();
    String cause = said.hint().label();
    switch (said.hint()) {
      case TRANSIENT, INCONSISTENT_BACKENDS, UNKNOWN -> {}
      default ->
          log.see(
              "prose",
              cause + (said.strength() == Strength.NAMED ? "-high" : "-low"),
              "quote",
              ObservationLog.quoted(quotedIn(said.why())));
    }
  }

  /// What an indication quotes of the answer.
  private static String quotedIn(String why) {
    int first = why.indexOf('"');
    int last = why.lastIndexOf('"');
    return first >= 0 && last > first ? why.substring(first + 1, last) : why;
  }

  private static @Nullable String registered(@Nullable String error) {
    return switch (error) {
      case "invalid_token" -> "invalid-token";
      case "insufficient_scope", "invalid_scope" -> "insufficient-scope";
      case "invalid_client" -> "invalid-client";
      case "invalid_grant" -> "invalid-grant";
      case "unauthorized_client", "unsupported_grant_type" -> "other-scheme";
      case "temporarily_unavailable", "server_error" -> "unavailable";
      case "invalid_target" -> "audience";
      case null, default -> null;
    };
  }

  private static @Nullable String code(Hint hint) {
    return switch (hint) {
      case CREDENTIALS_MISSING, CREDENTIALS_STRIPPED -> "missing";
      case CREDENTIALS_INVALID -> "invalid-credentials";
      case ACCOUNT_LOCKED -> "locked";
      case TOKEN_EXPIRED -> "expired";
      case CLOCK_SKEW -> "not-yet-valid";
      case TOKEN_MALFORMED -> "malformed";
      case TOKEN_SIGNATURE_INVALID -> "signature";
      case TOKEN_REVOKED -> "revoked";
      case AUDIENCE_MISMATCH -> "audience";
      case ISSUER_MISMATCH -> "issuer";
      case INSUFFICIENT_SCOPE -> "insufficient-scope";
      case SCHEME_NOT_ACCEPTED -> "other-scheme";
      case RATE_LIMITED -> "limited";
      case IDENTITY_PROVIDER_UNAVAILABLE -> "unavailable";
      case SESSION_STALE, SERVER_MISCONFIGURED, INCONSISTENT_BACKENDS, TRANSIENT, UNKNOWN -> null;
    };
  }
}
