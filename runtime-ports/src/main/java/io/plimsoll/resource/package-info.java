/**
 * Resources that are kept for a while and bounded while they are: caches and connections.
 *
 * <p>Begin with {@link io.plimsoll.resource.Cache} and its {@link
 * io.plimsoll.resource.CachePolicy}, which cannot be without a bound, or with {@link
 * io.plimsoll.resource.Pool}: it lends connections that a {@link
 * io.plimsoll.resource.ConnectionFactory} opens, and never a closed one. A loan is {@link
 * io.plimsoll.resource.Borrowed}, and is given back by closing it.
 *
 * <pre>{@code
 * CachePolicy policy = CachePolicy.entries(500).maxAge(Duration.ofMinutes(10));
 * PoolLimits limits = PoolLimits.usual();
 *
 * <C> void use(Pool<C> pool) throws InterruptedException {
 *   try (Borrowed<C> loan = pool.borrow(Duration.ofSeconds(1))) {
 *     System.out.println(loan.get());
 *   }
 * }
 * }</pre>
 */
@NullMarked
package io.plimsoll.resource;

import org.jspecify.annotations.NullMarked;
