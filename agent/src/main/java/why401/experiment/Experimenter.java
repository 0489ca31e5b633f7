package why401.experiment;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import why401.credential.Credential;
import why401.credential.TokenPlacement;
import why401.credential.secret.Secret;
import why401.diagnosis.credential.CredentialFacts;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.evidence.ExperimentResult;
import why401.diagnosis.evidence.Observation;
import why401.probe.Outcome;
import why401.probe.Prober;
import why401.probe.RequestVariation;
import why401.response.ResponseInterpreter;
import why401.time.Sleeper;
import why401.token.Credentials;
import why401.token.RenewalResult;
import why401.token.RequestSigner;
import why401.token.Token;
import why401.token.TokenSource;

/// Carries out the experiments of the diagnosis, one controlled request at a time.
public final class Experimenter {
  /// Two failures within a second count as an attack at some identity providers.
  static final Duration PASSWORD_PAUSE = Duration.ofSeconds(2);

  private static final String PROVIDER_BUSY =
      "too many diagnoses ask the identity provider at the same time (two requests a second)";

  private static final Duration ADDRESS_PAUSE = Duration.ofMillis(200);

  /// Long enough for a token to reach the replicas of an identity provider.
  private static final Duration PAUSE = Duration.ofMillis(500);

  /// A bearer token with a character that no token has (RFC 6750, 2.1).
  private static final String MALFORMED_TOKEN = "why401,cannot,be,a,token";

  private final Prober prober;
  private final TokenSource tokens;
  private final ResponseInterpreter interpreter;
  private final Sleeper sleeper;
  private final ExperimentPace pace;

  /// Carries out experiments with these.
  ///
  /// @param prober protects accounts
  /// @param sleeper for the pauses between attempts
  /// @param pace of all experiments of the agent
  public Experimenter(
      Prober prober,
      TokenSource tokens,
      ResponseInterpreter interpreter,
      Sleeper sleeper,
      ExperimentPace pace) {
    this.prober = new PacedProber(prober, pace);
    this.pace = pace;
    this.tokens = tokens;
    this.interpreter = interpreter;
    this.sleeper = sleeper;
  }

  /// Carries out the experiment.
  ///
  /// @param left extra requests that it may cost, at least 1
  public ExperimentResult perform(Experiment experiment, RefusedRun run, int left) {
    Credentials credentials = run.credentials();
    return switch (experiment) {
      case Experiment.KeyLookup asked ->
          withCredential(
              asked,
              run,
              known ->
                  new ExperimentResult.KeySought(asked, tokens.lookUpKey(known, asked.keyId())));
      case Experiment.Introspection asked ->
          withCredential(asked, run, known -> introspected(asked, run, known, left));
      case Experiment.RenewedToken asked -> renewed(asked, run);
      case Experiment.IdenticalRetry asked ->
          send(asked, run, credentials, new RequestVariation.Again(), pause(asked.nth()));
      case Experiment.FreshSession asked ->
          send(asked, run, credentials, new RequestVariation.FreshSession(), pause(asked.nth()));
      case Experiment.AnonymousControl asked ->
          send(asked, run, new Credentials.None(), new RequestVariation.Anonymous(), Duration.ZERO);
      case Experiment.NonsenseControl asked -> decoy(asked, run);
      case Experiment.MalformedControl asked ->
          replaced(
              asked,
              run,
              new Credentials.StaticBearer(Secret.of(MALFORMED_TOKEN), placement(credentials)),
              Duration.ZERO);
      case Experiment.ControlResource asked -> control(asked, run, left);
      case Experiment.EachAddress asked -> eachAddress(asked, run, left);
      case Experiment.CleanedSecret asked ->
          CredentialFacts.cleaned(credentials)
              .map(cleaned -> replaced(asked, run, cleaned, PAUSE))
              .orElseGet(() -> new ExperimentResult.Declined(asked, "there is nothing to clean"));
    };
  }

