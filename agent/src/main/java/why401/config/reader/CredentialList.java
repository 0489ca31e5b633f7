package why401.config.reader;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import why401.config.hocon.Section;
import why401.credential.Credential;
import why401.credential.TlsOptions;
import why401.credential.TokenPlacement;
import why401.probe.Probe;

/// Checks and arranges what a probe sends together: each in its own place, one client certificate
/// at most, which goes into the TLS options.
public final class CredentialList {
  private static final String HEADER = "header ";

  private final Probe probe;
  private final Section section;
  private final Map<String, Credential> known;

  /// @param section of the probe
  /// @param known the credentials that were read
  public CredentialList(Probe probe, Section section, Map<String, Credential> known) {
    this.probe = probe;
    this.section = section;
    this.known = known;
  }

  /// The probe with its credentials in the order in which they are examined.
  public Probe arrange() {
    List<Credential> all =
        probe.credentials().stream().flatMap(name -> Stream.ofNullable(known.get(name))).toList();
    refuseSamePlace(all);
    refuseUncovered(all);
    List<String> names =
        all.stream()
            .sorted(Comparator.comparingInt(CredentialList::rank))
            .map(Credential::name)
            .toList();
    if (names.size() < probe.credentials().size()) {
      // One of them was not read, which is reported.
      return probe;
    }
    return withCertificate(all, names);
  }

  /// Digest needs a handshake of its own; a certificate is no part of the request.
  private static int rank(Credential credential) {
    return switch (credential) {
      case Credential.Digest _ -> 0;
      case Credential.TlsCertificate _ -> 2;
      default -> 1;
    };
  }

  private Probe withCertificate(List<Credential> all, List<String> names) {
    Probe.Companions companions = probe.companions();
    List<String> further = names.isEmpty() ? names : names.subList(1, names.size());
    Probe arranged =
        names.isEmpty()
            ? probe
            : probe.sending(
                names.getFirst(),
                new Probe.Companions(further, companions.headers(), companions.ready()));
    List<Credential.TlsCertificate> certificates =
        all.stream()
            .filter(Credential.TlsCertificate.class::isInstance)
            .map(Credential.TlsCertificate.class::cast)
            .toList();
    if (certificates.isEmpty()) {
      return arranged;
    }
    if (certificates.size() > 1 || probe.tls().cert() != null) {
      String also = certificates.size() > 1 ? "two client certificates" : "a client certificate";
      section.error("credential", also + " next to tls.cert or another", "one for a connection");
    }
    if (!probe.url().getScheme().equals("https")) {
      section.error("url", "http with a client certificate", "https");
    }
    return arranged.over(tls(certificates.getFirst()));
  }

  private TlsOptions tls(Credential.TlsCertificate certificate) {
    TlsOptions tls = probe.tls();
    Path cert = certificate.cert();
    return new TlsOptions(tls.ca(), cert, certificate.key(), tls.serverName(), tls.insecure());
  }

  private void refuseSamePlace(List<Credential> all) {
    Set<String> places = new HashSet<>();
    probe
        .companions()
        .headers()
        .keySet()
        .forEach(name -> places.add(HEADER + name.toLowerCase(Locale.ROOT)));
    for (Credential credential : all) {
      String place = place(credential);
      if (place != null && !places.add(place)) {
        section.error(
            "credential",
            "%s is not the only one that is sent in the %s".formatted(credential.name(), place),
            "each in a header, query parameter or cookie of its own");
      }
    }
  }

  /// A signature covers what the request has.
  private void refuseUncovered(List<Credential> all) {
    Set<String> headers = new HashSet<>(HmacReader.MADE);
    probe.headers().keySet().forEach(name -> headers.add(name.toLowerCase(Locale.ROOT)));
    all.stream()
        .map(CredentialList::place)
        .flatMap(Stream::ofNullable)
        .filter(place -> place.startsWith(HEADER))
        .forEach(place -> headers.add(place.substring(HEADER.length())));
    for (Credential credential : all) {
      if (credential instanceof Credential.Hmac hmac) {
        hmac.signature().components().stream()
            .filter(component -> !component.startsWith("@") && !headers.contains(component))
            .forEach(
                component ->
                    section.error(
                        "credential",
                        "%s covers the header %s, which the probe does not send"
                            .formatted(hmac.name(), component),
                        "a header of the probe"));
      }
    }
  }

  /// Where it is written, or null if no other can be written there.
  private static @Nullable String place(Credential credential) {
    return switch (credential) {
      case Credential.Basic _,
          Credential.Digest _,
          Credential.SigV4 _,
          Credential.AwsWebIdentity _,
          Credential.Negotiate _ ->
          place(TokenPlacement.BEARER);
      case Credential.Hmac _ -> "header signature";
      case Credential.ApiKey key -> place(new TokenPlacement(key.in(), key.parameter(), ""));
      case Credential.Bearer bearer -> place(bearer.placement());
      case Credential.OAuth oauth -> place(oauth.client().placement());
      case Credential.JsonLogin login -> login.reading() == null ? null : place(login.placement());
      case Credential.FormLogin _, Credential.TlsCertificate _ -> null;
    };
  }

  private static String place(TokenPlacement placement) {
    String parameter = placement.parameter();
    return switch (placement.in()) {
      case HEADER -> HEADER + parameter.toLowerCase(Locale.ROOT);
      case QUERY -> "query parameter " + parameter;
      case COOKIE -> "cookie " + parameter;
    };
  }
}
