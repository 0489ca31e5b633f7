package why401.response.code;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import why401.response.statement.ParsedResponse;
import why401.response.statement.RequestContext.Endpoint;
import why401.response.statement.Statement;

/// The table of known error codes, `codes.conf`, which is read with the first response. Immutable
/// but for that, and safe for use by many threads.
public final class ErrorCodes {

  private static final Pattern NO_CODE = Pattern.compile("[^A-Za-z0-9_.-]+");

  /// Some put a namespace before the code and a colon or an address behind it.
  private static final Pattern AROUND = Pattern.compile("^.*#|:.*$", Pattern.DOTALL);

  private static final class Lazy {
    private static final Map<String, List<ErrorCode>> BY_CODE = table();
  }

  /// The most specific code of a response: the one that allows the fewest causes, and among equals
  /// the first.
  public Optional<ErrorCode> in(ParsedResponse response) {
    boolean atTokenEndpoint = response.context().endpoint() == Endpoint.TOKEN_ENDPOINT;
    return response.statements().stream()
        .flatMap(ErrorCodes::in)
        .filter(code -> !code.atTokenEndpoint() || atTokenEndpoint)
        .min(Comparator.comparingInt(code -> code.meaning().causes().size()));
  }

  private static Stream<ErrorCode> in(Statement statement) {
    String whole = AROUND.matcher(statement.text().strip()).replaceAll("");
    Stream<ErrorCode> carried =
        Lazy.BY_CODE.getOrDefault(whole, List.of()).stream()
            .filter(code -> code.fields().contains(statement.field()));
    Stream<ErrorCode> within =
        NO_CODE
            .splitAsStream(statement.text())
            .flatMap(word -> Lazy.BY_CODE.getOrDefault(word, List.of()).stream())
            .filter(code -> code.fields().isEmpty());
    return Stream.concat(carried, within);
  }

  /// What a value of the parameter `error` means (RFC 6749, 5.2).
  public static Optional<CodeMeaning> registered(String error) {
    return Lazy.BY_CODE.getOrDefault(error, List.of()).stream()
        .filter(code -> code.fields().contains("error"))
        .map(ErrorCode::meaning)
        .findFirst();
  }

  static List<ErrorCode> all() {
    return Lazy.BY_CODE.values().stream().flatMap(List::stream).toList();
  }

  private static Map<String, List<ErrorCode>> table() {
    Config file =
        ConfigFactory.parseResources(
            ErrorCodes.class, "codes.conf", ConfigParseOptions.defaults().setAllowMissing(false));
    Map<String, List<ErrorCode>> table = new HashMap<>();
    for (Config entry : file.resolve().getConfigList("codes")) {
      Set<String> fields = entry.hasPath("in") ? Set.copyOf(entry.getStringList("in")) : Set.of();
      boolean tokenEndpoint = entry.hasPath("at");
      if (tokenEndpoint && !entry.getString("at").equals("token-endpoint")) {
        throw new IllegalArgumentException(entry.getString("at") + " (expected: token-endpoint)");
      }
      String label = entry.getString("means");
      CodeMeaning meaning =
          CodeMeaning.of(label).orElseThrow(() -> new IllegalArgumentException(label));
      for (String code : entry.getStringList("codes")) {
        table
            .computeIfAbsent(code, _ -> new ArrayList<>())
            .add(new ErrorCode(code, meaning, fields, tokenEndpoint, entry.getString("source")));
      }
    }
    return table;
  }
}
