package io.plimsoll.memory;

/**
 * Something that holds memory.
 *
 * @param kind what it is, in one lower-case word: {@code tree}, {@code cache}, {@code pool}
 * @param owner whose it is: the path of a scope, or the name of a cache or pool
 * @param bytes what it holds
 * @param words what more there is to say, such as the command line
 * @since 0.1.0
 */
public record Holder(String kind, String owner, long bytes, String words) {}
