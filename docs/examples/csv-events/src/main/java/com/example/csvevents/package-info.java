/** Events as lines of a file. */
@NullMarked
package com.example.csvevents;

import org.jspecify.annotations.NullMarked;
