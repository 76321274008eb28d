package io.plimsoll.verification.docs;

/**
 * A block of code in a page.
 *
 * @param page the page, from the top of the source tree
 * @param line the number of the block's first line of text
 * @param language the word after the fence; empty where there is none
 * @param text its lines
 */
record Block(String page, int line, String language, String text) {

  /** Something that is wrong in it. */
  String problem(String words) {
    return problem(0, words);
  }

  /** Something that is wrong in a line of it, counted from 0. */
  String problem(int at, String words) {
    return page + ":" + (line + at) + ": " + words;
  }
}
