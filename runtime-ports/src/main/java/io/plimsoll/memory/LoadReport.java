package io.plimsoll.memory;

import io.plimsoll.growth.GrowthReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What happened to the memory of a session, in short.
 *
 * @param at when this was written
 * @param stage the stage then
 * @param acts whether anything was done about it, or it was watched only
 * @param leaving why everything ends; empty while it does not
 * @param reading the last figures; empty before the first
 * @param trees what the trees held then
 * @param entered the stages that were entered, the oldest first
 * @param forgotten how many older ones are not listed
 * @param growth what grows
 * @param holders who holds most, the largest first; at most {@link #MOST_HOLDERS}
 * @since 0.1.0
 */
public record LoadReport(
    Instant at,
    Stage stage,
    boolean acts,
    Optional<String> leaving,
    Optional<MemoryReading> reading,
    List<TreeReading> trees,
    List<StageEntered> entered,
    long forgotten,
    GrowthReport growth,
    List<Holder> holders) {

  /** The most holders that are named. */
  public static final int MOST_HOLDERS = 10;

  private static final int MEBIBYTE = 1 << 20;

  /** Copies the lists, and keeps the largest holders. */
  public LoadReport {
    trees = List.copyOf(trees);
    entered = List.copyOf(entered);
    List<Holder> largest = new ArrayList<>(holders);
    largest.sort(new LargestFirst());
    holders = List.copyOf(largest.subList(0, Math.min(MOST_HOLDERS, largest.size())));
  }

  private static final class LargestFirst implements Comparator<Holder> {

    @Override
    public int compare(Holder one, Holder other) {
      return Long.compare(other.bytes(), one.bytes());
    }
  }

  /** Lines of text, each ended. */
  public String text() {
    StringBuilder text = new StringBuilder();
    line(text, "memory at %s: stage %s%s", at, word(stage), acts ? "" : ", watched only");
    leaving.ifPresent(why -> line(text, "everything ends: %s", why));
    reading.ifPresent(figures -> line(text, "figures: %s", figures(figures)));
    if (entered.isEmpty()) {
      line(text, "no stage was entered");
    } else {
      line(
          text,
          "stages entered:%s",
          forgotten == 0 ? "" : " (%d older not kept)".formatted(forgotten));
      for (StageEntered one : entered) {
        line(
            text,
            "  %s %s by %s: %s",
            one.at(),
            word(one.stage()),
            word(one.measure()),
            one.words());
      }
    }
    text.append(growth.text());
    if (!holders.isEmpty()) {
      line(text, "largest holders:");
      for (Holder one : holders) {
        line(
            text,
            "  %s %s of %s: %s",
            mebibytes(one.bytes()),
            one.kind(),
            one.owner(),
            one.words());
      }
    }
    return text.toString();
  }

  /** The same as maps, lists, strings, numbers and booleans, for JSON. */
  public Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("at", at.toString());
    map.put("stage", word(stage));
    map.put("acts", acts);
    leaving.ifPresent(why -> map.put("leaving", why));
    reading.ifPresent(figures -> map.put("reading", asMap(figures)));
    map.put("treeBytes", treeBytes());
    map.put("entered", entered.stream().map(LoadReport::asMap).toList());
    map.put("forgotten", forgotten);
    map.put("growth", growth.asMap());
    map.put("holders", holders.stream().map(LoadReport::asMap).toList());
    return map;
  }

  /** What all trees held at the last reading. */
  public long treeBytes() {
    long sum = 0;
    for (TreeReading one : trees) {
      sum += one.residentBytes();
    }
    return sum;
  }

  private String figures(MemoryReading figures) {
    HeapReading heap = figures.heap();
    return "heap live %s, used %s of %s; resident %s, of it outside the heap %s; %d trees %s; limit %s; stalled %.0f %%"
        .formatted(
            heap.live().isPresent() ? mebibytes(heap.live().getAsLong()) : "not known yet",
            mebibytes(heap.used()),
            mebibytes(heap.most()),
            mebibytes(figures.resident()),
            mebibytes(figures.outside()),
            trees.size(),
            mebibytes(treeBytes()),
            mebibytes(figures.limit()),
            100 * figures.stalled());
  }

  private static Map<String, Object> asMap(MemoryReading figures) {
    Map<String, Object> map = new LinkedHashMap<>();
    put(map, "heapLiveBytes", figures.heap().live());
    put(map, "heapLastBytes", figures.heap().last());
    put(map, "heapSureBytes", figures.heap().sure());
    map.put("heapUsedBytes", figures.heap().used());
    map.put("heapCommittedBytes", figures.heap().committed());
    map.put("heapMostBytes", figures.heap().most());
    map.put("residentBytes", figures.resident());
    map.put("outsideHeapBytes", figures.outside());
    map.put("limitBytes", figures.limit());
    map.put("stalled", figures.stalled());
    return map;
  }

  private static void put(Map<String, Object> map, String key, OptionalLong value) {
    if (value.isPresent()) {
      map.put(key, value.getAsLong());
    }
  }

  private static Map<String, Object> asMap(StageEntered one) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("at", one.at().toString());
    map.put("stage", word(one.stage()));
    map.put("measure", word(one.measure()));
    map.put("words", one.words());
    one.reading().ifPresent(figures -> map.put("reading", asMap(figures)));
    return map;
  }

  private static Map<String, Object> asMap(Holder one) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", one.kind());
    map.put("owner", one.owner());
    map.put("bytes", one.bytes());
    map.put("words", one.words());
    return map;
  }

  private static String mebibytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MiB", (double) bytes / MEBIBYTE);
  }

  private static String word(Enum<?> one) {
    return one.name().toLowerCase(Locale.ROOT);
  }

  private static void line(StringBuilder text, String form, Object... parts) {
    text.append(String.format(Locale.ROOT, form, parts)).append('\n');
  }
}
