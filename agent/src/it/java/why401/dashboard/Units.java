package why401.dashboard;

import java.time.Duration;
import java.util.Locale;

/// Values as Grafana would write them.
final class Units {
  private static final double DAY = 86_400;

  private Units() {}

  static String text(String unit, double value) {
    return switch (unit) {
      case "s" -> seconds(value);
      case "percentunit" -> number(value * 100) + " %";
      case "bytes" -> number(value / (1 << 20)) + " MiB";
      case "reqps" -> number(value) + " /s";
      case "opm" -> number(value) + " /min";
      default -> number(value);
    };
  }

  private static String seconds(double value) {
    double size = Math.abs(value);
    if (size >= DAY) {
      return number(value / DAY) + " days";
    }
    if (size >= 3600) {
      return number(value / 3600) + " hours";
    }
    if (size >= 60) {
      return number(value / 60) + " min";
    }
    if (size >= 1 || size == 0) {
      return number(value) + " s";
    }
    return number(value * Duration.ofSeconds(1).toMillis()) + " ms";
  }

  private static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e9) {
      return Long.toString((long) value);
    }
    return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.2f" : "%.1f", value);
  }
}
