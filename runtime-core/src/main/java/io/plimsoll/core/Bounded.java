package io.plimsoll.core;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A container that cannot grow without end, with the reason. Every map, collection or array that is
 * held in a field of the core carries it, unless a record holds it; the architecture rules look for
 * it.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.FIELD, ElementType.TYPE})
public @interface Bounded {
  /** Returns what bounds it, and what happens at the bound. */
  String value();
}
