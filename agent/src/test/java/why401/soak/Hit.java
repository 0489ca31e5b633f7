package why401.soak;

import java.time.Instant;

/// One token request, as the identity provider logged it.
///
/// @param atOnce requests of this client under way when it came, itself included
/// @param outcome `issued`, or the class of failure that the agent has to count
record Hit(Instant at, String client, Trouble trouble, int atOnce, String outcome) {
  static final String ISSUED = "issued";
}
