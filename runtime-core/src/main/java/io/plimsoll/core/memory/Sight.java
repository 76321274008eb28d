package io.plimsoll.core.memory;

/**
 * What one reading says of one measure.
 *
 * @param sure the bytes that are surely held; by these the stages are entered
 * @param most the bytes that may be held at worst, with what a collection could free; these only
 *     have a collection asked for
 * @param used the bytes that are held now, with what no collection has looked at yet; of the heap
 *     only
 * @param limit the bytes that may be held
 * @param at when it was read
 */
public record Sight(long sure, long most, long used, long limit, long at) {

  /** The part of the limit that is surely held. */
  double surePart() {
    return (double) sure / limit;
  }

  /** The part of the limit that may be held at worst. */
  double mostPart() {
    return (double) most / limit;
  }
}
