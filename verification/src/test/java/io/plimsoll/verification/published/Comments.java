package io.plimsoll.verification.published;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.Tree.Kind;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/**
 * What the comments of sources lack: one for each type and member that users see, and with a type
 * the version since which it is there.
 */
final class Comments extends TreePathScanner<Void, Void> {

  private static final Pattern SINCE = Pattern.compile("@since (\\d+\\.\\d+\\.\\d+)(\\s|$)");

  private final DocTrees trees;
  private final String version;
  private final List<String> problems = new ArrayList<>();
  private int seen;

  private Comments(DocTrees trees, String version) {
    this.trees = trees;
    this.version = version;
  }

  /**
   * Reads sources.
   *
   * @param version of the build, of which nothing can be younger
   * @param least how many types and members there must be at least, so that nothing passes unseen
   */
  static List<String> problems(
      Iterable<? extends JavaFileObject> sources, String version, int least) {
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, List.of("-proc:none"), null, sources);
    Comments comments = new Comments(DocTrees.instance(task), version);
    try {
      for (CompilationUnitTree unit : task.parse()) {
        comments.scan(new TreePath(unit), null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (comments.seen < least) {
      comments.problems.add("only %d seen, of %d".formatted(comments.seen, least));
    }
    return comments.problems;
  }

  @Override
  public Void visitClass(ClassTree type, Void unused) {
    if (!isSeen(type.getModifiers())) {
      return null;
    }
    String comment = comment(type.getSimpleName().toString());
    if (getCurrentPath().getParentPath().getLeaf() instanceof CompilationUnitTree) {
      Matcher since = SINCE.matcher(comment);
      if (!since.find()) {
        problems.add(type.getSimpleName() + ": no @since and a version like 1.2.3");
      } else if (isYounger(since.group(1), version)) {
        problems.add(type.getSimpleName() + ": since " + since.group(1) + ", now is " + version);
      }
    }
    return super.visitClass(type, null);
  }

  @Override
  public Void visitMethod(MethodTree method, Void unused) {
    boolean speaksForItself = // as the promises of a contract do
        method.getModifiers().getAnnotations().stream()
            .map(each -> each.getAnnotationType().toString())
            .anyMatch(name -> name.equals("Override") || name.equals("Test"));
    if (isSeen(method.getModifiers()) && !speaksForItself) {
      comment(method.getName().toString());
    }
    return null;
  }

  @Override
  public Void visitVariable(VariableTree field, Void unused) {
    Kind around = getCurrentPath().getParentPath().getLeaf().getKind();
    boolean speaksForItself = around == Kind.RECORD || around == Kind.ENUM; // or its type does
    if (isSeen(field.getModifiers()) && !speaksForItself) {
      comment(field.getName().toString());
    }
    return null;
  }

  private String comment(String name) {
    seen++;
    String comment = trees.getDocComment(getCurrentPath());
    if (comment == null || comment.isBlank()) {
      problems.add(name + ": no comment");
      return "";
    }
    return comment;
  }

  private boolean isSeen(ModifiersTree modifiers) {
    Tree around = getCurrentPath().getParentPath().getLeaf();
    boolean inInterface =
        around.getKind() == Kind.INTERFACE && !modifiers.getFlags().contains(Modifier.PRIVATE);
    return inInterface
        || modifiers.getFlags().contains(Modifier.PUBLIC)
        || modifiers.getFlags().contains(Modifier.PROTECTED);
  }

  static boolean isYounger(String one, String other) {
    String[] left = one.split("\\.");
    String[] right = other.replaceFirst("-.*", "").split("\\.");
    for (int i = 0; i < 3; i++) {
      int difference = Integer.compare(Integer.parseInt(left[i]), Integer.parseInt(right[i]));
      if (difference != 0) {
        return difference > 0;
      }
    }
    return false;
  }
}
