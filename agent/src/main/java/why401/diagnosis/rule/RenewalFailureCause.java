package why401.diagnosis.rule;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.credential.secret.SecretDefect;
import why401.diagnosis.verdict.Finding.From;
import why401.diagnosis.verdict.Formats;
import why401.diagnosis.verdict.Hypothesis;
import why401.diagnosis.verdict.Sentence;
import why401.response.Interpretation;
import why401.response.statement.Hint;
import why401.response.statement.Indication;
import why401.response.statement.Strength;
import why401.token.RenewalFailure;
import why401.token.SecretComparison;

/// Reads why a renewal failed, or why a secret could not be had.
final class RenewalFailureCause {
  /// Codes that stand for many causes.
  private static final Set<String> VAGUE =
      Set.of("invalid_grant", "invalid_client", "unauthorized_client", "access_denied");

  /// Codes about the client, not about a user or a token.
  private static final Set<String> GRANT_CODES =
      Set.of("invalid_client", "unauthorized_client", "unsupported_grant_type");

  /// What a damaged secret may be the reason of.
  private static final Set<Cause> DAMAGE_EXPLAINS =
      EnumSet.of(
          Cause.CREDENTIALS_INVALID,
          Cause.TOKEN_REVOKED,
          Cause.TOKEN_SIGNATURE_INVALID,
          Cause.TOKEN_MALFORMED,
          Cause.UNKNOWN);

  /// The client is to prove itself in another way.
  private static final Pattern OTHER_METHOD =
      Pattern.compile("(?i)client_assertion|auth\\w* method|client_secret_(basic|post|jwt)");

  private RenewalFailureCause() {}

  /// @param reading of the token endpoint's answer, or null without one
  static Hypothesis of(
      RenewalFailure failure, @Nullable Interpretation interpretation, String credentialType) {
    Hypothesis hypothesis =
        switch (failure.reason()) {
          case SECRET_UNAVAILABLE -> Hypothesis.certain(Cause.CREDENTIALS_MISSING);
          case MALFORMED -> Hypothesis.certain(Cause.TOKEN_MALFORMED);
          case UNREACHABLE, TIMEOUT, SERVER_ERROR ->
              Hypothesis.certain(Cause.IDENTITY_PROVIDER_UNAVAILABLE);
          case INVALID_RESPONSE -> Hypothesis.likely(Cause.IDENTITY_PROVIDER_UNAVAILABLE);
          case RATE_LIMITED -> Hypothesis.certain(Cause.RATE_LIMITED);
          case REJECTED -> rejected(failure, interpretation, credentialType);
          case ACCOUNT_PROTECTION -> Hypothesis.likely(Cause.CREDENTIALS_INVALID);
          case SHUTDOWN -> Hypothesis.possible(Cause.UNKNOWN);
        };
    From from =
        switch (failure.reason()) {
          case SECRET_UNAVAILABLE, MALFORMED -> From.CONFIGURATION;
          case ACCOUNT_PROTECTION, SHUTDOWN -> From.HISTORY;
          case UNREACHABLE, TIMEOUT, SERVER_ERROR, INVALID_RESPONSE, RATE_LIMITED, REJECTED ->
              From.IDENTITY_PROVIDER;
        };
    return remembered(hypothesis.because(from, story(failure)), failure.past());
  }

  /// With how the secret fared before, where the secret may be the reason.
  private static Hypothesis remembered(Hypothesis hypothesis, @Nullable SecretComparison past) {
    boolean about =
        hypothesis.cause() == Cause.CREDENTIALS_INVALID
            || hypothesis.cause() == Cause.TOKEN_MALFORMED;
    if (past == null || !about) {
      return hypothesis;
    }
    String when = Formats.time(past.acceptedAt());
    return hypothesis.because(
        From.HISTORY,
        past.same()
            ? "The same secret was accepted at %s; what changed is probably at the identity provider."
                .formatted(when)
            : "The secret differs from the one that was accepted at %s.".formatted(when));
  }

