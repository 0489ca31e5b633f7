package why401.matrix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import why401.app.Rehearsal;
import why401.app.RehearsalTime;
import why401.diagnosis.verdict.Verdict;
import why401.incident.Incident;
import why401.partner.AccessLog;
import why401.probe.Exchange;
import why401.probe.Outcome;

/// Where one scenario is played: an agent with the probe `p`, the servers, and a clock.
final class Stage implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofSeconds(31);
  private static final Duration QUIET = Duration.ofMillis(25);

  /// How long a server may take to write down what it answered.
  private static final Duration WRITTEN = Duration.ofSeconds(2);

  private static final int REFUSED_RUNS = 3;

  final Lab lab;
  final RehearsalTime time = new RehearsalTime();
  private final Path folder;
  private final AtomicInteger files = new AtomicInteger();
  private @Nullable Rehearsal agent;
  private @Nullable Verdict told;
  private final List<Verdict> later = new ArrayList<>();
  private boolean behind;
  private int extra;
  private String first = "";

  /// Where the logs ended when they were read last.
  private long[] ends;

  /// What the mock had been asked by then.
  private int mock;

  /// Requests of probes since then.
  private int sent;

  /// What the agent had counted by then.
  private double renewals;

  private double experiments;
  private final List<String> asked = new ArrayList<>();

  Stage(Lab lab, Path folder) {
    this.lab = lab;
    this.folder = folder;
    this.ends = ends(lab.logs());
    this.mock = lab.mock.asked();
  }

  /// Starts the agent.
  Rehearsal agent(String configuration) {
    Rehearsal started = new Rehearsal(folder.resolve("why401.conf"), time, configuration);
    agent = started;
    return started;
  }

  Rehearsal agent() {
    return Objects.requireNonNull(agent);
  }

  /// One probe `p` of `url` with the credential `c`.
  static String conf(String credential, String url, String... more) {
    return "why401 { credentials { c { %s } }\nprobes { p { url = \"%s\", credential = c, timeout = 4s\n%s } } }"
        .formatted(credential, url, String.join("\n", more));
  }

  /// One probe `p` of `url` without a credential of HTTP.
  static String anonymous(String url, String... more) {
    return "why401.probes.p { url = \"%s\", timeout = 4s\n%s }"
        .formatted(url, String.join("\n", more));
  }

  /// Runs that must be accepted, and some time after them.
  void good(int runs) {
    goodJustNow(runs);
    time.pass(INTERVAL);
  }

  /// Runs that must be accepted.
  void goodJustNow(int runs) {
    for (int i = 0; i < runs; i++) {
      Outcome outcome = agent().run("p");
      sent += own(outcome);
      if (!(outcome instanceof Outcome.Accepted)) {
        throw new IllegalStateException(
            "run: " + describe(outcome) + " (expected: accepted, before the fault)");
      }
      time.pass(Duration.ofMillis(100));
    }
  }

  /// The runs after a fault that does not meet every request, up to the first that it meets.
  void refusedSoon() {
    for (int i = 0; i < 4 && told == null; i++) {
      refused(1);
    }
  }

  /// The runs after the fault.
  void refused() {
    refused(REFUSED_RUNS);
  }

  void refused(int runs) {
    for (int i = 0; i < runs; i++) {
      Verdict verdict = counted();
      if (told == null) {
        told = verdict;
      } else if (verdict != null) {
        later.add(verdict);
      }
      time.pass(Duration.ofMillis(100));
    }
  }

  /// The runs after a fault that is counted in the mock behind the target: its requests are the
  /// target's.
  void refusedBehindCheck(int runs) {
    behind = true;
    refused(runs);
  }

  /// One run, its extra requests counted where they arrive.
  private @Nullable Verdict counted() {
    // What goes on in the background, such as a look at the issuer, goes on before.
    agent().awaitToken("p");
    arrived();
    asked.clear();
    Outcome outcome = agent().run("p");
    int own = own(outcome);
    sent += own;
    int seen = arrived();
    if (first.isEmpty()) {
      String words = describe(outcome);
      first = words.substring(0, Math.min(300, words.length()));
    }
    // Where nothing was sent, nothing was examined; renewals are no experiments.
    extra = Math.max(extra, own == 0 ? 0 : Math.max(0, seen - own));
    return agent().incident("p").map(Incident::verdict).orElse(null);
  }

  /// What arrived at the servers since the last look. Servers write a line after they answered: as
  /// many as the agent says that it sent are waited for, and then until nothing is added.
  private int arrived() {
    double attempts = agent().sum("why401_token_renewals_total");
    double extras = agent().sum("why401_diagnosis_requests_total");
    // A restarted agent counts from 0.
    int claimed =
        sent + (int) (Math.max(0, attempts - renewals) + Math.max(0, extras - experiments));
    List<AccessLog> logs = lab.logs();
    long deadline = System.nanoTime() + WRITTEN.toNanos();
    int before;
    long[] read;
    List<String> requests = written(logs);
    do {
      before = requests.size();
      ScriptedServer.late(QUIET);
      read = ends(logs);
      requests = written(logs);
    } while (requests.size() > before
        || requests.size() + lab.mock.asked() - mock < claimed && System.nanoTime() < deadline);
    int seen = requests.size() + (behind ? 0 : lab.mock.asked() - mock);
    asked.addAll(requests);
    ends = read;
    mock = lab.mock.asked();
    sent = 0;
    renewals = attempts;
    experiments = extras;
    return seen;
  }

  private static long[] ends(List<AccessLog> logs) {
    return logs.stream().mapToLong(AccessLog::end).toArray();
  }

  private List<String> written(List<AccessLog> logs) {
    List<String> requests = new ArrayList<>();
    for (int i = 0; i < ends.length; i++) {
      requests.addAll(logs.get(i).asked(ends[i]));
    }
    return requests;
  }

  /// What the run itself took: the request, and the redirects that it followed.
  private static int own(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Withheld _ -> 0;
      case Outcome.Refused refused -> own(refused.exchange());
      case Outcome.Accepted accepted -> own(accepted.exchange());
      case Outcome.Unexpected unexpected -> own(unexpected.exchange());
      case Outcome.Unreachable _ -> 1;
    };
  }

  private static int own(Exchange exchange) {
    return Math.max(1, 1 + exchange.hops().size() - (exchange.status() / 100 == 3 ? 1 : 0));
  }

  /// Runs that may go on as they like, as long as no incident opens.
  void quiet(int runs) {
    for (int i = 0; i < runs; i++) {
      agent().run("p");
      time.pass(INTERVAL);
    }
  }

  /// Whether an incident was opened at any time.
  boolean anyIncident() {
    return agent != null && !agent.incidents().isEmpty();
  }

  private static String describe(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted it -> "accepted " + it.exchange().status();
      case Outcome.Refused it ->
          "refused "
              + it.exchange().status()
              + " "
              + it.exchange().headers("WWW-Authenticate")
              + " "
              + it.exchange().body().replaceAll("\\s+", " ");
      case Outcome.Unexpected it -> "unexpected " + it.exchange().status() + " " + it.why();
      case Outcome.Unreachable it -> "unreachable " + it.detail();
      case Outcome.Withheld it ->
          "withheld "
              + it.reason()
              + " "
              + it.failure().status()
              + " "
              + it.failure().error()
              + " "
              + it.failure().description();
    };
  }

  /// How the first run after the fault ended.
  String first() {
    return first + " " + asked;
  }

  Row row(Scenario scenario) {
    Verdict any = told;
    if (any == null && anyIncident()) {
      any = agent().incidents().getFirst().verdict();
    }
    return new Row(scenario, any, later, extra);
  }

  /// Where files of this scenario are.
  Path folder() {
    return folder;
  }

  /// A file with a secret.
  Path file(String text) {
    Path path = folder.resolve("secret-" + files.incrementAndGet());
    write(path, text);
    return path;
  }

  /// Replaces a file's content.
  void write(Path path, String text) {
    try {
      Files.writeString(path, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (agent != null) {
      agent.close();
    }
  }
}
