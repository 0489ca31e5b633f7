package why401.soak;

import java.util.List;

/// What an identity provider does wrong for a while.
enum Trouble {
  NONE,
  SLOW,
  LATENT,
  ERROR_500,
  ERROR_502,
  ERROR_503,
  ERROR_520,
  RATE_LIMIT_SHORT,
  RATE_LIMIT_LONG,
  CLOSE_BEFORE_WORK,
  CLOSE_AFTER_WORK,
  EMPTY_SUCCESS,
  HTML_SUCCESS,
  TRUNCATED_SUCCESS,
  REVOKES_EARLY,
  REFUSES_CLIENTS,
  OUTAGE;

  /// Those that are drawn; with many clients, a provider that takes seconds has no time for all.
  static final List<Trouble> DRAWN =
      List.of(values()).stream().filter(trouble -> trouble != NONE && trouble != LATENT).toList();

  /// Whether a renewal can succeed meanwhile.
  boolean healthy() {
    return this == NONE || this == REVOKES_EARLY;
  }
}
