package why401;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import why401.challenge.Reader;
import why401.diagnosis.Background;
import why401.diagnosis.History;
import why401.diagnosis.Limits;
import why401.diagnosis.Means;
import why401.diagnosis.Neighbours;
import why401.diagnosis.Setup;
import why401.diagnosis.Verdict;
import why401.experiment.Budgets;
import why401.experiment.Examination;
import why401.experiment.ExaminationListener;
import why401.experiment.Experimenter;
import why401.experiment.Scene;
import why401.experiment.Sleeper;
import why401.probe.Exchange;
import why401.probe.OkHttpProber;
import why401.probe.Outcome;
import why401.probe.Probe;
import why401.probe.Variation;
import why401.token.AccountProtection;
import why401.token.Proof;
import why401.token.TokenKeeper;
import why401.token.TokenListener;
import why401.token.TokenSettings;

/// One request without a configuration, and the playbook if it is refused: what `diagnose URL`
/// does.
///
/// @param probe what to send; its `credential` names the option that the proof came from
public record AdHoc(Probe probe, Proof proof) {
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
    Reader reader = new Reader();
    TokenSettings settings =
        new TokenSettings(
            clock, System::nanoTime, null, AccountProtection.DEFAULT, Duration.ofSeconds(30));
    try (TokenKeeper tokens = new TokenKeeper(settings, TokenListener.NONE);
        OkHttpProber prober =
            new OkHttpProber(reader, clock, System::nanoTime, TokenListener.NONE)) {
      PasswordGate gate = new PasswordGate(tokens.passwordGuard(), SLEEPER, System::nanoTime);
      gate.open(probe.credential(), proof, Duration.ZERO);
      Outcome outcome = prober.send(probe, proof, new Variation.AsConfigured());
      gate.ended(probe.credential(), proof, outcome);
      Examination examination =
          new Examination(
              new Experimenter(prober, tokens, reader, gate, SLEEPER),
              reader,
              new Budgets(Limits.DEFAULT, clock),
              gate,
              new Examination.Clocks(clock, System::nanoTime),
              ExaminationListener.NONE);
      return told(outcome, prober, examination);
    }
  }

  private Result told(Outcome outcome, OkHttpProber prober, Examination examination) {
    return switch (outcome) {
      case Outcome.Refused refused -> {
        Scene scene = new Scene(probe, null, proof, refused);
        Background background = background(prober.addresses(probe).size());
        yield result(outcome, refused.exchange(), "", examination.refused(scene, background));
      }
      case Outcome.Withheld held ->
          result(outcome, null, "", examination.withheld(probe, null, held, background(0)));
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
    Setup setup =
        new Setup(
            probe.name(),
            probe.credential(),
            "",
            probe.token(),
            Means.of(probe, null, addresses),
            "",
            null);
    return new Background(setup, null, History.NONE, Neighbours.NONE, null, null);
  }
}
