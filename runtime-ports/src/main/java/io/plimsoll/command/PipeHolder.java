package io.plimsoll.command;

import java.time.Duration;

/**
 * A process that still held a command's output open when the command had exited.
 *
 * @param pid its process id
 * @param command its command line, at most 200 characters, control characters replaced
 * @param age how long it had lived
 * @since 0.1.0
 */
public record PipeHolder(long pid, String command, Duration age) {}
