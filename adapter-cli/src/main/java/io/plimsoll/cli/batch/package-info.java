/** Many commands: jobs in, outcomes out. */
@NullMarked
package io.plimsoll.cli.batch;

import org.jspecify.annotations.NullMarked;
