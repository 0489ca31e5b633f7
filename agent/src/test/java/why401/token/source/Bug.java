package why401.token.source;

/// The bugs of renewal.md, 10, each of which others have shipped.
public enum Bug {
  /// The keeper as it is.
  NONE,
  /// 2.1: the pause after a failure is thrown away.
  NO_PAUSE_AFTER_FAILURE,
  /// 2.2: the back-off is shifted until it overflows.
  BACK_OFF_OVERFLOWS,
  /// 2.3: the flight is over as soon as it was handed to its thread.
  SINGLE_FLIGHT_RELEASED_AT_ONCE,
  /// 2.4: the skew is added where it has to be subtracted.
  SKEW_WITH_THE_WRONG_SIGN,
  /// 2.5: the renewal instant is drawn again at each look.
  JITTER_DRAWN_AGAIN,
  /// 2.6: a failure throws the token in hand away.
  TOKEN_DROPPED_ON_FAILURE,
  /// 2.6: the token in hand is cleared before there is another.
  TOKEN_CLEARED_BEFORE_RENEWAL,
  /// 2.6: a token is withheld in its last quarter.
  TOKEN_WITHHELD_LATE,
  /// 2.7: what was left of a life is taken for the whole after a restart.
  EXPIRY_RELOADED_AS_NEW,
  /// 4: OkHttp as it comes.
  OKHTTP_AS_IT_COMES,
  /// An attempt is bounded by the life of the token alone, however slow the provider is.
  BOUND_BY_LIFE_ALONE,
  /// A 500 or 520 is taken for a request that was turned away.
  LOST_ANSWER_TAKEN_FOR_A_REFUSAL,
  /// A token that is issued once more is taken for a new one.
  SAME_TOKEN_TAKEN_FOR_FRESH,
  /// What targets say of a token is not listened to.
  EARLY_DEATH_IGNORED
}
