package why401.config.reader;

import com.typesafe.config.ConfigObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import why401.config.hocon.FileChecks;
import why401.config.hocon.ReadContext;
import why401.config.hocon.Section;
import why401.config.hocon.Value;
import why401.credential.secret.CommandSecret;
import why401.credential.secret.EnvironmentSecret;
import why401.credential.secret.FileSecret;
import why401.credential.secret.LiteralSecret;
import why401.credential.secret.Secret;
import why401.credential.secret.SecretSource;

/// Reads where a secret comes from: `{ env = NAME }`, `{ file = PATH }`, `{ exec = [cmd, arg] }`,
/// or the secret itself. No problem ever quotes a literal.
///
/// What is not there yet (a variable, a file, a program) is a warning: it may come before it is
/// needed, and until then the probes that need it say `credentials_missing`.
final class SecretReader {
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final String SHAPE =
      "{ env = NAME }, { file = PATH }, { exec = [cmd, arg] } or the secret itself";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration REFRESH = Duration.ofMinutes(1);

  private SecretReader() {}

  /// The secret that `section` has to have under `key`; null after reporting.
  static @Nullable SecretSource require(Section section, String key) {
    return read(section, section.require(key, "a secret: " + SHAPE));
  }

  /// The secret under `key`, if present.
  static @Nullable SecretSource find(Section section, String key) {
    return read(section, section.find(key));
  }

  /// A name that belongs to a secret and is none: no warning for a literal.
  static @Nullable SecretSource name(Section section, String key) {
    Value value = section.find(key);
    return value == null || value.isObject() ? read(section, value) : literal(value, false);
  }

  /// A form field or the like: no warning for a literal, unless its name says that it is a secret.
  static @Nullable SecretSource field(Section section, String key, Value value) {
    boolean secret = key.matches("(?i).*(pass|pwd|secret|token|pin$|otp|key).*");
    return secret || value.isObject() ? read(section, value) : literal(value, false);
  }

  private static @Nullable SecretSource read(Section section, @Nullable Value value) {
    if (value == null) {
      return null;
    }
    if (!(value.raw() instanceof ConfigObject object)) {
      return literal(value, true);
    }
    // Not merged with a default: half of one source and half of another would be neither.
    Section source = new Section(value.path(), value.place(), object, null, section.reading());
    SecretSource secret = fromSource(source, value);
    source.refuseUnknown();
    return secret;
  }

  private static @Nullable SecretSource literal(Value value, boolean warn) {
    if (!value.isScalar()) {
      value.refuseHidden(SHAPE);
      return null;
    }
    if (warn) {
      value.warn("the configuration contains a secret (better: { env = NAME } or { file = PATH })");
    }
    return new LiteralSecret(Secret.of(value.scalar()));
  }

  private static @Nullable SecretSource fromSource(Section source, Value whole) {
    Value env = source.find("env");
    Value file = source.find("file");
    Value exec = source.find("exec");
    long given = Stream.of(env, file, exec).filter(Objects::nonNull).count();
    if (given != 1) {
      whole.refuseShowing(
          given == 0 ? "no source" : "more than one source", "one of env, file and exec");
      return null;
    }
    if (env != null) {
      return fromEnvironment(source.reading(), env);
    }
    if (file != null) {
      return fromFile(file);
    }
    return exec == null ? null : fromCommand(source, exec);
  }

  private static @Nullable SecretSource fromEnvironment(ReadContext reading, Value env) {
    String variable = env.line();
    if (variable == null) {
      return null;
    }
    if (!VARIABLE.matcher(variable).matches()) {
      env.refuseHidden("the name of an environment variable");
      return null;
    }
    String value = reading.environment().get(variable);
    if (value == null) {
      env.warn("\"%s\" is not set in this environment".formatted(variable));
    }
    return new EnvironmentSecret(variable, value == null ? null : Secret.of(value));
  }

  private static @Nullable SecretSource fromFile(Value value) {
    Path file = value.file();
    if (file == null) {
      return null;
    }
    return switch (FileChecks.look(file)) {
      case DIRECTORY -> {
        value.refuse("a file; this is a directory");
        yield null;
      }
      case ABSENT -> warned(file, value, "\"%s\" is not there (yet)");
      case FORBIDDEN -> warned(file, value, "\"%s\" cannot be read by this user");
      case SILENT -> warned(file, value, "\"%s\" does not answer (yet)");
      case READABLE -> new FileSecret(file);
    };
  }

  private static FileSecret warned(Path file, Value value, String warning) {
    value.warn(warning.formatted(file));
    return new FileSecret(file);
  }

  private static @Nullable SecretSource fromCommand(Section source, Value exec) {
    Duration timeout =
        source.duration("timeout", Duration.ofMillis(100), Duration.ofMinutes(1), TIMEOUT);
    Duration refresh =
        source.duration("refresh", Duration.ofSeconds(1), Duration.ofDays(1), REFRESH);
    List<Value> items = exec.items();
    if (!exec.isList() || items.isEmpty() || !items.stream().allMatch(Value::isScalar)) {
      exec.refuseHidden("a list of a program and its arguments: [cmd, arg]");
      return null;
    }
    List<String> command = items.stream().map(Value::scalar).toList();
    String program = command.getFirst();
    if (program.isBlank() || program.indexOf('\0') >= 0) {
      exec.refuseHidden("a list of a program and its arguments: [cmd, arg]");
      return null;
    }
    if (program.startsWith("/") && !FileChecks.executable(Path.of(program))) {
      exec.warn("\"%s\" is not an executable program (yet)".formatted(program));
    }
    return new CommandSecret(command, timeout, refresh);
  }
}
