package why401.partner;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Debian's Alertmanager, alone (no cluster).
public final class AlertmanagerServer implements AutoCloseable {

  private final PartnerFolder folder = PartnerFolder.create("alertmanager");
  private final int port = FreePort.next();
  private final ManagedProcess process;

  private AlertmanagerServer(String configuration) {
    folder.write("alertmanager.yml", configuration);
    var command =
        List.of(
            "/usr/bin/prometheus-alertmanager",
            "--config.file=" + folder.work().resolve("alertmanager.yml"),
            "--storage.path=" + folder.work().resolve("data"),
            "--web.listen-address=" + address(),
            "--cluster.listen-address=");
    process =
        new ManagedProcess(
            new ManagedProcess.Launch(command, Map.of(), folder.output().resolve("output.log")));
  }

  /// Starts it with the text of an `alertmanager.yml`.
  public static AlertmanagerServer start(String configuration) {
    var server = new AlertmanagerServer(configuration);
    try {
      server.process.start(Duration.ofSeconds(20), () -> PlainHttp.answers(server.url("/-/ready")));
    } catch (RuntimeException e) {
      server.folder.close();
      throw e;
    }
    return server;
  }

  /// Starts it so that each alert is sent to the receiver at once, and its end too.
  public static AlertmanagerServer sendingTo(WebhookReceiver receiver) {
    return start(
        """
        route:
          receiver: webhook
          group_by: ['...']
          group_wait: 0s
          group_interval: 1s
          repeat_interval: 1h
        receivers:
          - name: webhook
            webhook_configs:
              - url: %s
                send_resolved: true
        """
            .formatted(receiver.url()));
  }

  /// `127.0.0.1:PORT`.
  public String address() {
    return "127.0.0.1:" + port;
  }

  /// `http://127.0.0.1:PORT` and the path.
  public String url(String path) {
    return "http://" + address() + path;
  }

  /// The alerts it holds, as its API v2 shows them: inhibited and silenced ones too, in `status`.
  public JsonNode alerts() {
    return PlainHttp.json(PlainHttp.get(url("/api/v2/alerts")).body());
  }

  /// For signals: stop, suspend, resume, kill.
  public ManagedProcess process() {
    return process;
  }

  @Override
  public void close() {
    process.close();
    folder.close();
  }
}
