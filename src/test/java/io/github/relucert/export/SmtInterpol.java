package io.github.relucert.export;

import de.uni_freiburg.informatik.ultimate.logic.SMTLIBException;
import de.uni_freiburg.informatik.ultimate.smtinterpol.DefaultLogger;
import de.uni_freiburg.informatik.ultimate.smtinterpol.LogProxy;
import de.uni_freiburg.informatik.ultimate.smtinterpol.option.OptionMap;
import de.uni_freiburg.informatik.ultimate.smtinterpol.proof.checker.CheckingScript;
import de.uni_freiburg.informatik.ultimate.smtinterpol.smtlib2.ParseEnvironment;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

/** SMTInterpol's checker of RESOLUTE proofs. */
final class SmtInterpol {
    private static final long STACK_BYTES = 256L << 20;

    private SmtInterpol() {}

    /** What the checker prints of a proof of a query's unsatisfiability. */
    static List<String> check(String query, String proof) {
        List<String> answers = new ArrayList<>();
        LogProxy silent = new DefaultLogger();
        silent.setLoglevel(LogProxy.LOGLEVEL_OFF);
        CheckingScript script = new CheckingScript(silent, "proof", new StringReader(proof)) {
            @Override
            public void printResult(Object result) {
                answers.add(String.valueOf(result));
            }

            @Override
            public void printError(String message) {
                answers.add("error: " + message);
            }
        };
        ParseEnvironment environment = new ParseEnvironment(script, new OptionMap(silent, true)) {
            @Override
            public void printResponse(Object response) {
                // Statements of the query answer nothing of interest.
            }

            @Override
            public void printError(String message) {
                answers.add("error: " + message);
            }
        };
        // It descends into nested terms by recursion.
        Thread thread = new Thread(
                null,
                () -> {
                    try {
                        environment.parseStream(new StringReader(query), "query");
                    } catch (SMTLIBException e) {
                        answers.add("error: " + e.getMessage());
                    }
                },
                "checker",
                STACK_BYTES);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return answers;
    }
}
