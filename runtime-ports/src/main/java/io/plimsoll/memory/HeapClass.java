package io.plimsoll.memory;

/**
 * What the objects of one class take of a heap.
 *
 * @param name the name of the class, as in source: {@code byte[]}, {@code java.lang.String}
 * @param objects how many there are
 * @param bytes what they take
 * @since 0.1.0
 */
public record HeapClass(String name, long objects, long bytes) {}
