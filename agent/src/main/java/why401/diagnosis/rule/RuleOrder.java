package why401.diagnosis.rule;

import java.util.List;
import java.util.stream.Stream;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.verdict.Hypothesis;

/// The rules in order: where two fit, the earlier one wins, unless the later one is certain.
public final class RuleOrder {
  /// What stops every further attempt, or was seen by ourselves.
  private static final List<Rule> FIRST =
      List.of(
          new ProxyRefused(),
          new AccountLockNamed(),
          new RateLimitNamed(),
          new NoCredentialConfigured(),
          new CredentialLeftAtRedirect(),
          new CleanedSecretAccepted());

  /// Once an identical request was accepted, the credential is not to blame.
  private static final List<Rule> UNSTABLE = List.of(new RepliesAlternate(), new RetryAccepted());

  private static final List<Rule> STABLE =
      List.of(
          // The kind of token before its audience.
          new TokenTruncated(),
          new NotAnAccessToken(),
          new CauseNamedByTarget(),
          // Clocks before expiry.
          new ClockSkewed(),
          new TokenExpired(),
          new SigningKeyUnpublished(),
          new RenewalRefused(),
          new IssuerUnreachable(),
          new DecoyAccepted(),
          new SchemeNotOffered(),
          new CredentialNotReceived(),
          new ControlResourceAccepted(),
          new FlappingAcrossRuns(),
          new RenewedTokenAccepted(),
          new TokenInactive(),
          new TokenRequirementUnmet(),
          // From here on nothing decides; what fits best is said.
          new SecretDefective(),
          new DigestNonceStale(),
          new TokenClaimsChanged(),
          new CauseSuggestedByTarget(),
          new ServerChanged(),
          new ValidElsewhere(),
          new TreatedAsUnknown(),
          new Forbidden(),
          new LoginPageReturned(),
          new AccountLockSuggested(),
          new ResponsesIndistinguishable(),
          new SecretRefusedUnexplained(),
          new TokenRefusedUnexplained());

  private RuleOrder() {}

  /// The drafts of all rules that fit, in order.
  public static List<Hypothesis> judge(EvidenceView c) {
    return Stream.concat(FIRST.stream(), (c.repeats().anyAccepted() ? UNSTABLE : STABLE).stream())
        .flatMap(rule -> rule.judge(c).stream())
        .toList();
  }
}
