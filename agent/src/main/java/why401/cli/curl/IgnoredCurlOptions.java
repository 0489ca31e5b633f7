package why401.cli.curl;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// Options of curl that only concern its output, its waiting or the default behavior here anyway:
/// taken so that a line can be pasted.
final class IgnoredCurlOptions {
  @SuppressWarnings("UnusedVariable") // accepted and ignored
  @Option(
      names = {
        "-s",
        "--silent",
        "-S",
        "--show-error",
        "-v",
        "--verbose",
        "-i",
        "--include",
        "-f",
        "--fail",
        "--fail-with-body",
        "--fail-early",
        "--compressed",
        "--basic",
        "-g",
        "--globoff",
        "--http1.1",
        "--http2",
        "--tlsv1.2",
        "--tlsv1.3",
        "--no-alpn",
        "-N",
        "--no-buffer",
        "-#",
        "--progress-bar",
        "--no-progress-meter",
        "-O",
        "--remote-name",
        "-J",
        "--remote-header-name",
        "-q",
        "--disable",
        "--retry-connrefused",
        "--retry-all-errors",
        "--tcp-nodelay",
        "--no-keepalive",
        "--no-sessionid",
        "--styled-output",
        "--create-dirs",
        "--trace-time"
      },
      description = "Accepted and ignored.")
  private boolean[] flags = new boolean[0];

  @SuppressWarnings("UnusedVariable") // accepted and ignored
  @Option(
      names = {
        "-o",
        "--output",
        "-w",
        "--write-out",
        "-D",
        "--dump-header",
        "-c",
        "--cookie-jar",
        "--connect-timeout",
        "--retry",
        "--retry-delay",
        "--retry-max-time",
        "--max-redirs",
        "--keepalive-time",
        "--limit-rate",
        "--max-filesize",
        "--stderr",
        "--trace",
        "--trace-ascii"
      },
      paramLabel = "VALUE",
      description = "Accepted and ignored.")
  private List<String> values = new ArrayList<>();
}
