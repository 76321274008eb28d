package io.plimsoll.mutants.core;

import java.util.concurrent.atomic.AtomicInteger;

/** Mutant: remembers across threads. */
public record AtomicPolicy(AtomicInteger live) {}
