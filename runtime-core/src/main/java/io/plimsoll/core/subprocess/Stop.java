package io.plimsoll.core.subprocess;

/**
 * Why a command is being ended.
 *
 * @param cause the cause
 * @param words the same for people, without how it was ended
 */
public record Stop(StopCause cause, String words) {}