  private static String story(RenewalFailure failure) {
    String said = failure.description().isBlank() ? "" : ": " + Formats.name(failure.description());
    String answer =
        failure.status() == 0
            ? ""
            : " with "
                + failure.status()
                + (failure.error() == null ? "" : " '" + Formats.name(failure.error()) + "'");
    return Sentence.of(
        switch (failure.reason()) {
          case SECRET_UNAVAILABLE -> "The secret cannot be had" + said;
          case MALFORMED -> "The secret cannot be sent as it is" + said;
          case UNREACHABLE -> "The identity provider cannot be reached" + said;
          case TIMEOUT -> "The identity provider does not answer in time" + said;
          case SERVER_ERROR -> "The identity provider fails" + answer + said;
          case INVALID_RESPONSE -> "The identity provider answers without a token" + answer + said;
          case RATE_LIMITED -> "The identity provider has had too many requests" + answer + said;
          case REJECTED -> "The identity provider refuses" + answer + said;
          case SHUTDOWN -> "Nothing was sent" + said;
          case ACCOUNT_PROTECTION ->
              "The password was refused too often and is held back, so that its account is not"
                  + " locked"
                  + said;
        });
  }

  private static Hypothesis rejected(
      RenewalFailure failure, @Nullable Interpretation interpretation, String type) {
    Hypothesis hypothesis = answered(failure, interpretation, type);
    SecretDefect damage = failure.damage();
    boolean explains = DAMAGE_EXPLAINS.contains(hypothesis.cause());
    if (damage == null || !explains) {
      return hypothesis;
    }
    return Hypothesis.of(Cause.TOKEN_MALFORMED, damage == SecretDefect.TRUNCATED)
        .because(From.CONFIGURATION, "The secret that was sent has " + damage.words() + ".");
  }

  /// Words name it, or the code does; of a code that stands for many causes the words may still
  /// suggest one.
  private static Hypothesis answered(
      RenewalFailure failure, @Nullable Interpretation interpretation, String type) {
    Optional<Indication> top = interpretation == null ? Optional.empty() : interpretation.top();
    Hypothesis byCode = byCode(failure, type);
    if (byCode.cause() == Cause.SCHEME_NOT_ACCEPTED
        && !"unauthorized_client".equals(failure.error())) {
      return byCode;
    }
    Optional<Hypothesis> named =
        top.filter(indication -> indication.strength() == Strength.NAMED)
            .map(indication -> named(indication.hint(), failure, type))
            .filter(hypothesis -> hypothesis.cause() != Cause.UNKNOWN);
    if (named.isPresent()) {
      return named.get();
    }
    boolean vague =
        byCode.cause() == Cause.UNKNOWN || VAGUE.contains(String.valueOf(failure.error()));
    return top.filter(_ -> vague)
        .map(indication -> suggested(indication.hint(), failure, type))
        .filter(hypothesis -> hypothesis.cause() != Cause.UNKNOWN)
        // What a client is not authorized for, by this code, is a grant and no scope.
        .filter(
            hypothesis ->
                byCode.cause() != Cause.SCHEME_NOT_ACCEPTED
                    || hypothesis.cause() != Cause.INSUFFICIENT_SCOPE)
        .orElse(byCode);
  }

  private static Hypothesis suggested(Hint hint, RenewalFailure failure, String type) {
    Hypothesis hypothesis = named(hint, failure, type);
    return hypothesis.confidence() == Confidence.CERTAIN
        ? new Hypothesis(
            hypothesis.cause(), Confidence.LIKELY, hypothesis.domain(), false, hypothesis.because())
        : hypothesis;
  }

  /// Whose signature: the assertion by which the client itself logs in is made from its secret or
  /// key, anew for each attempt (RFC 7523, 2.2); another one was handed to it.
  private static Hypothesis signature(RenewalFailure failure) {
    return GRANT_CODES.contains(String.valueOf(failure.error()))
        ? Hypothesis.likely(Cause.CREDENTIALS_INVALID)
            .because(
                From.IDENTITY_PROVIDER,
                "What it refuses is the signature by which the client logs in: it knows another"
                    + " secret or key of this client.")
        : Hypothesis.certain(Cause.TOKEN_SIGNATURE_INVALID);
  }

