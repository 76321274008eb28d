package io.plimsoll.memory;

/**
 * What a collection of the whole heap has shown.
 *
 * @param bytes what was surely in use at that moment
 * @param at the moment, by the runtime's ticker: the end of the collection where the program stood
 *     still meanwhile, its beginning where the program went on
 * @since 0.1.0
 */
public record HeapProof(long bytes, long at) {}
