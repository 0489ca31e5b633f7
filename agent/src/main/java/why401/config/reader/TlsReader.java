package why401.config.reader;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import why401.config.hocon.Section;
import why401.config.hocon.Value;
import why401.credential.TlsOptions;

/// Reads `tls { … }`, and checks the files that it names.
public final class TlsReader {
  private TlsReader() {}

  /// The options under `tls`, or those of the platform.
  public static TlsOptions read(Section owner) {
    Section section = owner.section("tls");
    if (section == null) {
      return TlsOptions.DEFAULT;
    }
    Path ca = certificates(section, "ca");
    Path cert = certificates(section, "cert");
    Path key = key(section);
    if ((section.find("cert") == null) != (section.find("key") == null)) {
      String absent = section.find("cert") == null ? "cert" : "key";
      section.missing(absent, "cert and key together");
    }
    Value insecure = section.find("insecure");
    boolean anyCertificate = section.flag("insecure", false);
    if (insecure != null && anyCertificate) {
      insecure.warn("true: requests and responses can be read and changed in transit");
    }
    return new TlsOptions(ca, cert, key, section.text("server-name"), anyCertificate);
  }

  /// The certificates that have to be in the file under `key`.
  static @Nullable Path certificates(Section section, String key) {
    return checked(section.find(key), section.reading().files()::certificates);
  }

  /// The private key that has to be in the file under `key`.
  static @Nullable Path key(Section section) {
    return checked(section.find("key"), section.reading().files()::key);
  }

  private static @Nullable Path checked(
      @Nullable Value value, Function<Path, Optional<String>> check) {
    Path file = value == null ? null : value.file();
    if (value == null || file == null) {
      return null;
    }
    Optional<String> fault = check.apply(file);
    if (fault.isPresent()) {
      value.refuseShowing("\"" + file + "\"", fault.get());
      return null;
    }
    return file;
  }
}
