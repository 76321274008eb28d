package io.plimsoll.process;

import io.plimsoll.process.proc.Shortage;
import io.plimsoll.process.proc.StartTurn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A program that takes a pipe where so many descriptors are free, and says what came of each. */
final class PipeShortage {

  private PipeShortage() {}

  /**
   * @param args how many are free, one after the other
   */
  public static void main(String[] args) throws Exception {
    PipeStock stock = Objects.requireNonNull(PipeStock.working(Runnable::run));
    // What is to tell of a lack is there before it.
    List<String> said = new ArrayList<>();
    var unused = StartErrors.ofPipes(new IOException("none")).failure().toString();
    for (String free : args) {
      stock.giveUp();
      Shortage.leave(Integer.parseInt(free));
      said.add(taken(stock));
    }
    System.out.println(String.join("\n", said));
  }

  private static String taken(PipeStock stock) {
    try {
      Tube tube = stock.take();
      String found = StartTurn.hasRoom() + " " + stock.holds(1, 0);
      tube.close();
      return found;
    } catch (IOException e) {
      return StartErrors.ofPipes(e).failure().toString();
    }
  }
}
