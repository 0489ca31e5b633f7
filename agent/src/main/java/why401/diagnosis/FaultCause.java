package why401.diagnosis;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import why401.challenge.Claim;
import why401.challenge.Hint;
import why401.challenge.Reading;
import why401.challenge.Strength;
import why401.diagnosis.Finding.From;
import why401.token.Fault;
import why401.token.SecretPast;
import why401.token.VisibleDamage;

/// Reads why a renewal failed, or why a secret could not be had.
final class FaultCause {
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

  private FaultCause() {}

  /// @param reading of the token endpoint's answer, or null without one
  static Draft of(Fault fault, @Nullable Reading reading, String credentialType) {
    Draft draft =
        switch (fault.reason()) {
          case SECRET_UNAVAILABLE -> Draft.certain(Cause.CREDENTIALS_MISSING);
          case MALFORMED -> Draft.certain(Cause.TOKEN_MALFORMED);
          case UNREACHABLE, TIMEOUT, SERVER_ERROR ->
              Draft.certain(Cause.IDENTITY_PROVIDER_UNAVAILABLE);
          case INVALID_RESPONSE -> Draft.likely(Cause.IDENTITY_PROVIDER_UNAVAILABLE);
          case RATE_LIMITED -> Draft.certain(Cause.RATE_LIMITED);
          case REJECTED -> rejected(fault, reading, credentialType);
          case ACCOUNT_PROTECTION -> Draft.likely(Cause.CREDENTIALS_INVALID);
        };
    From from =
        switch (fault.reason()) {
          case SECRET_UNAVAILABLE, MALFORMED -> From.CONFIGURATION;
          case ACCOUNT_PROTECTION -> From.HISTORY;
          case UNREACHABLE, TIMEOUT, SERVER_ERROR, INVALID_RESPONSE, RATE_LIMITED, REJECTED ->
              From.IDENTITY_PROVIDER;
        };
    return remembered(draft.because(from, story(fault)), fault.past());
  }

  /// With how the secret fared before, where the secret may be the reason.
  private static Draft remembered(Draft draft, @Nullable SecretPast past) {
    boolean about =
        draft.cause() == Cause.CREDENTIALS_INVALID || draft.cause() == Cause.TOKEN_MALFORMED;
    if (past == null || !about) {
      return draft;
    }
    String when = Words.time(past.acceptedAt());
    return draft.because(
        From.HISTORY,
        past.same()
            ? "The same secret was accepted at %s; what changed is probably at the identity provider."
                .formatted(when)
            : "The secret differs from the one that was accepted at %s.".formatted(when));
  }

  private static String story(Fault fault) {
    String said = fault.description().isBlank() ? "" : ": " + Words.name(fault.description());
    String answer =
        fault.status() == 0
            ? ""
            : " with "
                + fault.status()
                + (fault.error() == null ? "" : " '" + Words.name(fault.error()) + "'");
    return Sentence.of(
        switch (fault.reason()) {
          case SECRET_UNAVAILABLE -> "The secret cannot be had" + said;
          case MALFORMED -> "The secret cannot be sent as it is" + said;
          case UNREACHABLE -> "The identity provider cannot be reached" + said;
          case TIMEOUT -> "The identity provider does not answer in time" + said;
          case SERVER_ERROR -> "The identity provider fails" + answer + said;
          case INVALID_RESPONSE -> "The identity provider answers without a token" + answer + said;
          case RATE_LIMITED -> "The identity provider has had too many requests" + answer + said;
          case REJECTED -> "The identity provider refuses" + answer + said;
          case ACCOUNT_PROTECTION ->
              "The password was refused too often and is held back, so that its account is not"
                  + " locked"
                  + said;
        });
  }

  private static Draft rejected(Fault fault, @Nullable Reading reading, String type) {
    Draft draft = answered(fault, reading, type);
    VisibleDamage damage = fault.damage();
    boolean explains = DAMAGE_EXPLAINS.contains(draft.cause());
    if (damage == null || !explains) {
      return draft;
    }
    return Draft.of(Cause.TOKEN_MALFORMED, damage == VisibleDamage.CUT)
        .because(From.CONFIGURATION, "The secret that was sent has " + damage.words() + ".");
  }

  /// Words name it, or the code does; of a code that stands for many causes the words may still
  /// suggest one.
  private static Draft answered(Fault fault, @Nullable Reading reading, String type) {
    Optional<Claim> top = reading == null ? Optional.empty() : reading.top();
    Draft byCode = byCode(fault, type);
    if (byCode.cause() == Cause.SCHEME_NOT_ACCEPTED
        && !"unauthorized_client".equals(fault.error())) {
      return byCode;
    }
    Optional<Draft> named =
        top.filter(claim -> claim.strength() == Strength.NAMED)
            .map(claim -> named(claim.hint(), fault, type))
            .filter(draft -> draft.cause() != Cause.UNKNOWN);
    if (named.isPresent()) {
      return named.get();
    }
    boolean vague =
        byCode.cause() == Cause.UNKNOWN || VAGUE.contains(String.valueOf(fault.error()));
    return top.filter(_ -> vague)
        .map(claim -> suggested(claim.hint(), fault, type))
        .filter(draft -> draft.cause() != Cause.UNKNOWN)
        // What a client is not authorized for, by this code, is a grant and no scope.
        .filter(
            draft ->
                byCode.cause() != Cause.SCHEME_NOT_ACCEPTED
                    || draft.cause() != Cause.INSUFFICIENT_SCOPE)
        .orElse(byCode);
  }

