package why401.config.reader;

import com.typesafe.config.ConfigObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import why401.config.hocon.Section;
import why401.config.hocon.Value;
import why401.probe.Probe;

/// Reads when a target is under maintenance.
final class MaintenanceReader {
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(7);

  private final Section probe;
  private final CronValidator check;

  MaintenanceReader(Section probe, CronValidator check) {
    this.probe = probe;
    this.check = check;
  }

  List<Probe.Maintenance> read() {
    Value value = probe.find("maintenance");
    List<Probe.Maintenance> windows = new ArrayList<>();
    for (Value item : value == null ? List.<Value>of() : value.items()) {
      if (item.raw() instanceof ConfigObject object) {
        Section window = new Section(item.path(), item.place(), object, null, item.reading());
        Probe.Maintenance read = read(window);
        window.refuseUnknown();
        if (read != null) {
          windows.add(read);
        }
      } else {
        item.refuseHidden("an object { cron, duration, zone }");
      }
    }
    return windows;
  }

  private Probe.@Nullable Maintenance read(Section window) {
    Value cron = window.require("cron", "when it begins, as a Quartz cron expression");
    window.require("duration", "how long it lasts");
    Duration duration = window.duration("duration", SHORTEST, LONGEST, SHORTEST);
    ZoneId zone = zone(window.find("zone"));
    String expression = cron == null ? null : cron.line();
    if (cron == null || expression == null) {
      return null;
    }
    Optional<String> fault = check.fault(expression);
    fault.ifPresent(why -> cron.refuse("a Quartz cron expression; " + why));
    return fault.isPresent() ? null : new Probe.Maintenance(expression, duration, zone);
  }

  private static ZoneId zone(@Nullable Value value) {
    String name = value == null ? null : value.line();
    if (value != null && name != null) {
      try {
        return ZoneId.of(name);
      } catch (DateTimeException e) {
        value.refuse("a time zone such as Europe/Berlin or UTC");
      }
    }
    return ZoneId.systemDefault();
  }
}
