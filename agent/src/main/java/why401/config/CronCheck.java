package why401.config;

import java.util.Optional;

/// Knows what the scheduler accepts as a cron expression.
@FunctionalInterface
public interface CronCheck {
  /// What is wrong with `expression`, or empty if it is fine. Never throws.
  Optional<String> fault(String expression);
}