  /// Asks about the refused token and, if that is called inactive, about one just issued: a
  /// provider may call every token inactive of which the asker may not know (RFC 7662, 2.2).
  private ExperimentResult introspected(
      Experiment experiment, RefusedRun run, Credential credential, int left) {
    TokenSource.Introspection said = tokens.introspect(credential, run.credentials());
    OptionalLong generation = generation(run.credentials());
    boolean ask = said instanceof TokenSource.Introspection.Inactive && left >= 3;
    return ask
            && generation.isPresent()
            && mayAsk(credential)
            && tokens.renewNow(credential, generation.getAsLong())
                instanceof RenewalResult.Renewed(_, Token fresh)
        ? new ExperimentResult.Introspected(
            experiment, said, tokens.introspect(credential, new Credentials.AccessToken(fresh)))
        : new ExperimentResult.Introspected(experiment, said);
  }

  private ExperimentResult withCredential(
      Experiment experiment, RefusedRun run, Function<Credential, ExperimentResult> ask) {
    Credential credential = run.credential();
    if (credential == null) {
      return new ExperimentResult.Declined(experiment, "the probe has no credential");
    }
    return mayAsk(credential)
        ? ask.apply(credential)
        : new ExperimentResult.Declined(experiment, PROVIDER_BUSY);
  }

  /// Waits for the pace of the provider of `credential`, if it has one that issues tokens.
  private boolean mayAsk(Credential credential) {
    return !(credential instanceof Credential.Renewable renewable)
        || pace.atProvider(renewable.issuerLabel());
  }

  /// Longer each time.
  static Duration pause(int nth) {
    return Duration.ofSeconds(nth <= 1 ? 1 : nth == 2 ? 2 : 3);
  }

  /// The real password is not sent, so the account is not at risk; the request still waits like an
  /// attempt, for servers that count by address.
  private ExperimentResult decoy(Experiment experiment, RefusedRun run) {
    return waited(PASSWORD_PAUSE)
        ? result(experiment, run, run.credentials(), new RequestVariation.Nonsense())
        : ending(experiment);
  }

  private ExperimentResult replaced(
      Experiment experiment, RefusedRun run, Credentials credentials, Duration pause) {
    return send(
        experiment, run, credentials, new RequestVariation.WithCredentials(credentials), pause);
  }

  /// Requests the control resource with the same credential and, if it is accepted, without one and
  /// with a decoy: what opens to them proves nothing.
  private ExperimentResult control(Experiment experiment, RefusedRun run, int left) {
    URI url = run.probe().controlUrl();
    if (url == null) {
      return new ExperimentResult.Declined(experiment, "no control-url is configured");
    }
    RequestVariation there = new RequestVariation.ControlResource(url);
    ExperimentResult ours = send(experiment, run, run.credentials(), there, PAUSE);
    if (!(ours instanceof ExperimentResult.Observed(Experiment _, Observation answer))) {
      return ours;
    }
    List<Observation> others = new ArrayList<>();
    if (answer.accepted()) {
      send(experiment, run, new Credentials.None(), there, Duration.ZERO)
          .observations()
          .forEach(others::add);
      boolean closed = others.stream().noneMatch(Observation::accepted);
      if (closed && left >= 3 * Observation.requests(run.refused().exchange())) {
        stranger(run, url).ifPresent(others::add);
      }
    }
    return new ExperimentResult.Compared(experiment, answer, others);
  }

  /// What the control resource answers to a made-up credential.
  private Optional<Observation> stranger(RefusedRun run, URI url) {
    return waited(PASSWORD_PAUSE)
        ? Optional.of(
            Observation.of(
                prober.send(
                    run.probe().at(url), run.credentials(), new RequestVariation.Nonsense()),
                interpreter))
        : Optional.empty();
  }

  /// Each address of the target in turn, as far as the budget goes.
  private ExperimentResult eachAddress(Experiment experiment, RefusedRun run, int left) {
    List<InetAddress> addresses = prober.addresses(run.probe());
    if (addresses.size() < 2) {
      return new ExperimentResult.Declined(experiment, "the target has one address");
    }
    int each = Observation.requests(run.refused().exchange());
    List<ExperimentResult.At> at = new ArrayList<>();
    for (InetAddress address : addresses.subList(0, Math.min(left / each, addresses.size()))) {
      RequestVariation variation = new RequestVariation.AtAddress(address);
      if (!(send(experiment, run, run.credentials(), variation, ADDRESS_PAUSE)
          instanceof ExperimentResult.Observed observed)) {
        break;
      }
      at.add(new ExperimentResult.At(address.getHostAddress(), observed.observation()));
      if (observed.observation().brakes()) {
        break;
      }
    }
    return new ExperimentResult.Surveyed(experiment, at);
  }

