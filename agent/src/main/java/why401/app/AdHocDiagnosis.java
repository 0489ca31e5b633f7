package why401.app;

import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import why401.diagnosis.verdict.Verdict;
import why401.probe.Exchange;
import why401.probe.Outcome;
import why401.probe.Probe;
import why401.probe.RequestVariation;
import why401.token.Credentials;

/// One request without a configuration, and its diagnosis if it is refused: what `diagnose URL`
/// does.
///
/// @param probe what to send; its `credential` names the option that the credentials came from
public record AdHocDiagnosis(Probe probe, Credentials credentials) {
  /// The outcome.
  ///
  /// @param answered whether there was any response
  /// @param detail in words, if it was not a refusal
  /// @param verdict why it was refused, or null
  public record Result(
      String subject,
      @Nullable String credential,
      Instant at,
      int status,
      boolean answered,
      String detail,
      @Nullable Verdict verdict) {}

  /// Sends the request and explains a refusal.
  public Result run() {
    InstantSource clock = InstantSource.system();
    try (AgentRuntime runtime = AgentRuntime.withoutConfiguration(clock)) {
      return explain(
          new ProbeState(probe, null, clock.instant()),
          runtime.prober().send(probe, credentials, new RequestVariation.AsConfigured()),
          runtime.probeRun());
    }
  }

  private Result explain(ProbeState state, Outcome outcome, ProbeRun run) {
    return switch (outcome) {
      case Outcome.Refused refused ->
          result(outcome, refused.exchange(), "", run.explainRefusal(state, credentials, refused));
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

  private Result result(
      Outcome outcome, @Nullable Exchange exchange, String detail, @Nullable Verdict verdict) {
    return new Result(
        probe.url().getScheme() + "://" + probe.url().getRawAuthority() + probe.url().getRawPath(),
        probe.credential(),
        outcome.at(),
        exchange == null ? 0 : exchange.status(),
        exchange != null,
        detail,
        verdict);
  }
}
