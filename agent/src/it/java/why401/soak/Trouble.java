package why401.soak;

import java.util.List;

/// What an identity provider does wrong for a while.
enum Trouble {
  NONE,
  SLOW,
  ERROR_500,
  ERROR_502,
  ERROR_503,
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

  /// Those that are drawn.
  static final List<Trouble> DRAWN =
      List.of(values()).stream().filter(trouble -> trouble != NONE).toList();

  /// Whether a renewal can succeed meanwhile.
  boolean healthy() {
    return this == NONE || this == REVOKES_EARLY;
  }
}
