/**
 * Why a session grew, or that it did not, as text, plain values and a page.
 *
 * <p>Begin with {@link io.plimsoll.report.LeakReport}: a runtime makes one at any time. It has a
 * verdict, findings with their evidence, and advice. {@link io.plimsoll.report.ReportPage} turns it
 * into one page of HTML that needs nothing else.
 *
 * <pre>{@code
 * void keep(LeakReport report, Path folder) throws IOException {
 *   System.out.println(report.headline());
 *   Files.writeString(folder.resolve("report.html"), ReportPage.html(report));
 * }
 * }</pre>
 */
@NullMarked
package io.plimsoll.report;

import org.jspecify.annotations.NullMarked;