  private static Draft suggested(Hint hint, Fault fault, String type) {
    Draft draft = named(hint, fault, type);
    return draft.confidence() == Confidence.CERTAIN
        ? new Draft(draft.cause(), Confidence.LIKELY, draft.domain(), false, draft.because())
        : draft;
  }

  /// Whose signature: the assertion by which the client itself logs in is made from its secret or
  /// key, anew for each attempt (RFC 7523, 2.2); another one was handed to it.
  private static Draft signature(Fault fault) {
    return GRANT_CODES.contains(String.valueOf(fault.error()))
        ? Draft.likely(Cause.CREDENTIALS_INVALID)
            .because(
                From.IDENTITY_PROVIDER,
                "What it refuses is the signature by which the client logs in: it knows another"
                    + " secret or key of this client.")
        : Draft.certain(Cause.TOKEN_SIGNATURE_INVALID);
  }

  private static Draft named(Hint hint, Fault fault, String type) {
    return switch (hint) {
      case CREDENTIALS_INVALID, CREDENTIALS_MISSING, CREDENTIALS_STRIPPED -> invalid(fault, type);
      case TOKEN_SIGNATURE_INVALID -> signature(fault);
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
          Draft.certain(TargetNames.cause(hint));
      case SCHEME_NOT_ACCEPTED -> Draft.likely(Cause.SCHEME_NOT_ACCEPTED);
      // A token endpoint that says so means the settings of the client, not its own.
      case SERVER_MISCONFIGURED ->
          GRANT_CODES.contains(String.valueOf(fault.error()))
              ? Draft.likely(Cause.SCHEME_NOT_ACCEPTED)
              : Draft.likely(Cause.SERVER_MISCONFIGURED);
      case SESSION_STALE ->
          type.equals("refresh-token")
              ? Draft.certain(Cause.TOKEN_REVOKED)
              : Draft.likely(Cause.SESSION_STALE);
      case INCONSISTENT_BACKENDS, TRANSIENT -> Draft.likely(Cause.IDENTITY_PROVIDER_UNAVAILABLE);
      case UNKNOWN -> Draft.possible(Cause.UNKNOWN);
    };
  }

  /// The registered codes (RFC 6749, 5.2; RFC 8707, 2), for want of better words.
  private static Draft byCode(Fault fault, String type) {
    return switch (fault.error()) {
      case "invalid_client" ->
          OTHER_METHOD.matcher(fault.description()).find()
              ? Draft.likely(Cause.SCHEME_NOT_ACCEPTED)
              : invalid(fault, type);
      case "unauthorized_client", "unsupported_grant_type" ->
          Draft.likely(Cause.SCHEME_NOT_ACCEPTED);
      case "invalid_grant" ->
          switch (type) {
            case "refresh-token" -> Draft.likely(Cause.TOKEN_REVOKED);
            case "jwt-bearer", "token-exchange" -> Draft.likely(Cause.TOKEN_EXPIRED);
            default -> invalid(fault, type);
          };
      case "invalid_scope" -> Draft.certain(Cause.INSUFFICIENT_SCOPE);
      case "invalid_target" -> Draft.certain(Cause.AUDIENCE_MISMATCH);
      case "access_denied" -> Draft.likely(Cause.INSUFFICIENT_SCOPE);
      case "temporarily_unavailable", "server_error" ->
          Draft.certain(Cause.IDENTITY_PROVIDER_UNAVAILABLE);
      case null, default ->
          fault.status() == 401 || fault.status() == 403 || type.equals("form-login")
              ? invalid(fault, type)
              : Draft.possible(Cause.UNKNOWN);
    };
  }

  /// Providers say the same of a client that is disabled or unknown, and of a user that is locked,
  /// so nobody can be sure of the secret.
  private static Draft invalid(Fault fault, String type) {
    boolean client = GRANT_CODES.contains(String.valueOf(fault.error()));
    boolean user = (type.equals("password") && !client) || type.equals("form-login");
    return Draft.likely(Cause.CREDENTIALS_INVALID)
        .because(
            From.IDENTITY_PROVIDER,
            user
                ? "Many identity providers say the same when the account is locked for too many"
                    + " attempts, so look at the account as well as at the password."
                : "Many identity providers say the same of a client that is disabled or unknown, so"
                    + " look at the client as well as at its secret.");
  }
}
