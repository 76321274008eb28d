package io.plimsoll.verification.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users see is told to them, and the examples of the packages compile. */
class DocumentationTest {

  private static final Pattern EXAMPLE =
      Pattern.compile("<pre>\\{@code\\n(.*?)\\n *}</pre>", Pattern.DOTALL);
  private static final Pattern MEMBERS =
      Pattern.compile("^((final )?class|void|<)", Pattern.MULTILINE);

  @Test
  void whatUsersSeeHasACommentAndSaysSinceWhen() {
    assertThat(Comments.problems(files(Tree.exportedSources()), Tree.version(), 500)).isEmpty();
  }

  @Test
  void whatLacksThatIsNamed() {
    String lacking =
        """
        public class Plain {
          public static final int FIELD = 1;
          private int hidden;
          public void told() {}
          @Override public String toString() { return ""; }
          /** An inner one. */
          public interface Inner { void method(); private void own() {} }
        }
        """;
    assertThat(Comments.problems(List.of(source("Plain", lacking)), "0.1.0", 1))
        .containsExactlyInAnyOrder(
            "Plain: no comment",
            "Plain: no @since and a version like 1.2.3",
            "FIELD: no comment",
            "told: no comment",
            "method: no comment");
    String young = "/** A type.\n *\n * @since 0.2.0\n */\npublic record Young(int one) {}";
    assertThat(Comments.problems(List.of(source("Young", young)), "0.1.0-SNAPSHOT", 1))
        .containsExactly("Young: since 0.2.0, now is 0.1.0-SNAPSHOT");
    assertThat(Comments.problems(List.of(source("Young", young)), "0.10.0", 2))
        .containsExactly("only 1 seen, of 2");
  }

  @Test
  void eachPackageSaysWhereToBeginWithAnExampleThatCompiles(@TempDir Path folder)
      throws IOException {
    List<JavaFileObject> examples = new ArrayList<>();
    StringBuilder imports = new StringBuilder();
    for (Path file : Tree.exportedSources()) {
      if (file.endsWith("package-info.java")) {
        String text = Tree.text(file).replaceAll("(?m)^ \\*( |$)", "");
        String name = Tree.first(Pattern.compile("(?m)^package (.*);"), text);
        imports.append("import ").append(name).append(".*;\n");
        assertThat(text)
            .as(name)
            .containsPattern("(?s)<p>.*[Bb]egins? with.*\\{@")
            .contains("<pre>");
      }
    }
    for (Path file : Tree.exportedSources()) {
      if (file.endsWith("package-info.java")) {
        Matcher example = EXAMPLE.matcher(Tree.text(file).replaceAll("(?m)^ \\*( |$)", ""));
        while (example.find()) {
          examples.add(example("Example" + examples.size(), imports.toString(), example.group(1)));
        }
      }
    }
    assertThat(examples).hasSizeGreaterThanOrEqualTo(9);
    assertThat(compiled(examples, folder)).isEmpty();
    JavaFileObject wrong = example("Wrong", imports.toString(), "Command.off(1);");
    assertThat(compiled(List.of(wrong), folder)).hasSize(1);
  }

  private static JavaFileObject example(String name, String imports, String code) {
    boolean members = MEMBERS.matcher(code).find();
    String body = members ? code : "void example() throws Exception {\n" + code + "\n}";
    return source(
        name,
        "import java.io.*;\nimport java.nio.file.*;\nimport java.time.*;\nimport java.util.*;\n"
            + "import com.google.inject.Guice;\nimport com.google.inject.Injector;\n"
            + imports
            + "class %s {\n%s\n}\n".formatted(name, body));
  }

  private static List<String> compiled(List<JavaFileObject> sources, Path folder)
      throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> told = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(told, null, null)) {
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(folder));
      compiler.getTask(null, files, told, List.of("-proc:none"), null, sources).call();
    }
    return told.getDiagnostics().stream()
        .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
        .map(each -> each.getSource().getName() + ": " + each.getMessage(Locale.ROOT))
        .toList();
  }

  private static Iterable<? extends JavaFileObject> files(List<Path> paths) {
    return ToolProvider.getSystemJavaCompiler()
        .getStandardFileManager(null, null, null)
        .getJavaFileObjectsFromPaths(paths);
  }

  private static JavaFileObject source(String name, String code) {
    return new SimpleJavaFileObject(
        URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return code;
      }
    };
  }
}
