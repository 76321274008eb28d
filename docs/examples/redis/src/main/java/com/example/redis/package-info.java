/** Connections to Redis for a pool. */
@NullMarked
package com.example.redis;

import org.jspecify.annotations.NullMarked;
