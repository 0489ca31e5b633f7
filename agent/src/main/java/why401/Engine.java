package why401;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import why401.challenge.Reader;
import why401.config.Configuration;
import why401.config.ServerSettings;
import why401.credential.Credential;
import why401.diagnosis.Experiment;
import why401.diagnosis.Verdict;
import why401.experiment.Budgets;
import why401.experiment.Examination;
import why401.experiment.ExaminationListener;
import why401.experiment.Experimenter;
import why401.incident.IncidentBook;
import why401.incident.IncidentHistory;
import why401.incident.IncidentListener;
import why401.incident.MemoryHistory;
import why401.metrics.AgentMetrics;
import why401.metrics.Sources;
import why401.probe.OkHttpProber;
import why401.schedule.Schedule;
import why401.server.AgentServer;
import why401.server.Changes;
import why401.server.Lifelines;
import why401.token.TokenKeeper;

/// All that a run passes through, wired in one place; what fires the runs and what shows them is
/// the agent's.
final class Engine implements AutoCloseable {
}
