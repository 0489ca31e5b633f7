package why401.config.reader;

import java.util.Optional;

/// Knows what the scheduler accepts as a cron expression.
@FunctionalInterface
public interface CronValidator {
  /// What is wrong with `expression`, or empty if it is fine. Never throws.
  Optional<String> fault(String expression);
}
