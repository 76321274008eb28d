/** Real servers for tests, as child processes that can be killed, frozen and started again. */
@NullMarked
package com.example.servers;

import org.jspecify.annotations.NullMarked;
