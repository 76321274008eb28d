/**
 * For tests: time that moves when told to, processes that follow a script, and the contracts that
 * adapters fulfil.
 */
@NullMarked
package io.plimsoll.testkit;

import org.jspecify.annotations.NullMarked;
