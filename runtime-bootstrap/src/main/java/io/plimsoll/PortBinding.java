package io.plimsoll;

/**
 * Which adapter fills a port, and why that one.
 *
 * @param port what the port is for, in a few words for people
 * @param setting the key of the setting that chooses
 * @param adapter the id that it names
 * @param source where that comes from: {@link Settings#DEFAULT}, {@code file:line}, an environment
 *     variable, a flag
 * @param installed whether an adapter of this id is installed
 * @param words what it is, or which there are instead
 * @param origin the jar or folder of classes that it comes from; empty where it is not installed
 * @since 0.1.0
 */
public record PortBinding(
    String port,
    String setting,
    String adapter,
    String source,
    boolean installed,
    String words,
    String origin) {}
