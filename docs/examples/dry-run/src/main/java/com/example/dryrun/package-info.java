/** A launcher that starts nothing. */
@NullMarked
package com.example.dryrun;

import org.jspecify.annotations.NullMarked;
