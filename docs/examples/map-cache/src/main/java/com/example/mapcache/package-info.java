/** Caches in plain maps, least recently used out first. */
@NullMarked
package com.example.mapcache;

import org.jspecify.annotations.NullMarked;
