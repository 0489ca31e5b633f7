package why401.experiment;

import static why401.cause.Cause.SCHEME_NOT_ACCEPTED;
import static why401.cause.Cause.TOKEN_SIGNATURE_INVALID;
import static why401.cause.Confidence.CERTAIN;

import java.util.stream.Stream;
import why401.credential.MessageSignature;
import why401.credential.MessageSignature.KeyFormat;
import why401.credential.SharedKey;
import why401.credential.secret.Secret;
import why401.experiment.World.Reply;
import why401.token.Credentials;
import why401.token.signature.MessageSigner;

/// Targets that verify signed requests.
final class SignatureWorlds {
  private SignatureWorlds() {}

  private static Credentials signed() {
    SharedKey key = new SharedKey(Secret.of("a key that both know"), KeyFormat.TEXT);
    return new Credentials.Signed(new MessageSigner("probe", key, MessageSignature.DEFAULT), null);
  }

  static Stream<MechanismWorld> all() {
    return Stream.of(
        MechanismWorld.of(
            "signing-key-other",
            TOKEN_SIGNATURE_INVALID,
            CERTAIN,
            bed -> {
              bed.credentials = signed();
              bed.world.target =
                  _ -> Reply.of(401).body("{\"error\":\"Signature verification failed\"}");
              return bed.examine();
            }),
        MechanismWorld.of(
            "signature-too-narrow",
            SCHEME_NOT_ACCEPTED,
            CERTAIN,
            bed -> {
              bed.credentials = signed();
              bed.world.target =
                  _ -> Reply.of(401, "Accept-Signature: s=(\"@method\" \"x-tenant\");created");
              return bed.examine();
            }));
  }
}
