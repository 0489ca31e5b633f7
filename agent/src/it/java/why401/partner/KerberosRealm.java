package why401.partner;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// MIT's KDC with one realm of its own, on a port of loopback; nothing of `/etc/krb5.conf` is read.
public final class KerberosRealm implements AutoCloseable {
  public static final String NAME = "WHY401.TEST";

  private final PartnerFolder folder = PartnerFolder.create("kerberos");
  private final int port = FreePort.next();
  private final ManagedProcess process;

  private KerberosRealm(Map<String, String> environment) {
    List<String> command = new ArrayList<>(List.of("env"));
    environment().forEach((name, value) -> command.add(name + "=" + value));
    command.addAll(List.of("/usr/sbin/krb5kdc", "-n", "-P", path("kdc.pid").toString()));
    process =
        new ManagedProcess(
            new ManagedProcess.Launch(command, environment, folder.output().resolve("output.log")));
  }

  /// Starts it.
  ///
  /// @param environment of the KDC, such as another clock
  public static KerberosRealm start(Map<String, String> environment) {
    KerberosRealm realm = new KerberosRealm(environment);
    realm.writeConfiguration();
    realm.run("/usr/sbin/kdb5_util", "create", "-s", "-r", NAME, "-P", "master-key-of-the-test");
    realm.process.start(Duration.ofSeconds(10), realm::answers);
    return realm;
  }

  /// A connection is enough: the KDC logs to its own file.
  private boolean answers() {
    try (var socket = new java.net.Socket(java.net.InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (java.io.IOException e) {
      return false;
    }
  }

  private void writeConfiguration() {
    folder.write(
        "krb5.conf",
        """
        [libdefaults]
          default_realm = %s
          dns_lookup_realm = false
          dns_lookup_kdc = false
          dns_canonicalize_hostname = false
          rdns = false
          udp_preference_limit = 1
          kdc_timeout = 3000
        [realms]
          %s = {
            kdc = 127.0.0.1:%d
          }
        [domain_realm]
          localhost = %s
          127.0.0.1 = %s
        """
            .formatted(NAME, NAME, port, NAME, NAME));
    folder.write(
        "kdc.conf",
        """
        [kdcdefaults]
          kdc_listen = 127.0.0.1:%d
          kdc_tcp_listen = 127.0.0.1:%d
        [realms]
          %s = {
            database_name = %s
            key_stash_file = %s
            max_life = 10h
            acl_file = %s
          }
        [logging]
          kdc = FILE:%s
        """
            .formatted(
                port, port, NAME, path("principal"), path("stash"), path("acl"), path("kdc.log")));
  }

  private Path path(String name) {
    return folder.work().resolve(name);
  }

  /// The `krb5.conf` of its clients.
  public Path configuration() {
    return path("krb5.conf");
  }

  /// What every program of the realm is started with.
  public Map<String, String> environment() {
    return Map.of(
        "KRB5_CONFIG", configuration().toString(), "KRB5_KDC_PROFILE", path("kdc.conf").toString());
  }

  private void run(String... command) {
    List<String> all = new ArrayList<>(List.of("env"));
    environment().forEach((name, value) -> all.add(name + "=" + value));
    all.addAll(List.of(command));
    Command.run(all, "").orFail();
  }

  private void admin(String query) {
    run("/usr/sbin/kadmin.local", "-r", NAME, "-q", query);
  }

  /// Makes a principal with random keys that must be proven before a ticket is issued.
  public void createPrincipal(String name) {
    admin("addprinc -randkey +requires_preauth " + name);
  }

  public void deletePrincipal(String name) {
    admin("delete_principal -force " + name);
  }

  /// Gives a principal new keys, as a changed password does: keytabs of the old ones are useless.
  public void changeKeys(String name) {
    admin("change_password -randkey " + name);
  }

  /// A new keytab with the present keys of a principal, readable by all.
  public Path keytab(String name) {
    Path file = path(name.replaceAll("[^a-z]", "-") + System.nanoTime() + ".keytab");
    admin("ktadd -norandkey -k " + file + " " + name);
    if (!file.toFile().setReadable(true, false) || !Files.exists(file)) {
      throw new IllegalStateException(file + ": not written (expected: a keytab)");
    }
    return file;
  }

  /// A ticket cache with a granting ticket.
  public Path ticketCache(String name, Path keytab) {
    Path file = path("cache-" + System.nanoTime());
    run("/usr/bin/kinit", "-c", "FILE:" + file, "-k", "-t", keytab.toString(), name + "@" + NAME);
    return file;
  }

  @Override
  public void close() {
    process.close();
    folder.close();
  }
}
