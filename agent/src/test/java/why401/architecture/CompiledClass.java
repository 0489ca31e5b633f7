package why401.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One class of the agent, as compiled: which types and members its constant pool names.
///
/// The pool, not the code, since a type that stands only in an unnamed pattern of a switch is an
/// argument of a bootstrap method and nowhere else.
record CompiledClass(String name, ClassModel model, Set<String> types, Set<String> members) {
  private static final Pattern IN_DESCRIPTOR = Pattern.compile("L([a-zA-Z0-9_/$]+)[;<]");

  static List<CompiledClass> all() throws IOException {
    Path root = Path.of("target/classes").toRealPath();
    try (var files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .map(CompiledClass::read)
          .toList();
    }
  }

  private static CompiledClass read(Path file) {
    ClassModel model;
    try {
      model = ClassFile.of().parse(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Set<String> types = new TreeSet<>();
    Set<String> members = new HashSet<>();
    for (PoolEntry entry : model.constantPool()) {
      switch (entry) {
        case ClassEntry type -> types.add(dotted(type.asInternalName()));
        case MemberRefEntry member ->
            members.add(
                dotted(member.owner().asInternalName()) + "." + member.name().stringValue());
        case Utf8Entry text -> descriptorTypes(text.stringValue(), types);
        default -> {}
      }
    }
    return new CompiledClass(dotted(model.thisClass().asInternalName()), model, types, members);
  }

  private static void descriptorTypes(String text, Set<String> types) {
    if (text.startsWith("(") || text.startsWith("L") || text.startsWith("<")) {
      Matcher matcher = IN_DESCRIPTOR.matcher(text);
      while (matcher.find()) {
        if (matcher.group(1).contains("/")) {
          types.add(dotted(matcher.group(1)));
        }
      }
    }
  }

  private static String dotted(String internal) {
    return internal.replaceFirst("^\\[+L?", "").replaceFirst(";$", "").replace('/', '.');
  }

  String packageName() {
    return packageOf(name);
  }

  static String packageOf(String type) {
    int dot = type.lastIndexOf('.');
    return dot < 0 ? "" : type.substring(0, dot);
  }

  /// Final, sealed, abstract (interfaces are), or nested without a name, which nothing can extend.
  boolean closedToExtension() {
    boolean anonymous = name.matches(".*\\$\\d+.*");
    return anonymous
        || model.flags().has(AccessFlag.FINAL)
        || model.flags().has(AccessFlag.ABSTRACT)
        || model.flags().has(AccessFlag.ENUM)
        || model.findAttribute(Attributes.permittedSubclasses()).isPresent()
        || name.endsWith("package-info");
  }
}
