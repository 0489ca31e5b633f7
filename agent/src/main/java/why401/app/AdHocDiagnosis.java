package why401.app;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import why401.credential.Credential;
import why401.credential.Issuer;
import why401.credential.secret.SecretSource;
import why401.diagnosis.credential.CredentialFacts;
import why401.diagnosis.credential.JwtFacts;
import why401.diagnosis.evidence.ClockComparison;
import why401.diagnosis.evidence.TokenDescription;
import why401.diagnosis.verdict.Finding;
import why401.diagnosis.verdict.Verdict;
import why401.http.HostAddresses;
import why401.probe.Exchange;
import why401.probe.Outcome;
import why401.probe.Probe;
import why401.probe.RequestVariation;
import why401.probe.okhttp.BodyCredential;
import why401.run.ProbeRun;
import why401.run.ProbeState;
import why401.run.RunCredentials;
import why401.token.Credentials;

/// One request without a configuration, and its diagnosis if it is refused: what `diagnose URL`
/// does.
///
/// @param probe what to send; its `credential` names the option that the proof came from
/// @param issuer whom to ask about the key of a token, or null
/// @param route how the target is reached
public record AdHocDiagnosis(
    Probe probe, Credentials credentials, @Nullable Issuer issuer, Route route) {
  /// Finds the credential in the body, if there is one.
  public AdHocDiagnosis {
    credentials = BodyCredential.in(probe, credentials);
  }

  /// How a target is reached.
  ///
  /// @param addresses where hosts are
  /// @param trusted whether redirects are followed, with the credential, wherever they lead
  public record Route(HostAddresses addresses, boolean trusted) {
    /// As the resolver says, and to the origin of the URL only.
    public static final Route PLAIN = new Route(HostAddresses.RESOLVED, false);
  }

  /// One that asks the target alone.
  public AdHocDiagnosis(Probe probe, Credentials credentials, Route route) {
    this(probe, credentials, null, route);
  }

  /// The same, of a token from `issuer` for a target that demands this of it.
  ///
  /// @param keys where the issuer's keys are, or null
  public AdHocDiagnosis demanding(
      @Nullable String issuer, @Nullable URI keys, @Nullable String audience) {
    Issuer asked = issuer == null && keys == null ? null : new Issuer(issuer, null, null, keys);
    return new AdHocDiagnosis(
        probe.demanding(new Probe.TokenDemand(audience, issuer)), credentials, asked, route);
  }

  /// The outcome.
  ///
  /// @param answered whether there was any response
  /// @param detail in words, if it was not a refusal
  /// @param verdict why it was refused, or null
  /// @param lines what was sent and what came, in plain text without secrets
  public record Result(
      String subject,
      @Nullable String credential,
      Instant at,
      int status,
      boolean answered,
      String detail,
      @Nullable Verdict verdict,
      List<String> lines) {}

  /// Sends the request and explains a refusal.
  public Result run() {
    InstantSource clock = InstantSource.system();
    try (AgentRuntime runtime = AgentRuntime.withoutConfiguration(clock, route)) {
      return explain(
          new ProbeState(probe, credential(), List.of(), clock.instant()),
          runtime.prober().send(probe, credentials, new RequestVariation.AsConfigured()),
          runtime);
    }
  }

  /// The token as one that another process renews, if it is to be asked about.
  private @Nullable Credential credential() {
    String name = probe.credential();
    return issuer != null && name != null && credentials instanceof Credentials.StaticBearer bearer
        ? new Credential.Bearer(name, SecretSource.fixed(bearer.value()), issuer, probe.tls())
        : null;
  }

  private Result explain(ProbeState state, Outcome outcome, AgentRuntime runtime) {
    ProbeRun run = runtime.probeRun();
    return switch (outcome) {
      case Outcome.Refused refused ->
          result(
              outcome,
              refused.exchange(),
              "",
              described(
                  refused.exchange(),
                  run.explainRefusal(state, new RunCredentials.Ready(probe, credentials), refused),
                  runtime));
      case Outcome.Withheld withheld ->
          result(outcome, null, "", run.explainWithheld(state, withheld));
      case Outcome.Accepted accepted -> {
        String detail = "Accepted: HTTP " + accepted.exchange().status() + ".";
        yield result(outcome, accepted.exchange(), detail, null);
      }
      case Outcome.Unexpected other -> {
        String detail = "Not a refusal, but not the expected response either: " + other.why() + ".";
        yield result(outcome, other.exchange(), detail, null);
      }
      case Outcome.Unreachable none ->
          result(outcome, null, none.failure().label() + ": " + none.detail() + ".", null);
    };
  }

  /// With what the token says of itself, and with what would tell more of it.
  private Verdict described(Exchange exchange, Verdict verdict, AgentRuntime runtime) {
    CredentialFacts facts = CredentialFacts.of(credentials);
    JwtFacts token = facts.token();
    if (token == null || token.form() != JwtFacts.Form.JWT) {
      return verdict;
    }
    Verdict told = verdict;
    Credential asked = credential();
    Duration provider = asked == null ? null : runtime.tokens().providerClock(asked).orElse(null);
    TokenDescription description =
        new TokenDescription(token, ClockComparison.at(exchange, facts, provider));
    for (Finding finding : description.findings()) {
      told = told.with(finding);
    }
    String missing = missing();
    return missing.isEmpty() ? told : told.with(new Finding(Finding.From.TOKEN, missing));
  }

  private String missing() {
    List<String> flags = new ArrayList<>();
    if (issuer == null) {
      flags.add("--issuer or --jwks-url (whether its issuer and its key are the right ones)");
    }
    if (probe.token().audience() == null) {
      flags.add("--audience (whether it is meant for the target)");
    }
    return flags.isEmpty() ? "" : "More can be said with " + String.join(" and ", flags) + ".";
  }

  private Result result(
      Outcome outcome, @Nullable Exchange exchange, String detail, @Nullable Verdict verdict) {
    return new Result(
        probe.url().getScheme() + "://" + probe.url().getRawAuthority() + probe.url().getRawPath(),
        probe.credential(),
        outcome.at(),
        exchange == null ? 0 : exchange.status(),
        exchange != null,
        detail,
        verdict,
        new ExchangeSummary(probe, credentials).lines(exchange));
  }
}
