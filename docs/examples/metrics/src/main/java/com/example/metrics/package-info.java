/** An application whose runtime Prometheus can watch. */
@NullMarked
package com.example.metrics;

import org.jspecify.annotations.NullMarked;
