package why401.token;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/// Both clocks.
record Clocks(InstantSource wall, LongSupplier nanos) {
  Moment now() {
    return new Moment(wall.instant(), nanos.getAsLong());
  }
}
