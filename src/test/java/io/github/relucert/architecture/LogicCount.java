package io.github.relucert.architecture;

import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.EmptyStatementTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Lines of logic, as if each statement stood on a line of its own: statements, loops counting once with their headers, local
 * variables, cases, and fields whose value is computed. Not counted is what only declares: comments, imports, braces, annotations, types, record
 * components, method headers, parameters, and fields without a value or with a literal one.
 */
final class LogicCount extends TreeScanner<Void, AtomicInteger> {
    private LogicCount() {}

    /** The lines of logic of source files. */
    static int of(List<Path> files) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        AtomicInteger lines = new AtomicInteger();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            var sources = manager.getJavaFileObjectsFromPaths(files);
            var task = (JavacTask) compiler.getTask(null, manager, null, null, null, sources);
            new LogicCount().scan(task.parse(), lines);
        }
        return lines.get();
    }

    @Override
    public Void scan(Tree tree, AtomicInteger lines) {
        boolean declares = tree instanceof BlockTree || tree instanceof ClassTree || tree instanceof EmptyStatementTree;
        lines.addAndGet((tree instanceof StatementTree && !declares) || tree instanceof CaseTree ? 1 : 0);
        return super.scan(tree, lines);
    }

    @Override
    public Void visitClass(ClassTree type, AtomicInteger lines) {
        for (Tree member : type.getMembers()) {
            if (member instanceof VariableTree field) {
                boolean computed = field.getInitializer() != null && !(field.getInitializer() instanceof LiteralTree);
                lines.addAndGet(computed ? 1 : 0);
                scan(field.getInitializer(), lines);
            } else {
                scan(member, lines);
            }
        }
        return null;
    }

    @Override
    public Void visitCase(CaseTree choice, AtomicInteger lines) {
        // An arrow's expression is a statement to the compiler, but stands on the line of its case.
        lines.addAndGet(choice.getBody() instanceof StatementTree body && !(body instanceof BlockTree) ? -1 : 0);
        scan(choice.getStatements(), lines);
        return choice.getStatements() == null ? scan(choice.getBody(), lines) : null;
    }

    @Override
    public Void visitBindingPattern(BindingPatternTree pattern, AtomicInteger lines) {
        return null;
    }

    @Override
    public Void visitCatch(CatchTree handler, AtomicInteger lines) {
        return scan(handler.getBlock(), lines);
    }

    @Override
    public Void visitMethod(MethodTree method, AtomicInteger lines) {
        return scan(method.getBody(), lines);
    }

    @Override
    public Void visitLambdaExpression(LambdaExpressionTree lambda, AtomicInteger lines) {
        return scan(lambda.getBody(), lines);
    }

    @Override
    public Void visitForLoop(ForLoopTree loop, AtomicInteger lines) {
        return scan(loop.getStatement(), lines);
    }

    @Override
    public Void visitEnhancedForLoop(EnhancedForLoopTree loop, AtomicInteger lines) {
        return scan(loop.getStatement(), lines);
    }
}
