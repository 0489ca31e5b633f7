package why401.diagnosis;

import java.util.Optional;
import java.util.function.Function;
import why401.credential.Secret;
import why401.token.Proof;

/// Takes stray blanks, line breaks, quotes and prefixes away from a secret.
final class CleanedProof {
  private CleanedProof() {}

  static Optional<Proof> of(Proof proof) {
    return switch (proof) {
      case Proof.None none -> Optional.empty();
      case Proof.Session session -> Optional.empty();
      case Proof.Basic basic ->
          cleaned(basic.password(), secret -> new Proof.Basic(basic.username(), secret));
      case Proof.Digest digest ->
          cleaned(digest.password(), secret -> new Proof.Digest(digest.username(), secret));
      case Proof.Key key -> cleaned(key, key.prefix());
      case Proof.StaticBearer bearer -> cleaned(bearer.value(), Proof.StaticBearer::new);
      case Proof.AccessToken access -> cleaned(access.token().value(), Proof.StaticBearer::new);
    };
  }

  private static Optional<Proof> cleaned(Proof.Key key, String prefix) {
    return cleaned(
        Secret.of(key.value().reveal().substring(prefix.length())),
        secret -> new Proof.Key(key.in(), key.parameter(), Secret.of(prefix + secret.reveal())));
  }

  private static Optional<Proof> cleaned(Secret secret, Function<Secret, Proof> with) {
    String before = secret.reveal();
    String after = clean(before);
    return after.equals(before) || after.isEmpty()
        ? Optional.empty()
        : Optional.of(with.apply(Secret.of(after)));
  }

  /// To a fixed point, since damage comes in layers: a quoted value with a line break inside.
  private static String clean(String value) {
    String text = value;
    String last;
    do {
      last = text;
      text = text.replaceAll("[\r\n]", "").strip();
      text = ProofLook.PREFIX.matcher(text).replaceFirst("");
      text = ProofLook.quoted(text) ? text.substring(1, text.length() - 1) : text;
    } while (!text.equals(last));
    return text;
  }
}
