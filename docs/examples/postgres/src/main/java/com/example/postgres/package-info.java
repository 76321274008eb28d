/** Connections to PostgreSQL for a pool. */
@NullMarked
package com.example.postgres;

import org.jspecify.annotations.NullMarked;
