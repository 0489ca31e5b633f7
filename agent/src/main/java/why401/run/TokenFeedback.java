package why401.run;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import why401.cause.Cause;
import why401.credential.Credential;
import why401.diagnosis.credential.RefusedCredential;
import why401.diagnosis.evidence.Observation;
import why401.probe.Outcome;
import why401.probe.Probe;
import why401.response.Interpretation;
import why401.response.ResponseInterpreter;
import why401.response.code.CodeMeaning;
import why401.response.code.ErrorCode;
import why401.response.prose.ProseReading.Band;
import why401.token.Credentials;
import why401.token.TargetResponse;
import why401.token.TargetResponse.Opinion;
import why401.token.TargetResponse.Reaction;
import why401.token.TokenSource;

/// Reports to the token source what a target answered to a token or session.
public final class TokenFeedback {
  /// Where the target names one of these, the token is not to blame, or another one would not help.
  private static final Set<Cause> NOT_THE_TOKEN =
      EnumSet.of(
          Cause.INSUFFICIENT_SCOPE,
          Cause.AUDIENCE_MISMATCH,
          Cause.ISSUER_MISMATCH,
          Cause.ACCOUNT_LOCKED,
          Cause.SCHEME_NOT_ACCEPTED,
          Cause.REQUEST_BLOCKED,
          Cause.RATE_LIMITED,
          Cause.SERVER_MISCONFIGURED,
          Cause.IDENTITY_PROVIDER_UNAVAILABLE);

  private final TokenSource tokens;
  private final ResponseInterpreter reader;

  /// Reports to `tokens`.
  public TokenFeedback(TokenSource tokens, ResponseInterpreter reader) {
    this.tokens = tokens;
    this.reader = reader;
  }

  /// Of several tokens a refusal is about the one that it names, and about none if it names none.
  ///
  /// @return what the agent does about it
  Reaction report(ProbeState probeState, RunCredentials.Ready sent, Outcome outcome) {
    List<Probe.Companion> all = SeveralCredentials.all(sent);
    if (all.size() == 1) {
      return report(probeState, sent.credentials(), outcome);
    }
    String named =
        outcome instanceof Outcome.Refused refused
            ? RefusedCredential.of(all, refused.exchange().response()).name()
            : null;
    Reaction reaction = Reaction.NONE;
    for (Probe.Companion one : all) {
      if (outcome instanceof Outcome.Accepted || one.name().equals(named)) {
        Reaction own = report(probeState.seenFrom(one.name()), one.credentials(), outcome);
        reaction = own == Reaction.NONE ? reaction : own;
      }
    }
    return reaction;
  }

  private Reaction report(ProbeState probeState, Credentials sent, Outcome outcome) {
    if (!(probeState.credential() instanceof Credential.Renewable credential)) {
      return Reaction.NONE;
    }
    Optional<Opinion> opinion =
        switch (outcome) {
          case Outcome.Accepted _ -> Optional.of(Opinion.ACCEPTED);
          case Outcome.Refused refused -> opinion(refused, sent);
          case Outcome.Unexpected _, Outcome.Unreachable _, Outcome.Withheld _ -> Optional.empty();
        };
    return opinion
        .map(said -> new TargetResponse(probeState.probe().name(), said, probeState.accepted(sent)))
        .map(answer -> tokens.answered(credential, sent, answer))
        .orElse(Reaction.NONE);
  }

  private Optional<Opinion> opinion(Outcome.Refused refused, Credentials sent) {
    boolean session = sent instanceof Credentials.Session;
    Interpretation said = Observation.of(refused, reader).interpretation();
    if (said == null || (!session && refused.exchange().status() != 401)) {
      return Optional.empty();
    }
    ErrorCode code = said.reason().code();
    if (code != null && code.meaning() == CodeMeaning.NOT_YET_VALID) {
      return Optional.of(Opinion.NOT_YET_VALID);
    }
    Optional<Cause> cause = said.reason().cause(Band.HIGH);
    if (cause.filter(NOT_THE_TOKEN::contains).isPresent()) {
      return Optional.empty();
    }
    boolean invalid = code != null && code.meaning() == CodeMeaning.INVALID_TOKEN;
    Opinion otherwise = invalid ? Opinion.INVALID : Opinion.REFUSED;
    return Optional.of(
        switch (cause.orElse(Cause.UNKNOWN)) {
          case TOKEN_EXPIRED -> Opinion.EXPIRED;
          case TOKEN_REVOKED -> Opinion.REVOKED;
          default -> otherwise;
        });
  }
}
