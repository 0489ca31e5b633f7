package why401.server;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import why401.api.ProbeJson;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.diagnosis.verdict.Change;
import why401.diagnosis.verdict.ExperimentReport;
import why401.diagnosis.verdict.Finding;
import why401.diagnosis.verdict.Finding.From;
import why401.diagnosis.verdict.Verdict;
import why401.incident.Incident;
import why401.token.CredentialStatus;
import why401.token.RenewalFailure;
import why401.token.lockout.LockoutGuard;

/// Plausible things to show.
final class Samples {
  private Samples() {}

  static ProbeJson probe(String name, String url, @Nullable String credential, Instant lastRun) {
    return new ProbeJson(
        name,
        url,
        credential,
        Map.of("team", "payments"),
        true,
        200,
        null,
        lastRun,
        lastRun.plusSeconds(30),
        null,
        null);
  }

  static Incident incident(
      String probe, @Nullable String credential, Verdict verdict, Instant since) {
    return new Incident(
        probe + "@" + since.toEpochMilli(),
        probe,
        credential,
        verdict.cause() == Cause.TRANSIENT ? "info" : "critical",
        Map.of("team", "payments"),
        401,
        since,
        null,
        3,
        verdict);
  }

  static Incident closed(Incident incident, Instant until) {
    return new Incident(
        incident.id(),
        incident.probe(),
        incident.credential(),
        incident.severity(),
        incident.labels(),
        incident.status(),
        incident.since(),
        until,
        incident.refusals(),
        incident.verdict());
  }

  static Incident severity(Incident incident, String severity) {
    return new Incident(
        incident.id(),
        incident.probe(),
        incident.credential(),
        severity,
        incident.labels(),
        incident.status(),
        incident.since(),
        incident.until(),
        incident.refusals(),
        incident.verdict());
  }

  static Verdict rotatedKey(Instant at) {
    return new Verdict(
        Cause.TOKEN_SIGNATURE_INVALID,
        Confidence.CERTAIN,
        Cause.TOKEN_SIGNATURE_INVALID.faultDomain(),
        "The identity provider rotated its signing key to b7; billing.example still refuses tokens"
            + " that it signs.",
        List.of(
            new Finding(
                From.TOKEN,
                "A token of billing-api, generation 3, signed by key b7, good until 10:05."),
            new Finding(
                From.RESPONSE,
                "401 with error=\"invalid_token\", \"Another algorithm expected, or no matching"
                    + " key(s) found\"."),
            new Finding(From.IDENTITY_PROVIDER, "Its key set publishes b7 and no longer a1."),
            new Finding(
                From.HISTORY, "The last accepted token, ten minutes earlier, was signed by a1.")),
        List.of(
            new ExperimentReport(
                "fresh-token", 401, "A token obtained just now, also signed by b7, is refused.", 1),
            new ExperimentReport(
                "anonymous-control", 401, "Without a token the answer differs: no error code.", 1),
            new ExperimentReport(
                "control-url", 401, "The control resource refuses the same token.", 1)),
        List.of(new Change("kid", "a1", "b7", at.minusSeconds(40))),
        "Have idp.example publish a1 again beside b7 until billing.example has reloaded the key"
            + " set; restarting billing.example reloads it at once.");
  }

  static Verdict missingScope() {
    return new Verdict(
        Cause.INSUFFICIENT_SCOPE,
        Confidence.CERTAIN,
        Cause.INSUFFICIENT_SCOPE.faultDomain(),
        "The token is good, but lacks the scope ledger.write that /v1/ledger demands.",
        List.of(
            new Finding(From.TOKEN, "Its scope is ledger.read."),
            new Finding(
                From.RESPONSE, "403 with error=\"insufficient_scope\", scope=\"ledger.write\".")),
        List.of(new ExperimentReport("control-url", 200, "The control resource accepts it.", 1)),
        List.of(new Change("scope", "ledger.read ledger.write", "ledger.read", null)),
        "Grant ledger.write to the client synthetic-ledger at the identity provider.");
  }

