package io.plimsoll.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.core.memory.MemoryEffect;
import io.plimsoll.core.memory.MemoryEvent;
import io.plimsoll.core.memory.MemoryPolicy;
import io.plimsoll.core.memory.MemoryState;
import io.plimsoll.core.memory.Track;
import io.plimsoll.core.subprocess.Stop;
import io.plimsoll.core.subprocess.StopCause;
import io.plimsoll.core.subprocess.SubprocessEffect;
import io.plimsoll.core.subprocess.SubprocessEvent;
import io.plimsoll.core.subprocess.SubprocessPolicy;
import io.plimsoll.core.subprocess.SubprocessState;
import io.plimsoll.core.subprocess.Verdict;
import io.plimsoll.memory.HeapReading;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is written by hand is what the schema says, and is read back by it. */
class SchemaTest {

  private static final String SESSION = "s";
  private static final int TRIES = 500;

  /** How each is written by hand; what it answers is where more can be written. */
  private static final Map<Class<?>, BiFunction<Out, Object, Out>> BY_HAND =
      Map.of(
          SubprocessPolicy.class,
          (out, value) -> written(out, () -> CommandCode.policy(out, (SubprocessPolicy) value)),
          SubprocessState.class,
          (out, value) -> ((SubprocessState) value).match(new CommandCode(out)),
          SubprocessEvent.class,
          (out, value) -> ((SubprocessEvent) value).match(new CommandCode(out)),
          SubprocessEffect.class,
          (out, value) ->
              written(out, () -> ((SubprocessEffect) value).match(new CommandCode(out))),
          MemoryPolicy.class,
          (out, value) -> written(out, () -> MemoryCode.policy(out, (MemoryPolicy) value)),
          MemoryState.class,
          (out, value) -> written(out, () -> MemoryCode.state(out, (MemoryState) value)),
          MemoryEvent.class,
          (out, value) -> ((MemoryEvent) value).match(new MemoryCode(out)),
          MemoryEffect.class,
          (out, value) -> written(out, () -> ((MemoryEffect) value).match(new MemoryCode(out))));

  private static Out written(Out out, Runnable write) {
    write.run();
    return out;
  }

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
      assertThat(BY_HAND.get(root).apply(byHand.begin(Mask.NONE), value)).isSameAs(byHand);
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
        .isEqualTo(new SubprocessState.Starting(5, 6, Optional.empty(), true, 7));
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

  @Test
  void aKindThatHasBecomeAnotherIsRefusedByItsName() {
    for (String kinds :
        List.of(
            "record Stop cause:StopCause words:String|enum Stop A B",
            "record Stop cause:StopCause words:String|sealed Stop Vitals",
            "enum StopCause EXITED|record StopCause words:String",
            "sealed SubprocessEvent SubprocessEvent.Admitted|record SubprocessEvent words:String")) {
      String was = kinds.substring(0, kinds.indexOf('|'));
      String other = SchemaText.TEXT.replace(was, kinds.substring(was.length() + 1) + "\nrecord X");
      assertThat(other).isNotEqualTo(SchemaText.TEXT);
      String name = was.split(" ")[1];
      Codecs codecs = Codecs.of(Schema.parse(other));
      assertThatThrownBy(() -> codecs.of(Schema.classes().get(name)))
          .isInstanceOf(UnreadableException.class)
          .hasMessageContaining("holds a " + name + ", which this version does not know");
    }
  }

  @Test
  void aCaseThatIsNoneHereIsRefusedByItsName() {
    for (String one : List.of("long", "SubprocessEvent", "Stop", "Optional<", "Leap")) {
      String other = SchemaText.TEXT.replaceFirst("SubprocessEvent.Settled", one) + "record Leap\n";
      byte[] bytes = new byte[100];
      bytes[0] = 4;
      assertThatThrownBy(
              () -> readOne(Codecs.of(Schema.parse(other)), SubprocessEvent.class, bytes))
          .isInstanceOf(UnreadableException.class)
          .hasMessageContaining(
              "holds the SubprocessEvent " + one + ", which this version does not know");
    }
  }

