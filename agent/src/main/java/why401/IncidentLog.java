package why401;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import why401.incident.Incident;
import why401.incident.IncidentListener;
import why401.server.Changes;
import why401.server.IncidentJson;

/// Tells the log and the open pages of incidents.
final class IncidentLog implements IncidentListener {
  private static final Logger LOG = LoggerFactory.getLogger(IncidentLog.class);

  private final Changes changes;

  IncidentLog(Changes changes) {
    this.changes = changes;
  }

  @Override
  public void opened(Incident incident) {
    tell("incident opened", incident);
  }

  @Override
  public void changed(Incident before, Incident after) {
    tell("incident changed", after);
  }

  @Override
  public void closed(Incident incident) {
    tell("incident closed", incident);
  }

  private void tell(String what, Incident incident) {
    LOG.atWarn()
        .addKeyValue("incident", IncidentJson.of(incident))
        .log(
            "{}: probe={} cause={} confidence={} fault_domain={}: {}",
            what,
            incident.probe(),
            incident.verdict().cause().label(),
            incident.verdict().confidence().label(),
            incident.verdict().faultDomain().label(),
            incident.verdict().summary());
    changes.incident(incident);
  }
}
