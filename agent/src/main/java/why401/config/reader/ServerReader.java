package why401.config.reader;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import why401.config.hocon.FileChecks;
import why401.config.hocon.Section;
import why401.config.hocon.Urls;
import why401.config.hocon.Value;
import why401.server.security.ServerSettings;

/// Reads `server { … }`.
public final class ServerReader {
  private ServerReader() {}

  public static ServerSettings read(@Nullable Section section) {
    ServerSettings standard = ServerSettings.DEFAULT;
    if (section == null) {
      return standard;
    }
    String host = host(section, standard.host());
    return new ServerSettings(
        host,
        section.integer("port", 0, 65_535, standard.port()),
        webConfigFile(section),
        section.flag("enable-reload", Urls.isLoopback(host)),
        section.url("alertmanager-url"));
  }

  private static String host(Section section, String otherwise) {
    Value value = section.find("host");
    String host = value == null ? null : value.line();
    if (value == null || host == null) {
      return otherwise;
    }
    if (!host.matches("[A-Za-z0-9._:%-]+|\\[[0-9A-Fa-f:.%a-z]+]") || host.matches("[^:]*:\\d+")) {
      value.refuse("a host name or address without scheme and port");
    }
    return host;
  }

  private static @Nullable Path webConfigFile(Section section) {
    Value value = section.find("web-config-file");
    Path file = value == null ? null : value.file();
    if (value == null || file == null) {
      return null;
    }
    Optional<String> fault = FileChecks.readable(file);
    fault.ifPresent(expected -> value.refuseShowing("\"" + file + "\"", expected));
    return file;
  }
}