  @Test
  void casesAndConstantsThatAreNoneAreDamageAndStrangeOnesAreNamed() {
    Codecs codecs = Codecs.of(Schema.own());
    assertThatThrownBy(() -> readOne(codecs, StopCause.class, (byte) 6))
        .isInstanceOf(UnreadableException.class)
        .hasMessage("holds case 6 of StopCause, which has 6; the file is damaged");
    byte[] negative = new byte[10];
    java.util.Arrays.fill(negative, (byte) 0xff);
    negative[9] = 1;
    assertThatThrownBy(() -> readOne(codecs, StopCause.class, negative))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("holds case -1 of StopCause");
    Codecs newer = Codecs.of(Schema.parse("enum StopCause EXITED BORED\n"));
    assertThatThrownBy(() -> readOne(newer, StopCause.class, (byte) 1))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("holds the StopCause BORED, which this version does not know");
    assertThatThrownBy(() -> Codecs.of(Schema.parse("")).of(StopCause.class))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("a StopCause");
  }

  @Test
  void eachThingThatCanBeEmptyIsSoWhereAnOlderRecordingLacksIt() {
    older("Verdict", " exitCode:OptionalInt", Verdict.class);
    older("Verdict", " signal:Optional<StopSignal>", Verdict.class);
    older("HeapReading", " live:OptionalLong", HeapReading.class);
    older("Track", " recent:List<Sight>", Track.class);
  }

  /** Writes a value as an older version did, and reads it. */
  private static void older(String name, String component, Class<?> type) {
    String text = SchemaText.TEXT.replace(component, "");
    assertThat(text).isNotEqualTo(SchemaText.TEXT);
    Codecs codecs = Codecs.of(Schema.parse(text));
    String lacking = component.strip().substring(0, component.indexOf(':') - 1);
    Values values = new Values(9);
    for (int i = 0; i < 20; i++) {
      Out out = new Out(SESSION, 1 << 20).begin(Mask.NONE);
      Object value = values.of(type);
      codecs.of(type).write(out, value);
      Object read = codecs.of(type).read(new In(out.bytes(), Frames.HEAD, out.length(), SESSION));
      assertThat(read).as(name).usingRecursiveComparison().ignoringFields(lacking).isEqualTo(value);
      assertThat(read)
          .extracting(lacking)
          .isIn(Optional.empty(), OptionalInt.empty(), OptionalLong.empty(), List.of());
    }
  }

  @Test
  void whatAnOlderRecordingCannotSayIsWrittenAsNoneOfItsOwn() {
    // It is compared with what was recorded, and must differ from all of that.
    String text = SchemaText.TEXT;
    Codecs older =
        Codecs.of(
            Schema.parse(
                text.replace(" SubprocessEffect.Survey\nrecord", "\nrecord")
                    .replace("record SubprocessEffect.Survey looks:int\n", "")
                    .replace(" INPUT_ENDED\n", "\n")));
    Out out = new Out(SESSION, 1000).begin(Mask.NONE);
    older.of(SubprocessEffect.class).write(out, new SubprocessEffect.Survey(2));
    older.of(StopCause.class).write(out, StopCause.INPUT_ENDED);
    In in = new In(out.bytes(), Frames.HEAD, out.length(), SESSION);
    assertThat(in.count()).isEqualTo(6);
    assertThat(in.count()).isEqualTo(5);
    assertThat(in.isOver()).isTrue();
  }

  @Test
  void aTypeIsLookedAtOnce() {
    Codecs codecs = Codecs.of(Schema.own());
    assertThat(codecs.of(Stop.class)).isSameAs(codecs.of(Stop.class));
  }

  private static void readOne(Codecs codecs, Class<?> type, byte... bytes) {
    codecs.of(type).read(new In(bytes, 0, bytes.length, SESSION));
  }
}