  /// Obtains a fresh token or session and sends it.
  private ExperimentResult renewed(Experiment experiment, RefusedRun run) {
    Credential credential = run.credential();
    OptionalLong generation = generation(run.credentials());
    if (credential == null || generation.isEmpty()) {
      return new ExperimentResult.Declined(
          experiment, "the credential is not renewed by the agent");
    }
    if (!mayAsk(credential)) {
      return new ExperimentResult.Declined(experiment, PROVIDER_BUSY);
    }
    return switch (tokens.renewNow(credential, generation.getAsLong())) {
      case RenewalResult.NotNow notNow -> new ExperimentResult.Declined(experiment, notNow.why());
      case RenewalResult.Failed failed ->
          new ExperimentResult.RenewalFailed(
              experiment,
              failed.failure(),
              Observation.ofIssuer(failed.failure(), credential.type(), interpreter));
      case RenewalResult.Renewed renewed -> renewed(experiment, run, renewed.token());
    };
  }

  private ExperimentResult renewed(Experiment experiment, RefusedRun run, Token token) {
    RequestSigner signer = token.signer();
    Credentials credentials =
        run.credentials() instanceof Credentials.Session session
            ? new Credentials.Session(token, session.origin(), session.csrf())
            : run.credentials() instanceof Credentials.Signed && signer != null
                ? new Credentials.Signed(signer, token)
                : new Credentials.AccessToken(token, placement(run.credentials()));
    // A login takes its page and its form.
    int renewal = credentials instanceof Credentials.Session ? 2 : 1;
    return switch (replaced(experiment, run, credentials, PAUSE)) {
      case ExperimentResult.Observed observed ->
          new ExperimentResult.Renewed(
              experiment,
              CredentialFacts.of(credentials),
              observed.observation(),
              renewal + observed.requests());
      case ExperimentResult other -> other;
    };
  }

  private static TokenPlacement placement(Credentials credentials) {
    return credentials instanceof Credentials.Placed placed
        ? placed.placement()
        : TokenPlacement.BEARER;
  }

  private static OptionalLong generation(Credentials credentials) {
    return switch (credentials) {
      case Credentials.AccessToken access -> OptionalLong.of(access.token().generation());
      case Credentials.Session session -> OptionalLong.of(session.token().generation());
      case Credentials.Signed(_, Token token) when token != null ->
          OptionalLong.of(token.generation());
      case Credentials.Signed _,
          Credentials.None _,
          Credentials.Basic _,
          Credentials.Digest _,
          Credentials.Key _,
          Credentials.Body _,
          Credentials.StaticBearer _ ->
          OptionalLong.empty();
    };
  }

  private ExperimentResult send(
      Experiment experiment,
      RefusedRun run,
      Credentials credentials,
      RequestVariation variation,
      Duration pause) {
    boolean password = CredentialFacts.of(credentials).kind() == CredentialFacts.Kind.PASSWORD;
    return waited(password && pause.compareTo(PASSWORD_PAUSE) < 0 ? PASSWORD_PAUSE : pause)
        ? result(experiment, run, credentials, variation)
        : ending(experiment);
  }

  private boolean waited(Duration pause) {
    try {
      sleeper.sleep(pause);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static ExperimentResult ending(Experiment experiment) {
    return new ExperimentResult.Declined(experiment, "the agent is ending");
  }

  /// A request that was withheld at the last instant, as with a token that expired meanwhile, was
  /// no experiment.
  private ExperimentResult result(
      Experiment experiment, RefusedRun run, Credentials credentials, RequestVariation variation) {
    Outcome outcome = prober.send(run.probe(), credentials, variation);
    return outcome instanceof Outcome.Withheld withheld
        ? new ExperimentResult.Declined(experiment, why(withheld))
        : new ExperimentResult.Observed(experiment, Observation.of(outcome, interpreter));
  }

  private static String why(Outcome.Withheld withheld) {
    return withheld.reason() == Outcome.Withheld.Reason.ACCOUNT_PROTECTION
        ? "another refusal of this password could lock its account"
        : withheld.failure().description();
  }
}
