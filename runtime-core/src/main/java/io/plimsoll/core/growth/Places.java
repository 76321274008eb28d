package io.plimsoll.core.growth;

import io.plimsoll.core.Bounded;
import io.plimsoll.growth.BirthPlace;
import io.plimsoll.port.Births.Birth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The places where things of one kind were born, each with how many of them are alive. Any thread
 * may use it, under one lock: what comes here is one birth in many.
 *
 * <p>Where there are too many places, one without anything alive makes room; else that with the
 * fewest alive is told together with others: with its like of another owner if there is one, else
 * with all others that are as rare.
 */
final class Places {

  /** The most places that are told apart. */
  static final int MOST = 64;

  private final String what;

  @Bounded("MOST: the rarest are told together")
  private final Map<Key, Place> places = new LinkedHashMap<>();

  private final Place others = new Place(new Key("", 0), List.of());

  Places(String what) {
    this.what = what;
  }

  private record Key(String owner, long mark) {}

  private static final class Place {
    final Key key;

    @Bounded("CallStack.DEPTH: those further out are not kept")
    final List<String> frames;

    long alive;
    @Nullable Place toldWith;

    Place(Key key, List<String> frames) {
      this.key = key;
      this.frames = frames;
    }

    void add(Place other) {
      alive += other.alive;
      other.toldWith = this;
    }
  }

  /** A birth that was noted. */
  private final class Noted implements Birth {
    private final long standsFor;
    private @Nullable Place place;

    Noted(Place place, long standsFor) {
      this.place = place;
      this.standsFor = standsFor;
    }

    @Override
    public void end() {
      synchronized (Places.this) {
        Place now = place;
        place = null;
        if (now != null) {
          while (now.toldWith != null) {
            now = now.toldWith;
          }
          now.alive -= standsFor;
        }
      }
    }
  }

  /** Notes a birth that stands for so many. */
  synchronized Birth note(String owner, CallStack where, long standsFor) {
    Key key = new Key(owner, where.mark());
    Place place = places.get(key);
    if (place == null) {
      if (places.size() >= MOST) {
        makeRoom();
      }
      place = new Place(key, where.frames().get());
      places.put(key, place);
    }
    place.alive += standsFor;
    return new Noted(place, standsFor);
  }

  private void makeRoom() {
    if (places.values().removeIf(place -> place.alive == 0)) {
      return;
    }
    Place rarest = rarest(places.values().stream()).orElseThrow();
    long mark = rarest.key.mark;
    Optional<Place> like =
        rarest(places.values().stream().filter(at -> at.key.mark == mark && at != rarest));
    if (like.isEmpty()) {
      tell(rarest, others);
      return;
    }
    Place several = places.get(new Key("", mark));
    if (several == null) {
      several = new Place(new Key("", mark), rarest.frames);
      tell(like.get(), several);
      places.put(several.key, several);
    }
    tell(several == rarest ? like.get() : rarest, several);
  }

  private static Optional<Place> rarest(Stream<Place> among) {
    return among.min(Comparator.comparingLong(place -> place.alive));
  }

  /** One is told together with another from now on. */
  private void tell(Place one, Place with) {
    places.remove(one.key);
    with.add(one);
  }

  /** All of one owner are held no more. */
  synchronized void forget(String owner) {
    places.values().removeIf(place -> place.key.owner.equals(owner));
  }

  /**
   * Where what is alive was born, most first, and last the places that are told together.
   *
   * @param owner whose; empty for all, those of several owners at one place taken together
   */
  synchronized List<BirthPlace> alive(String owner) {
    Map<Key, BirthPlace> found = new LinkedHashMap<>();
    for (Place place : places.values()) {
      if (place.alive > 0 && (owner.isEmpty() || owner.equals(place.key.owner))) {
        found.merge(new Key(owner, place.key.mark), told(place), Places::together);
      }
    }
    List<BirthPlace> all = new ArrayList<>(found.values());
    all.sort(Comparator.comparingLong(BirthPlace::count).reversed());
    if (owner.isEmpty() && others.alive > 0) {
      all.add(told(others));
    }
    return all;
  }

  private BirthPlace told(Place place) {
    return new BirthPlace(what, place.key.owner, place.alive, place.frames);
  }

  /** What was born at one place, of several owners. */
  private static BirthPlace together(BirthPlace one, BirthPlace other) {
    return new BirthPlace(one.what(), "", one.count() + other.count(), one.frames());
  }
}
