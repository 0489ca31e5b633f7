package why401.token;

/// What a target answered to a token or session.
///
/// @param place the target, by the name of its probe
/// @param acceptedThere whether this very token was accepted there before
public record TargetResponse(String place, Opinion opinion, boolean acceptedThere) {
  /// What it says of the token.
  public enum Opinion {
    /// It is accepted.
    ACCEPTED,
    /// It is refused, and the target does not say why.
    REFUSED,
    /// It is refused as a token, which RFC 6750 says of expired, revoked and malformed ones alike.
    INVALID,
    /// It is called not valid yet.
    NOT_YET_VALID,
    /// It is called expired.
    EXPIRED,
    /// It is called revoked.
    REVOKED;

    /// Whether the target names a reason for which another token would help.
    public boolean over() {
      return this == EXPIRED || this == REVOKED;
    }
  }

  /// What the agent does about it.
  public enum Reaction {
    /// Nothing.
    NONE,
    /// A newer token is there already.
    SUPERSEDED,
    /// The previous token is sent for a while.
    PREVIOUS_TOKEN,
    /// A new token is requested at once.
    RENEWAL
  }
}
