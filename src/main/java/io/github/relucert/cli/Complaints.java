package io.github.relucert.cli;

import io.github.relucert.exact.InputException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever went wrong into one line for the user; no stack trace passes. */
final class Complaints {

    private Complaints() {}

    /** Handles a command line that makes no sense. */
    static int wrongCommand(ParameterException wrong, String[] args) {
        CommandLine command = wrong.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println(name + ": " + oneLine(what(wrong)) + "; try: " + name + " --help");
        return ExitStatus.NO_ANSWER.code();
    }

    private static String what(ParameterException wrong) {
        if (wrong instanceof UnmatchedArgumentException unmatched
                && wrong.getCommandLine().getParent() == null
                && !unmatched.getUnmatched().getFirst().startsWith("-")) {
            return "unknown command '" + unmatched.getUnmatched().getFirst() + "'";
        }
        return String.valueOf(wrong.getMessage());
    }

    /** Handles a command that was understood and failed while it ran. */
    static int failedCommand(Exception failure, CommandLine command, ParseResult parsed) {
        command.getErr().println(of(failure));
        return ExitStatus.NO_ANSWER.code();
    }

    /** The line for a failure. */
    static String of(Throwable failure) {
        return switch (failure) {
            case InputException input -> "relucert: " + input.getMessage();
            case OutOfMemoryError _ -> {
                long megabytes = Runtime.getRuntime().maxMemory() >> 20;
                yield "relucert: out of memory with a heap of " + megabytes
                        + " MiB; give it more with RELUCERT_HEAP=8g, or use fewer --threads";
            }
            default -> "relucert: internal error, please report it: " + oneLine(failure.toString()) + place(failure);
        };
    }

    /** The top of the stack is what a report needs most, and it fits into the line. */
    private static String place(Throwable failure) {
        StackTraceElement[] stack = failure.getStackTrace();
        return stack.length == 0 ? "" : " at " + stack[0];
    }

    private static String oneLine(String message) {
        return message.replaceAll("\\R+", " ").strip();
    }
}
