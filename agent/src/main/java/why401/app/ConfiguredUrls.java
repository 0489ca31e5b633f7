package why401.app;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import why401.config.Configuration;
import why401.credential.Credential;
import why401.probe.Probe;

/// The URLs of a configuration, to whose origins redirects may lead.
final class ConfiguredUrls {
  private ConfiguredUrls() {}

  /// Every URL that the configuration itself names.
  static List<String> own(Configuration configuration) {
    List<String> urls = new ArrayList<>();
    for (Probe probe : configuration.probes()) {
      if (!configuration.discovered().contains(probe.name())) {
        urls.addAll(urls(probe));
      }
    }
    configuration.elsewhere().forEach(probe -> urls.addAll(urls(probe)));
    for (Credential credential : configuration.credentials().values()) {
      if (credential instanceof Credential.Login form) {
        urls.add(form.loginUrl().toString());
      }
    }
    return urls;
  }

  private static List<String> urls(Probe probe) {
    return Stream.of(probe.url(), probe.controlUrl())
        .filter(Objects::nonNull)
        .map(URI::toString)
        .toList();
  }

  /// The URLs of targets by credential: they are named for no other.
  static Map<String, List<String>> discovered(Configuration configuration) {
    Map<String, List<String>> urls = new HashMap<>();
    for (Probe probe : configuration.probes()) {
      if (configuration.discovered().contains(probe.name())) {
        String credential = probe.credential() == null ? "" : probe.credential();
        urls.computeIfAbsent(credential, _ -> new ArrayList<>()).addAll(urls(probe));
      }
    }
    return urls;
  }
}
