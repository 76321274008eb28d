package io.plimsoll.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.core.memory.MemoryEffect;
import io.plimsoll.core.memory.MemoryEvent;
import io.plimsoll.core.memory.MemoryPolicy;
import io.plimsoll.core.memory.MemoryState;
import io.plimsoll.core.subprocess.Stop;
import io.plimsoll.core.subprocess.SubprocessEffect;
import io.plimsoll.core.subprocess.SubprocessEvent;
import io.plimsoll.core.subprocess.SubprocessPolicy;
import io.plimsoll.core.subprocess.SubprocessState;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is written by hand is what the schema says, and is read back by it. */
class SchemaTest {

  private static final String SESSION = "s";
  private static final int TRIES = 500;

  private static final Map<Class<?>, BiConsumer<Out, Object>> BY_HAND =
      Map.of(
          SubprocessPolicy.class,
          (out, value) -> CommandCode.policy(out, (SubprocessPolicy) value),
          SubprocessState.class,
          (out, value) -> ((SubprocessState) value).match(new CommandCode(out)),
          SubprocessEvent.class,
          (out, value) -> ((SubprocessEvent) value).match(new CommandCode(out)),
          SubprocessEffect.class,
          (out, value) -> ((SubprocessEffect) value).match(new CommandCode(out)),
          MemoryPolicy.class,
          (out, value) -> MemoryCode.policy(out, (MemoryPolicy) value),
          MemoryState.class,
          (out, value) -> MemoryCode.state(out, (MemoryState) value),
          MemoryEvent.class,
          (out, value) -> ((MemoryEvent) value).match(new MemoryCode(out)),
          MemoryEffect.class,
          (out, value) -> ((MemoryEffect) value).match(new MemoryCode(out)));

  @Test
  void theConstantIsTheSchemaOfTheTypes() {
    assertThat(SchemaText.TEXT)
        .as(
            "SchemaText differs from the types; paste this into it, and change CommandCode or"
                + " MemoryCode likewise:%n%s",
            Schema.own().text().indent(6))
        .isEqualTo(Schema.own().text());
  }

  @Test
  void everyRootIsWrittenByHand() {
    assertThat(BY_HAND.keySet()).containsExactlyInAnyOrderElementsOf(Schema.ROOTS);
  }

  @TestFactory
  Stream<DynamicTest> whatIsWrittenIsReadBack() {
    return Schema.ROOTS.stream()
        .map(root -> DynamicTest.dynamicTest(root.getSimpleName(), () -> readBack(root)));
  }

  private static void readBack(Class<?> root) {
    Codecs codecs = Codecs.of(Schema.parse(SchemaText.TEXT));
    Values values = new Values(root.getSimpleName().hashCode());
    Out byHand = new Out(SESSION, 1 << 20);
    Out bySchema = new Out(SESSION, 1 << 20);
    for (int i = 0; i < TRIES; i++) {
      Object value = values.of(root);
      BY_HAND.get(root).accept(byHand.begin(Mask.NONE), value);
      codecs.of(root).write(bySchema.begin(Mask.NONE), value);
      In in = new In(byHand.bytes(), Frames.HEAD, byHand.length(), SESSION);
      assertThat(codecs.of(root).read(in)).isEqualTo(value);
      assertThat(in.isOver()).isTrue();
      assertThat(bySchema.length()).isEqualTo(byHand.length());
      assertThat(bySchema.digest(Frames.HEAD)).isEqualTo(byHand.digest(Frames.HEAD));
    }
  }

  @Test
  void partsAreFoundByTheirNamesWhateverTheirOrder() {
    Codecs other = Codecs.of(Schema.parse("record Stop words:String cause:StopCause\n" + causes()));
    Stop stop = (Stop) new Values(1).of(Stop.class);
    Out out = new Out(SESSION, 1000).begin(Mask.NONE);
    other.of(Stop.class).write(out, stop);
    In in = new In(out.bytes(), Frames.HEAD, out.length(), SESSION);
    assertThat(other.of(Stop.class).read(in)).isEqualTo(stop);
  }

  private static String causes() {
    return "enum StopCause CANCELLED SHED EXITED TIMED_OUT OVER_MEMORY INPUT_ENDED\n";
  }

  @Test
  void whatAnOlderRecordingLacksIsEmptyWhereItCanBe() {
    String older =
        SchemaText.TEXT.replace(" stop:Optional<Stop> atOnce:boolean", " atOnce:boolean");
    assertThat(older).isNotEqualTo(SchemaText.TEXT);
    Codecs codecs = Codecs.of(Schema.parse(older));
    Out out = new Out(SESSION, 1000).begin(Mask.NONE);
    out.tag(5).number(5).number(6).flag(true).number(7);
    In in = new In(out.bytes(), Frames.HEAD, out.length(), SESSION);
    assertThat(codecs.of(SubprocessState.class).read(in))
        .isEqualTo(new SubprocessState.Starting(5, 6, java.util.Optional.empty(), true, 7));
  }

  @Test
  void whatCannotBeMissingIsRefusedByItsName() {
    String older = SchemaText.TEXT.replace(" pause:long\n", "\n");
    assertThat(older).isNotEqualTo(SchemaText.TEXT);
    assertThatThrownBy(
            () -> readOne(Codecs.of(Schema.parse(older)), SubprocessState.class, (byte) 6))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("lacks the component pause of a SubprocessState.Stopping")
        .hasMessageContaining("replay it with the version that recorded it");
  }

  @Test
  void whatIsNotKnownHereIsRefusedByItsName() {
    String newer = SchemaText.TEXT.replace("record Stop cause:", "record Stop by:long cause:");
    assertThat(newer).isNotEqualTo(SchemaText.TEXT);
    assertThatThrownBy(() -> readOne(Codecs.of(Schema.parse(newer)), Stop.class))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("the component by, a long, of a Stop");
    String stranger = SchemaText.TEXT.replace("SubprocessEvent.Tick", "SubprocessEvent.Leap");
    assertThatThrownBy(
            () -> readOne(Codecs.of(Schema.parse(stranger)), SubprocessEvent.class, (byte) 8))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("SubprocessEvent.Leap");
  }

  private static void readOne(Codecs codecs, Class<?> type, byte... bytes) {
    codecs.of(type).read(new In(bytes, 0, bytes.length, SESSION));
  }
}
