package why401.diagnosis.report;

import why401.cause.Cause;

/// The words for each cause, in one place: the summary of a refusal and what to do first, then the
/// same for a run that had nothing to send. Names in braces are filled in by [MessageArguments].
enum CauseMessages {
  CREDENTIALS_MISSING(
      "{target} demands a credential and none was sent.",
      "Give the probe '{probe}' a credential, or ask why {target} demands one.",
      "There is no secret to send for {credential}.",
      "Provide the secret of {credential} where the configuration looks for it."),
  CREDENTIALS_STRIPPED(
      "{target} never saw {what}: something in the path drops it.",
      "{path}",
      "There is nothing usable to send for {credential}.",
      "Look at the last renewal of {credential} in the log and at {issuer}."),
  CREDENTIALS_INVALID(
      "{target} does not accept {what}: it is wrong.",
      "Compare the secret of {credential} with the one that {target} knows and put the right one in"
          + " place; the agent takes it up by itself.",
      "{issuer} does not accept the secret of {credential}.",
      "Compare the secret of {credential} with the one at {issuer} and replace it; the agent takes"
          + " it up by itself."),
  ACCOUNT_LOCKED(
      "The account behind {credential} is locked, disabled or must change its password.",
      "Unlock or enable the account behind {credential}; then find out who else uses an old"
          + " password of it, or it will be locked again.",
      "The account behind {credential} is locked or disabled at {issuer}.",
      "Unlock or enable the account or client behind {credential} at {issuer}."),
  TOKEN_EXPIRED(
      "The life of {what} was over when {target} judged it.",
      "{renewal}",
      "What {credential} would buy a token with has expired.",
      "Authorise {credential} anew at {issuer} and put the new secret or refresh token in place."),
  CLOCK_SKEW(
      "The life of {what} depends on whom one asks: the clock of {clock} is off.",
      "Set the clock of {clock} right (NTP); tokens are judged by it.",
      "{issuer} refuses {credential} because a clock is off.",
      "Compare the clocks of this machine and of {issuer} (NTP)."),
  TOKEN_MALFORMED(
      "{target} cannot use {what}: it is damaged or of the wrong kind.",
      "{form}",
      "What {credential} holds cannot be sent as it is.",
      "Write the secret of {credential} anew, without line breaks, quotes or a prefix."),
  TOKEN_SIGNATURE_INVALID(
      "{target} refuses the signature of {what}, made with {key}.",
      "{keys}",
      "{issuer} refuses the signature with which {credential} proves itself.",
      "Compare the key of {credential} with the one registered at {issuer}."),
  TOKEN_REVOKED(
      "{target} refuses {what}, which was withdrawn before its time.",
      "{revocation}",
      "What {credential} would buy a token with was withdrawn.",
      "Authorise {credential} anew at {issuer} and put the new secret or refresh token in place."),
  AUDIENCE_MISMATCH(
      "{target} refuses {what}, which is meant for another audience: {audience}.",
      "Ask for a token with the audience {wanted}; the present one is for {audience}.",
      "{issuer} gives {credential} no token for the audience it asks for.",
      "Grant the audience that {credential} asks for at {issuer}, or ask for another."),
  ISSUER_MISMATCH(
      "{target} refuses {what}, which comes from an issuer that it does not trust: {issuer}.",
      "Compare the issuer that {target} trusts with {issuer}, letter by letter, a slash at the end"
          + " included.",
      "{issuer} is not the issuer that {credential} belongs to.",
      "Check the issuer configured for {credential}."),
  INSUFFICIENT_SCOPE(
      "{target} knows {what}, but it lacks the right to {resource}.",
      "Grant {right} to the account behind {credential}{scopes}.",
      "{issuer} does not grant {credential} what it asks for.",
      "Grant what {credential} asks for at {issuer}, or ask for less."),
  SCHEME_NOT_ACCEPTED(
      "{target} wants another authentication scheme than {scheme}.",
      "Ask who changed the authentication of {target}; it offers {offered}. Configure {credential}"
          + " to match.",
      "{issuer} does not allow {credential} to obtain tokens this way.",
      "Allow the grant of {credential} for its client at {issuer}."),
  SESSION_STALE(
      "{target} refuses an old session; a fresh one is needed.",
      "{session}",
      "{issuer} gives {credential} no session.",
      "Look at the last login of {credential} in the log and at {issuer}."),
  SERVER_MISCONFIGURED(
      "The authentication of {target} itself is broken: {what} is refused there without fault.",
      "Tell the owners of {target}: their log at {time} says why. The key set address, the user"
          + " directory and the last deployment are the places to look.",
      "There is nothing usable to send for {credential}.",
      "Look at the last renewal of {credential} in the log and at {issuer}."),
  INCONSISTENT_BACKENDS(
      "Some servers behind {target} accept {what} and others refuse it.",
      "Compare the servers behind {target}: version, keys, configuration, clock. Take those out"
          + " that refuse.",
      "There is nothing usable to send for {credential}.",
      "Look at the last renewal of {credential} in the log and at {issuer}."),
  IDENTITY_PROVIDER_UNAVAILABLE(
      "The identity provider does not answer, so {what} can neither be replaced nor judged.",
      "Look at {provider} first; the probe recovers with it.",
      "There is no usable token for {credential} because {issuer} does not answer as it should.",
      "Look at {provider} first; the probes recover with it."),
  REQUEST_BLOCKED(
      "A filter in front of {target} refuses the request, whatever credential it carries.",
      "Ask the owners of {target} which filter refused the request at {time}, and to admit the"
          + " agent's address.",
      "A filter in front of {issuer} refuses the request for {credential}.",
      "Ask the owners of {issuer} which filter refuses the agent."),
  RATE_LIMITED(
      "{target} refuses us because of too many attempts.",
      "Find out who else sends to {target} from this address or with {credential}; lengthen the"
          + " probe's interval if it is us.",
      "{issuer} has had too many requests from {credential}.",
      "Find out who else asks {issuer} so often; the agent waits meanwhile."),
  TRANSIENT(
      "{target} refused one request and accepted the same a moment later.",
      "Nothing now. If it comes back, look at {target} for restarts and deployments at {time}.",
      "There is nothing usable to send for {credential}.",
      "Look at the last renewal of {credential} in the log and at {issuer}."),
  UNKNOWN(
      "{target} refuses {what}, and nothing that could be asked says why.",
      "Ask the owners of {target} what their log says about the request at {time}.",
      "There is nothing usable to send for {credential}, and nobody says why.",
      "Look at the last renewal of {credential} in the log and at {issuer}.");

  private final String summary;
  private final String remedy;
  private final String withheldSummary;
  private final String withheldRemedy;

  CauseMessages(String summary, String remedy, String withheldSummary, String withheldRemedy) {
    this.summary = summary;
    this.remedy = remedy;
    this.withheldSummary = withheldSummary;
    this.withheldRemedy = withheldRemedy;
  }

  static CauseMessages of(Cause cause) {
    return valueOf(cause.name());
  }

  String summary() {
    return summary;
  }

  String remedy() {
    return remedy;
  }

  String withheldSummary() {
    return withheldSummary;
  }

  String withheldRemedy() {
    return withheldRemedy;
  }
}
