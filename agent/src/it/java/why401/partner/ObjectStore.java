package why401.partner;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// S3Proxy with objects in files: it checks Signature Version 4 as S3 does, and answers in S3's
/// words.
public final class ObjectStore implements AutoCloseable {
  public static final String ACCESS_KEY_ID = "AKIAWHY401TESTONLY00";
  public static final String SECRET_KEY = "secret-key-of-the-object-store-1";

  private static final Path LIBRARIES =
      Path.of(System.getProperty("why401.object-store", "object-store/target"), "lib")
          .toAbsolutePath();

  private final PartnerFolder folder = PartnerFolder.create("object-store");
  private final int port = FreePort.next();
  private final ManagedProcess process;

  private ObjectStore() {
    if (!Files.isDirectory(LIBRARIES)) {
      throw new IllegalStateException(
          LIBRARIES
              + ": absent (expected: the libraries, as mvn pre-integration-test leaves them)");
    }
    Path properties =
        folder.write(
            "s3proxy.conf",
            """
            s3proxy.endpoint=%s
            s3proxy.authorization=aws-v4
            s3proxy.identity=%s
            s3proxy.credential=%s
            jclouds.provider=filesystem
            jclouds.identity=unused
            jclouds.credential=unused
            jclouds.filesystem.basedir=%s
            """
                .formatted(url(""), ACCESS_KEY_ID, SECRET_KEY, folder.writableByAll("objects")));
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            LIBRARIES + "/*",
            "org.gaul.s3proxy.Main",
            "--properties",
            properties.toString());
    process =
        new ManagedProcess(
            new ManagedProcess.Launch(command, Map.of(), folder.output().resolve("output.log")));
  }

  /// Starts it.
  public static ObjectStore start() {
    ObjectStore store = new ObjectStore();
    store.process.start(Duration.ofMinutes(2), () -> PlainHttp.answers(store.url("/")));
    return store;
  }

  /// `http://127.0.0.1:PORT` and the path.
  public String url(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  @Override
  public void close() {
    process.close();
    folder.close();
  }
}
