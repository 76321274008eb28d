package io.plimsoll.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first line of a script is read as the kernel reads it. */
class InterpreterTest {

  @TempDir Path folder;

  private Optional<File> of(String text) throws IOException {
    return Interpreter.of(
        Files.writeString(folder.resolve("script"), text, StandardCharsets.UTF_8).toFile());
  }

  @Test
  void itIsTheFirstWordBehindTheMark() throws IOException {
    for (String line :
        new String[] {"#!/bin/x\n", "#!/bin/x", "#! \t/bin/x -a b\nmore", "#!/bin/x\targ\n"}) {
      assertThat(of(line)).as(line).hasValue(new File("/bin/x"));
    }
  }

  @Test
  void itMayLieBesideTheWorkingFolder() throws IOException {
    assertThat(of("#!bin/x\n")).hasValue(new File("bin/x"));
  }

  @Test
  void whatHasNoMarkOrNoWordHasNone() throws IOException {
    for (String line :
        new String[] {"", "#", "#!", "#!\n/bin/x", "#! \t \n", " #!/bin/x\n", "\u007fELF"}) {
      assertThat(of(line)).as(line).isEmpty();
    }
  }

  @Test
  void whatIsCutOffOrNotPlainIsLeftToTheKernel() throws IOException {
    assertThat(of("#!/" + "x".repeat(300) + "\n")).isEmpty();
    assertThat(of("#!/bin/\u00e4\n")).isEmpty();
  }

  @Test
  void theReturnOfALineFromElsewhereBelongsToTheNameAsTheKernelHasIt() throws IOException {
    assertThat(of("#!/bin/x\r\n")).hasValue(new File("/bin/x\r"));
    assertThat(of("#!/bin/x \r\n")).hasValue(new File("/bin/x"));
  }

  @Test
  void whatCannotBeReadHasNone() {
    assertThat(Interpreter.of(folder.resolve("none").toFile())).isEmpty();
    assertThat(Interpreter.of(folder.toFile())).isEmpty();
  }
}
