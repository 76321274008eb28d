package io.plimsoll.verification.docs;

import io.plimsoll.Plimsoll;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Compiles the Java of pages, with every warning an error.
 *
 * <p>A block that begins with {@code package}, {@code import}, a module or a type is a file: those
 * of a page are compiled together. Any other block is a fragment, the body of a method that may
 * throw anything. It sees all packages that users see, {@code java.time}, {@code java.nio.file},
 * {@code java.net}, {@code java.util} and {@code java.sql.Connection}, by name the methods of
 * {@code Duration} and {@code ByteSize}, and four things that it need not make: a {@code Plimsoll
 * plimsoll}, a {@code ConnectionFactory<Connection> factory}, a {@code System.Logger log} and a
 * {@code MeterRegistry registry}.
 */
final class JavaCode {

  private static final Pattern FILE =
      Pattern.compile(
          "^(?:\\s|//[^\\n]*\\n|/\\*.*?\\*/)*(?:@\\w+(?:\\([^)]*\\))?\\s+)*"
              + "(?:package|import|(?:open )?module|(?:public |final |abstract |sealed |non-sealed )*"
              + "(?:class|interface|record|enum|@interface))\\s.*",
          Pattern.DOTALL);
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package\\s+([\\w.]+)\\s*;");
  private static final Pattern TYPE =
      Pattern.compile(
          "(?m)^(?:public |final |abstract |sealed |non-sealed )*(?:class|interface|record|enum|@interface)\\s+(\\w+)");
  private static final List<String> PACKAGES =
      List.of(
          "",
          ".command",
          ".growth",
          ".lease",
          ".memory",
          ".micrometer",
          ".port",
          ".report",
          ".resource");

  private final Path classes;

  /** A compiler that puts what it makes into a folder. */
  JavaCode(Path classes) {
    this.classes = classes;
  }

  /** Whether a block is a whole file. */
  static boolean isFile(Block block) {
    return FILE.matcher(block.text()).matches();
  }

  /** What the compiler has against the fragments among these blocks. */
  List<String> fragments(List<Block> blocks) {
    List<JavaFileObject> sources = new ArrayList<>();
    for (Block block : blocks) {
      if (!isFile(block)) {
        String name = "Fragment" + sources.size();
        sources.add(new Source(block, name, wrapped(name, block)));
      }
    }
    return sources.isEmpty() ? List.of() : compile(sources, false);
  }

  /** What the compiler has against the files of one page. */
  List<String> files(List<Block> blocks) {
    List<JavaFileObject> sources = new ArrayList<>();
    boolean module = false;
    for (Block block : blocks) {
      if (isFile(block)) {
        String name = name(block.text());
        module |= name.equals("module-info");
        sources.add(new Source(block, name, "\n".repeat(block.line() - 1) + block.text()));
      }
    }
    return sources.isEmpty() ? List.of() : compile(sources, module);
  }

  private static String name(String text) {
    if (text.matches("(?s).*(?m:^(?:open )?module\\s+[\\w.]+\\s*\\{).*")) {
      return "module-info";
    }
    Matcher type = TYPE.matcher(text);
    Matcher home = PACKAGE.matcher(text);
    return (home.find() ? home.group(1).replace('.', '/') + "/" : "")
        + (type.find() ? type.group(1) : "package-info");
  }

  private static String wrapped(String name, Block block) {
    Stream<String> imports =
        Stream.concat(
            PACKAGES.stream().map(each -> "import io.plimsoll" + each + ".*;"),
            Stream.of(
                "import java.time.*; import java.nio.file.*; import java.net.*; import java.util.*;",
                "import java.sql.Connection; import io.micrometer.core.instrument.MeterRegistry; import static java.time.Duration.*;",
                "import static io.plimsoll.command.ByteSize.*; import static java.lang.System.Logger.Level.*;"));
    String head =
        imports.collect(Collectors.joining(" "))
            + " final class %s { Plimsoll plimsoll; ConnectionFactory<Connection> factory; System.Logger log; MeterRegistry registry;"
                .formatted(name)
            + " void fragment() throws Exception {";
    return head + "\n".repeat(block.line() - 1) + block.text() + "}}\n";
  }

  private List<String> compile(List<JavaFileObject> sources, boolean module) {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> told = new DiagnosticCollector<>();
    List<String> options =
        List.of(
            "-Xlint:all,-processing,-path,-classfile,-requires-automatic,-requires-transitive-automatic",
            "-Werror",
            "-proc:none",
            "--release",
            "17",
            "-d",
            classes.toString(),
            module ? "--module-path" : "--class-path",
            classPath());
    Boolean done = javac.getTask(null, null, told, options, null, sources).call();
    List<String> problems =
        told.getDiagnostics().stream()
            .filter(each -> each.getSource() != null && each.getLineNumber() > 0)
            .map(JavaCode::words)
            .toList();
    return Boolean.TRUE.equals(done) || !problems.isEmpty()
        ? problems
        : List.of(told.getDiagnostics().toString());
  }

  private static String words(Diagnostic<? extends JavaFileObject> each) {
    String page = ((Source) each.getSource()).page;
    return page
        + ":"
        + each.getLineNumber()
        + ": "
        + each.getMessage(Locale.ROOT).replaceAll("\\s*\\n\\s*", "; ");
  }

  /** The class path of these tests, which is that of all modules. */
  private static String classPath() {
    String path = System.getProperty("java.class.path");
    if (!path.contains(File.pathSeparator)) {
      throw new IllegalStateException(
          "the class path is not known here: " + path + " for " + Plimsoll.class);
    }
    return path;
  }

  /** A block as a file. */
  private static final class Source extends SimpleJavaFileObject {

    private final String page;
    private final String text;

    Source(Block block, String name, String text) {
      super(URI.create("page:///" + block.line() + "/" + name + ".java"), Kind.SOURCE);
      this.page = block.page();
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
