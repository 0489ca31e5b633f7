package why401.probe;

import java.util.Optional;
import why401.credential.secret.FingerprintKey;
import why401.credential.secret.SecretUnavailableException;

/// The account at a forward proxy, of which a wrong password is an attempt as well.
///
/// @param name the same for all probes that use it
/// @param fingerprint of its password as it is now, under the key of the guard
record ProxyAccount(String name, String fingerprint) {
  /// That of `probe`; empty without a proxy or a password that can be read.
  static Optional<ProxyAccount> of(Probe probe, FingerprintKey key) {
    Probe.Proxy proxy = probe.proxy();
    if (proxy == null || proxy.username() == null || proxy.password() == null) {
      return Optional.empty();
    }
    try {
      String name = "proxy " + proxy.username() + "@" + proxy.url().getRawAuthority();
      return Optional.of(new ProxyAccount(name, proxy.password().read().fingerprint(key)));
    } catch (SecretUnavailableException e) {
      return Optional.empty();
    }
  }
}
