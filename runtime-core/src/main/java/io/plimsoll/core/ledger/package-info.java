/** The register of live leases and of the scopes that own them. */
@NullMarked
package io.plimsoll.core.ledger;

import org.jspecify.annotations.NullMarked;
