package why401.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import why401.diagnosis.evidence.Background;
import why401.diagnosis.evidence.Capabilities;
import why401.diagnosis.evidence.Neighbours;
import why401.diagnosis.evidence.ProbeContext;
import why401.diagnosis.evidence.RunSeries;
import why401.diagnosis.verdict.DiagnosisLimits;
import why401.diagnosis.verdict.Verdict;
import why401.experiment.DiagnosisListener;
import why401.experiment.DiagnosisSession;
import why401.experiment.ExperimentBudget;
import why401.experiment.Experimenter;
import why401.experiment.RefusedRun;
import why401.probe.AccountProtectingProber;
import why401.probe.Exchange;
import why401.probe.Outcome;
import why401.probe.Probe;
import why401.probe.RequestVariation;
import why401.probe.okhttp.OkHttpProber;
import why401.response.ResponseInterpreter;
import why401.time.Sleeper;
import why401.token.Credentials;
import why401.token.TokenListener;
import why401.token.TokenSettings;
import why401.token.lockout.AccountProtection;
import why401.token.source.RenewingTokenSource;

/// One request without a configuration, and the playbook if it is refused: what `diagnose URL`
/// does.
///
/// @param probe what to send; its `credential` names the option that the proof came from
public record AdHocDiagnosis(Probe probe, Credentials credentials) {
  private static final Sleeper SLEEPER = pause -> Thread.sleep(pause);

  /// How it ended.
  ///
  /// @param answered whether there was any answer
  /// @param detail in words, if it was no refusal
  /// @param verdict why it was refused, or null
  public record Result(
      String subject,
      @Nullable String credential,
      Instant at,
      int status,
      boolean answered,
      String detail,
      @Nullable Verdict verdict) {}

  /// Sends, and explains.
  public Result run() {
    InstantSource clock = InstantSource.system();
    ResponseInterpreter reader = new ResponseInterpreter();
    TokenSettings settings =
        new TokenSettings(
            clock, System::nanoTime, null, AccountProtection.DEFAULT, Duration.ofSeconds(30));
    try (RenewingTokenSource tokens = new RenewingTokenSource(settings, TokenListener.NONE);
        OkHttpProber prober = new OkHttpProber(clock, System::nanoTime, TokenListener.NONE)) {
      AccountProtectingProber gate =
          new AccountProtectingProber(tokens.passwordGuard(), SLEEPER, System::nanoTime);
      gate.open(probe.credential(), credentials, Duration.ZERO);
      Outcome outcome = prober.send(probe, credentials, new RequestVariation.AsConfigured());
      gate.ended(probe.credential(), credentials, outcome);
      DiagnosisSession examination =
          new DiagnosisSession(
              new Experimenter(prober, tokens, reader, gate, SLEEPER),
              reader,
              new ExperimentBudget(DiagnosisLimits.DEFAULT, clock),
              gate,
              new DiagnosisSession.Clocks(clock, System::nanoTime),
              DiagnosisListener.NONE);
      return told(outcome, prober, examination);
    }
  }

  private Result told(Outcome outcome, OkHttpProber prober, DiagnosisSession examination) {
    return switch (outcome) {
      case Outcome.Refused refused -> {
        RefusedRun run = new RefusedRun(probe, null, credentials, refused);
        Background background = background(prober.addresses(probe).size());
        yield result(
            outcome, refused.exchange(), "", examination.refused(run, background).verdict());
      }
      case Outcome.Withheld held ->
          result(
              outcome, null, "", examination.withheld(probe, null, held, background(0)).verdict());
      case Outcome.Accepted accepted -> {
        String detail = "Accepted: HTTP " + accepted.exchange().status() + ".";
        yield result(outcome, accepted.exchange(), detail, null);
      }
      case Outcome.Unexpected other -> {
        String detail = "No refusal, but not what was expected either: " + other.why() + ".";
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

  private Background background(int addresses) {
    ProbeContext context =
        new ProbeContext(
            probe.name(),
            probe.credential(),
            "",
            probe.token(),
            Capabilities.of(probe, null, addresses),
            "",
            null);
    return new Background(context, null, RunSeries.NONE, Neighbours.NONE, null, null);
  }
}