  private static Hypothesis named(Hint hint, RenewalFailure failure, String type) {
    return switch (hint) {
      case CREDENTIALS_INVALID, CREDENTIALS_MISSING, CREDENTIALS_STRIPPED -> invalid(failure, type);
      case TOKEN_SIGNATURE_INVALID -> signature(failure);
      case ACCOUNT_LOCKED,
          TOKEN_EXPIRED,
          CLOCK_SKEW,
          TOKEN_MALFORMED,
          TOKEN_REVOKED,
          AUDIENCE_MISMATCH,
          ISSUER_MISMATCH,
          INSUFFICIENT_SCOPE,
          IDENTITY_PROVIDER_UNAVAILABLE,
          RATE_LIMITED ->
          Hypothesis.certain(CauseNamedByTarget.cause(hint));
      case SCHEME_NOT_ACCEPTED -> Hypothesis.likely(Cause.SCHEME_NOT_ACCEPTED);
      // A token endpoint that says so means the settings of the client, not its own.
      case SERVER_MISCONFIGURED ->
          GRANT_CODES.contains(String.valueOf(failure.error()))
              ? Hypothesis.likely(Cause.SCHEME_NOT_ACCEPTED)
              : Hypothesis.likely(Cause.SERVER_MISCONFIGURED);
      case SESSION_STALE ->
          type.equals("refresh-token")
              ? Hypothesis.certain(Cause.TOKEN_REVOKED)
              : Hypothesis.likely(Cause.SESSION_STALE);
      case INCONSISTENT_BACKENDS, TRANSIENT ->
          Hypothesis.likely(Cause.IDENTITY_PROVIDER_UNAVAILABLE);
      case UNKNOWN -> Hypothesis.possible(Cause.UNKNOWN);
    };
  }

  /// The registered codes (RFC 6749, 5.2; RFC 8707, 2), for want of better words.
  private static Hypothesis byCode(RenewalFailure failure, String type) {
    return switch (failure.error()) {
      case "invalid_client" ->
          OTHER_METHOD.matcher(failure.description()).find()
              ? Hypothesis.likely(Cause.SCHEME_NOT_ACCEPTED)
              : invalid(failure, type);
      case "unauthorized_client", "unsupported_grant_type" ->
          Hypothesis.likely(Cause.SCHEME_NOT_ACCEPTED);
      case "invalid_grant" ->
          switch (type) {
            case "refresh-token" -> Hypothesis.likely(Cause.TOKEN_REVOKED);
            case "jwt-bearer", "token-exchange" -> Hypothesis.likely(Cause.TOKEN_EXPIRED);
            default -> invalid(failure, type);
          };
      case "invalid_scope" -> Hypothesis.certain(Cause.INSUFFICIENT_SCOPE);
      case "invalid_target" -> Hypothesis.certain(Cause.AUDIENCE_MISMATCH);
      case "access_denied" -> Hypothesis.likely(Cause.INSUFFICIENT_SCOPE);
      case "temporarily_unavailable", "server_error" ->
          Hypothesis.certain(Cause.IDENTITY_PROVIDER_UNAVAILABLE);
      case null, default ->
          failure.status() == 401 || failure.status() == 403 || type.equals("form-login")
              ? invalid(failure, type)
              : Hypothesis.possible(Cause.UNKNOWN);
    };
  }

  /// Providers say the same of a client that is disabled or unknown, and of a user that is locked,
  /// so nobody can be sure of the secret.
  private static Hypothesis invalid(RenewalFailure failure, String type) {
    boolean client = GRANT_CODES.contains(String.valueOf(failure.error()));
    boolean user = (type.equals("password") && !client) || type.equals("form-login");
    return Hypothesis.likely(Cause.CREDENTIALS_INVALID)
        .because(
            From.IDENTITY_PROVIDER,
            user
                ? "Many identity providers say the same when the account is locked for too many"
                    + " attempts, so look at the account as well as at the password."
                : "Many identity providers say the same of a client that is disabled or unknown, so"
                    + " look at the client as well as at its secret.");
  }
}
