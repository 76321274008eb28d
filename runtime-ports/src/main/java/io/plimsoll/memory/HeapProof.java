package io.plimsoll.memory;

/**
 * What a collection of the whole heap has shown.
 *
 * @param bytes what was surely in use: after it where the program stood still meanwhile, as it
 *     began where the program went on
 * @param beside whether the program went on meanwhile, so that the heap holds more by now
 */
public record HeapProof(long bytes, boolean beside) {}
