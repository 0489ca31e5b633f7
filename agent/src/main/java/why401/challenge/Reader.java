package why401.challenge;

import java.util.List;

/// Reads answers. Immutable and safe for use by many threads; one instance serves the whole program.
public final class Reader {

  /// Reads one answer: no network, no clock, never an exception for what a server sent.
  public Reading read(Response response) {
    Challenges challenges = Challenges.in(response.headers());
    return new Reading(
        response.status() == 401,
        List.of(),
        new Reading.Facts(Seen.UNKNOWN, null, null, null),
        new Demands(challenges, List.of(), null, false),
        new Brakes(false, false, null));
  }
}
