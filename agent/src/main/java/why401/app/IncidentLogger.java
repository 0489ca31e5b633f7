package why401.app;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import why401.api.IncidentJson;
import why401.incident.Incident;
import why401.incident.IncidentListener;
import why401.server.StatusEvents;

/// Tells the log and the open pages of incidents.
final class IncidentLogger implements IncidentListener {
  private static final Logger LOG = LoggerFactory.getLogger(IncidentLogger.class);

  private final StatusEvents changes;

  IncidentLogger(StatusEvents changes) {
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
