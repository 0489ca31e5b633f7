package why401.diagnosis.observation;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import why401.diagnosis.credential.JwtFacts;
import why401.diagnosis.differential.Posterior.Subject;
import why401.diagnosis.evidence.Evidence;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.Symptom;
import why401.diagnosis.table.CredentialKind;
import why401.diagnosis.table.Situation;

/// What is diagnosed: which kind of credential, under which circumstances.
public final class Subjects {
  private Subjects() {}

  /// The subject of `evidence`.
  ///
  /// @param captured whether somebody else sent it
  public static Subject of(Evidence evidence, boolean captured) {
    return switch (evidence.symptom()) {
      case Symptom.Withheld _ ->
          new Subject(ofType(evidence.background().context().credentialType()), Situation.WITHHELD);
      case Symptom.Refused refused ->
          new Subject(
              kind(new EvidenceView(evidence, refused), captured),
              !refused.sent().representation().grant().isEmpty()
                  ? Situation.WITHHELD
                  : captured ? Situation.CAPTURED : Situation.REFUSED);
    };
  }

  private static CredentialKind kind(EvidenceView c, boolean captured) {
    return switch (c.sent().kind()) {
      case PASSWORD -> CredentialKind.PASSWORD;
      case KEY -> ofScheme(c.sent().scheme());
      case SESSION -> CredentialKind.SESSION;
      case TOKEN -> ofToken(c.sent().token());
      case NONE ->
          c.exchange().sent().withCredential()
              ? ofScheme(c.exchange().sent().scheme())
              : c.context().capabilities().certificate() != null
                  ? CredentialKind.CERTIFICATE
                  : captured ? CredentialKind.UNKNOWN : CredentialKind.NONE;
    };
  }

  private static CredentialKind ofToken(@Nullable JwtFacts token) {
    return token == null || token.form() == JwtFacts.Form.OPAQUE
        ? CredentialKind.OPAQUE
        : CredentialKind.JWT;
  }

  private static CredentialKind ofScheme(String scheme) {
    return switch (scheme.toLowerCase(Locale.ROOT)) {
      case "basic", "digest", "negotiate", "ntlm" -> CredentialKind.PASSWORD;
      case "bearer", "dpop", "token" -> CredentialKind.OPAQUE;
      case "cookie" -> CredentialKind.SESSION;
      case "signed",
          "aws4-hmac-sha256",
          "hmac",
          "sharedkey",
          "signature",
          "sharedaccesssignature" ->
          CredentialKind.SIGNED;
      default -> CredentialKind.KEY;
    };
  }

  private static CredentialKind ofType(String type) {
    return switch (type) {
      case "basic", "digest", "password" -> CredentialKind.PASSWORD;
      case "api-key", "hmac" -> CredentialKind.KEY;
      case "form-login", "json-login" -> CredentialKind.SESSION;
      case "client-certificate" -> CredentialKind.CERTIFICATE;
      case "" -> CredentialKind.NONE;
      default -> CredentialKind.OPAQUE;
    };
  }
}
