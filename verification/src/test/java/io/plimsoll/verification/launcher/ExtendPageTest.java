package io.plimsoll.verification.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The adapter of docs/extend.md keeps the contracts by which that page has it tested. */
@Timeout(120)
class ExtendPageTest {

  private static final Pattern BLOCK = Pattern.compile("```(java|text)\n(.*?)```", Pattern.DOTALL);
  private static final Pattern TYPE = Pattern.compile("class (\\w+)");
  private static final String CLASS_PATH =
      System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

  @TempDir private static Path folder;
  private static URLClassLoader loader;

  /** As its reader does it: each block of Java is a file, the other one names the adapter. */
  @BeforeAll
  static void compile() throws IOException {
    Path classes = Files.createDirectory(folder.resolve("classes"));
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-proc:none", "-d", classes.toString(), "-cp", CLASS_PATH));
    Matcher block = BLOCK.matcher(Files.readString(LauncherTest.top().resolve("docs/extend.md")));
    while (block.find()) {
      String text = block.group(2);
      if (block.group(1).equals("text")) {
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(services.resolve("io.plimsoll.port.Adapter"), text);
      } else {
        Matcher type = TYPE.matcher(text);
        assertThat(type.find()).isTrue();
        Path file = folder.resolve(type.group(1) + ".java");
        arguments.add(Files.writeString(file, text).toString());
      }
    }
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
    assertThat(javac.run(out, out, arguments.toArray(String[]::new))).as(said.toString()).isZero();
    loader =
        new URLClassLoader(
            new URL[] {classes.toUri().toURL()}, ExtendPageTest.class.getClassLoader());
  }

  @AfterAll
  static void close() throws IOException {
    loader.close();
  }

  @TestFactory
  Stream<DynamicTest> itsTestsPass() {
    return Stream.of("AuditAdapterTest", "AuditSinkTest")
        .map(ExtendPageTest::load)
        .flatMap(
            type ->
                Arrays.stream(type.getMethods())
                    .filter(method -> method.isAnnotationPresent(Test.class))
                    .map(
                        method ->
                            DynamicTest.dynamicTest(name(type, method), () -> run(type, method))));
  }

  private static String name(Class<?> type, Method method) {
    return type.getSimpleName() + "." + method.getName();
  }

  private static Class<?> load(String name) {
    try {
      return loader.loadClass("example." + name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static void run(Class<?> type, Method promise) throws Exception {
    Constructor<?> constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    Object test = constructor.newInstance();
    Field field = type.getDeclaredField("folder");
    field.setAccessible(true);
    field.set(test, Files.createTempDirectory(folder, "own"));
    promise.invoke(test);
  }
}
