import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;

/// Completes the bundle after the jars are in `lib`: `Bundle.java BUNDLE SOURCES`.
///
/// - `runtime`: a Java runtime made by jlink, made again only when its recipe changes;
/// - `bin/why401`: the launcher, and `lib/why401.args`: how it runs the JVM;
/// - `lib/why401.aot`: the AOT cache. It is trained last, on the final jars at their final paths
///   with the final runtime, since the JVM refuses it silently when any of these differ.
class Bundle {
  /// Quartz needs java.desktop, java.sql, java.rmi and java.naming, the discovery of a cluster by
  /// DNS jdk.naming.dns; see RATIONALE.
  private static final List<String> MODULES =
      List.of(
          "java.base",
          "java.desktop",
          "java.instrument",
          "java.logging",
          "java.management",
          "java.naming",
          "java.net.http",
          "java.rmi",
          "java.security.jgss",
          "java.sql",
          "java.xml",
          "jdk.crypto.ec",
          "jdk.httpserver",
          "jdk.management",
          "jdk.naming.dns",
          "jdk.net",
          "jdk.security.auth",
          "jdk.security.jgss",
          "jdk.unsupported");

  private static final List<String> JLINK =
      List.of(
          "--add-modules",
          String.join(",", MODULES),
          "--strip-java-debug-attributes",
          "--no-header-files",
          "--no-man-pages",
          "--generate-cds-archive");

  /// The archive of classes for heaps above 32 GB: 15 MB that no agent uses.
  private static final String NEEDLESS = "lib/server/classes_nocoops.jsa";

  public static void main(String[] args) throws Exception {
    Path bundle = Path.of(args[0]);
    Path sources = Path.of(args[1]);
    link(bundle.resolve("runtime"));
    Files.copy(
        sources.resolve("why401.args"),
        bundle.resolve("lib/why401.args"),
        StandardCopyOption.REPLACE_EXISTING);
    launcher(sources.resolve("why401.sh"), bundle.resolve("bin/why401"));
    renew(bundle.resolve("lib"));
    train(bundle);
  }

  /// The AOT cache leaves out classes in the format of Java 5, which have no stack maps, and what
  /// they are in is picocli, the first library that a start needs: they get them.
  private static void renew(Path lib) throws IOException {
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(lib, "picocli-*.jar")) {
      for (Path jar : jars) {
        try (FileSystem content = FileSystems.newFileSystem(jar);
            var files = Files.walk(content.getPath("/picocli"))) {
          ClassFile format =
              ClassFile.of(
                  ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                  ClassFile.ClassHierarchyResolverOption.of(hierarchy(content)));
          for (Path file : files.filter(one -> one.toString().endsWith(".class")).toList()) {
            byte[] old = Files.readAllBytes(file);
            ClassModel model = format.parse(old);
            if (model.majorVersion() < ClassFile.JAVA_6_VERSION) {
              Files.write(
                  file,
                  format.transformClass(
                      model,
                      ClassTransform.transformingMethodBodies(CodeBuilder::with)
                          .andThen(
                              ClassTransform.endHandler(
                                  builder -> builder.withVersion(ClassFile.JAVA_8_VERSION, 0)))));
            }
          }
        }
      }
    }
  }

  private static ClassHierarchyResolver hierarchy(FileSystem content) {
    return ClassHierarchyResolver.ofResourceParsing(
            type -> {
              String name = type.descriptorString();
              Path file = content.getPath(name.substring(1, name.length() - 1) + ".class");
              try {
                return Files.exists(file) ? Files.newInputStream(file) : null;
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .orElse(ClassHierarchyResolver.defaultResolver());
  }

  private static void link(Path runtime) throws IOException {
    Path recipe = runtime.resolve("recipe");
    String wanted =
        String.join("\n", System.getProperty("java.runtime.version"), JLINK.toString(), NEEDLESS);
    if (Files.exists(recipe) && Files.readString(recipe).equals(wanted)) {
      return;
    }
    delete(runtime);
    List<String> command = new ArrayList<>(JLINK);
    command.addAll(List.of("--output", runtime.toString()));
    ToolProvider jlink = ToolProvider.findFirst("jlink").orElseThrow();
    if (jlink.run(System.out, System.err, command.toArray(String[]::new)) != 0) {
      throw new IllegalStateException("jlink failed: " + command);
    }
    Files.delete(runtime.resolve(NEEDLESS));
    Files.writeString(recipe, wanted);
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static void launcher(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void train(Path bundle) throws IOException, InterruptedException {
    Path cache = bundle.resolve("lib/why401.aot");
    Files.deleteIfExists(cache);
    Path log = bundle.resolveSibling("aot-training.log");
    ProcessBuilder training =
        new ProcessBuilder(bundle.resolve("bin/why401").toString(), "warm-up")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    training.environment().put("WHY401_JAVA_OPTS", "-XX:AOTCacheOutput=" + cache);
    Process process = training.start();
    boolean ended = process.waitFor(2, TimeUnit.MINUTES);
    if (!ended) {
      process.destroyForcibly();
    }
    if (!ended || process.exitValue() != 0 || !Files.exists(cache)) {
      throw new IllegalStateException("AOT training failed:\n" + Files.readString(log));
    }
  }
}
