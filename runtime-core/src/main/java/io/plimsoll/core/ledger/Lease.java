package io.plimsoll.core.ledger;

import io.plimsoll.lease.LeaseKind;

/**
 * One live thing that is held for an owner.
 *
 * @param id unique in the session
 * @param kind what it holds
 * @param scope the path of the scope that owns it
 * @param openedAt when it was opened, on the runtime's ticker
 * @param origin what it is, for people
 */
public record Lease(String id, LeaseKind kind, String scope, long openedAt, String origin) {}