  static Verdict expiredSecret() {
    return new Verdict(
        Cause.CREDENTIALS_INVALID,
        Confidence.CERTAIN,
        Cause.CREDENTIALS_INVALID.faultDomain(),
        "The identity provider refuses the client secret of synthetic-crm: it has expired.",
        List.of(
            new Finding(
                From.IDENTITY_PROVIDER,
                "401 invalid_client, AADSTS7000222: the client secret keys are expired.")),
        List.of(),
        List.of(),
        "Create a new client secret for synthetic-crm and put it into /run/secrets/crm.");
  }

  static Verdict stripped() {
    return new Verdict(
        Cause.CREDENTIALS_STRIPPED,
        Confidence.LIKELY,
        Cause.CREDENTIALS_STRIPPED.faultDomain(),
        "The Authorization header is lost behind the redirect to www.partner.example.",
        List.of(
            new Finding(From.TOKEN, "The credential was on the wire for the first request."),
            new Finding(From.RESPONSE, "301 to another origin, then 401 without an error code.")),
        List.of(
            new ExperimentReport(
                "anonymous-control", 401, "Without the credential the answer is the same.", 1)),
        List.of(new Change("redirects", "none", "301 https://www.partner.example/", Instant.EPOCH)),
        "Point the probe at https://www.partner.example/ or take the redirect away.");
  }

  static Verdict unknown() {
    return new Verdict(
        Cause.UNKNOWN,
        Confidence.POSSIBLE,
        Cause.UNKNOWN.faultDomain(),
        "The target answers 401 alike with and without the password; nothing else differs.",
        List.of(new Finding(From.RESPONSE, "401 with Basic realm=\"files\".")),
        List.of(
            new ExperimentReport("anonymous-control", 401, "The same answer.", 1),
            new ExperimentReport("identical-retry", 401, "The same answer.", 1)),
        List.of(),
        "Look at the target's own log for this moment.");
  }

  static CredentialStatus credential(String name, Instant issued, Duration life) {
    return new CredentialStatus(
        name,
        "client-credentials",
        "https://idp.example/realms/acme",
        true,
        issued,
        issued.plus(life),
        issued.plus(life.multipliedBy(2).dividedBy(3)),
        3,
        null,
        false,
        null,
        null,
        null);
  }

  static CredentialStatus rejected(String name, Instant now) {
    return new CredentialStatus(
        name,
        "client-credentials",
        "https://login.example/tenant",
        false,
        now.minus(Duration.ofMinutes(70)),
        now.minus(Duration.ofMinutes(10)),
        now.minus(Duration.ofMinutes(30)),
        7,
        new RenewalFailure(
            now.minusSeconds(25),
            RenewalFailure.Reason.REJECTED,
            401,
            "invalid_client",
            "AADSTS7000222: the provided client secret keys are expired.",
            null),
        true,
        null,
        null,
        null);
  }

  static CredentialStatus overdue(String name, Instant now) {
    return new CredentialStatus(
        name,
        "refresh-token",
        "https://sso.example",
        true,
        now.minus(Duration.ofMinutes(50)),
        now.plus(Duration.ofMinutes(10)),
        now.minus(Duration.ofMinutes(10)),
        12,
        new RenewalFailure(
            now.minusSeconds(90),
            RenewalFailure.Reason.TIMEOUT,
            0,
            null,
            "No answer within 10 seconds.",
            null),
        false,
        null,
        null,
        null);
  }

  static CredentialStatus apiKey(String name, @Nullable Instant expires) {
    return new CredentialStatus(
        name,
        "api-key",
        "",
        true,
        null,
        null,
        null,
        0,
        null,
        false,
        expires == null ? null : "api_key",
        expires,
        null);
  }

  /// A password that was refused too often.
  static CredentialStatus held(String name, Instant until) {
    return new CredentialStatus(
        name,
        "basic",
        "",
        true,
        null,
        null,
        null,
        0,
        null,
        false,
        null,
        null,
        new CredentialStatus.Hold(until, LockoutGuard.WHY));
  }
}
