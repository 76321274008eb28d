package io.plimsoll.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which limit of which control group holds, on folders as the kernel shows them. */
class ContainerMemoryTest {

  private static final String SECOND =
      "40 30 0:37 %s /sys/fs/cgroup rw,relatime - cgroup2 cgroup2 rw\n";
  private static final String FIRST =
      """
      33 30 0:30 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu
      34 30 0:31 %s /sys/fs/cgroup/memory rw,relatime shared:9 - cgroup cgroup rw,memory
      """;

  @TempDir private Path root;

  @BeforeEach
  void folders() throws IOException {
    Files.createDirectories(root.resolve("proc/self"));
    Files.createDirectories(root.resolve("sys/fs/cgroup"));
  }

  private Fixture write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this::write;
  }

  private interface Fixture {
    Fixture write(String path, String text) throws IOException;
  }

  private ContainerMemory found() {
    return ContainerMemory.find(root);
  }

  @Test
  void theLimitOfVersionTwoIsRead() throws IOException {
    write("proc/self/mountinfo", SECOND.formatted("/"))
        .write("proc/self/cgroup", "0::/app\n")
        .write("sys/fs/cgroup/app/memory.max", "536870912\n");
    assertThat(found().limit()).hasValue(512L << 20);
    assertThat(found().pressure()).contains(root.resolve("sys/fs/cgroup/app/memory.pressure"));
  }

  @Test
  void theLeastOfAllGroupsAroundUsHolds() throws IOException {
    write("proc/self/mountinfo", SECOND.formatted("/"))
        .write("proc/self/cgroup", "0::/slice/app\n")
        .write("sys/fs/cgroup/slice/app/memory.max", "max\n")
        .write("sys/fs/cgroup/slice/memory.max", "1073741824\n")
        .write("sys/fs/cgroup/memory.max", "2147483648\n");
    assertThat(found().limit()).hasValue(1L << 30);
  }

  @Test
  void theLimitOfVersionOneIsRead() throws IOException {
    write("proc/self/mountinfo", FIRST.formatted("/"))
        .write("proc/self/cgroup", "5:cpu:/\n4:memory:/a:b/c\n")
        .write("sys/fs/cgroup/memory/a:b/c/memory.limit_in_bytes", "268435456\n")
        .write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
    assertThat(found().limit()).hasValue(256L << 20);
  }

  @Test
  void theHugeNumberOfVersionOneIsNoLimit() throws IOException {
    write("proc/self/mountinfo", FIRST.formatted("/"))
        .write("proc/self/cgroup", "4:memory:/\n")
        .write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
    assertThat(found().limit()).isEmpty();
  }

  @Test
  void aControllerThatSharesItsHierarchyIsFound() throws IOException {
    write(
            "proc/self/mountinfo",
            "34 30 0:31 / /sys/fs/cgroup/both rw - cgroup cgroup rw,cpu,memory\n")
        .write("proc/self/cgroup", "4:cpu,memory:/x\n")
        .write("sys/fs/cgroup/both/x/memory.limit_in_bytes", "1000000\n");
    assertThat(found().limit()).hasValue(1_000_000);
  }

  @Test
  void inAContainerThatShowsOnlyItselfTheMountIsOurGroup() throws IOException {
    write("proc/self/mountinfo", SECOND.formatted("/docker/abc"))
        .write("proc/self/cgroup", "0::/docker/abc\n")
        .write("sys/fs/cgroup/memory.max", "100000\n");
    assertThat(found().limit()).hasValue(100_000);
    write("proc/self/cgroup", "0::/docker/abc/inner\n")
        .write("sys/fs/cgroup/inner/memory.max", "5000\n");
    assertThat(found().limit()).hasValue(5_000);
    write("proc/self/cgroup", "0::/../../other\n");
    assertThat(found().limit()).hasValue(100_000);
  }

  @Test
  void aMountWithABlankInItsNameIsFound() throws IOException {
    write("proc/self/mountinfo", "1 2 0:3 / /sys/c\\040g rw - cgroup2 x rw\n")
        .write("proc/self/cgroup", "0::/\n")
        .write("sys/c g/memory.max", "77\n");
    assertThat(found().limit()).hasValue(77);
  }

  @Test
  void theLesserOfBothVersionsHolds() throws IOException {
    write("proc/self/mountinfo", SECOND.formatted("/") + FIRST.formatted("/"))
        .write("proc/self/cgroup", "4:memory:/m\n0::/u\n")
        .write("sys/fs/cgroup/u/memory.max", "900\n")
        .write("sys/fs/cgroup/memory/m/memory.limit_in_bytes", "800\n");
    assertThat(found().limit()).hasValue(800);
  }

  @Test
  void whatIsMissingOrBrokenIsNoLimit() throws IOException {
    assertThat(found().limit()).isEmpty();
    assertThat(found().pressure()).isEmpty();
    write("proc/self/mountinfo", "nonsense\n - \n" + SECOND.formatted("/"))
        .write("proc/self/cgroup", "nonsense\n0::/gone\n");
    assertThat(found().limit()).isEmpty();
    write("sys/fs/cgroup/gone/memory.max", "many\n");
    assertThat(found().limit()).isEmpty();
    write("sys/fs/cgroup/gone/memory.max", "");
    assertThat(found().limit()).isEmpty();
    write("sys/fs/cgroup/gone/memory.max", "-5\n");
    assertThat(found().limit()).isEmpty();
  }
}
