package io.github.relucert.vnnlib;

import io.github.relucert.exact.InputException;

/** The parentheses and words of a text; comments run from a semicolon to the end of the line. */
final class Tokens {
    private final String name;
    private final String text;
    private int at;
    private int line = 1;
    private String current = "";

    /**
     * @param name of the file, for messages
     * @param text its content
     */
    Tokens(String name, String text) {
        this.name = name;
        this.text = text;
        advance();
    }

    /** The token that is next, empty at the end. */
    String peek() {
        return current;
    }

    /** Takes the next token. */
    String next() {
        require(!current.isEmpty(), "the file ends inside a command", "close every parenthesis");
        String token = current;
        advance();
        return token;
    }

    /** Takes the next token, which has to be this one. */
    void expect(String token) {
        require(current.equals(token), "'" + current + "' where '" + token + "' belongs", "mend the file");
        advance();
    }

    private void advance() {
        skipBlanks();
        int start = at;
        if (at < text.length() && "()".indexOf(text.charAt(at)) >= 0) {
            at++;
        } else {
            while (at < text.length()
                    && !Character.isWhitespace(text.charAt(at))
                    && "();".indexOf(text.charAt(at)) < 0) {
                at++;
            }
        }
        current = text.substring(start, at);
    }

    private void skipBlanks() {
        boolean comment = false;
        while (at < text.length() && (comment || text.charAt(at) == ';' || Character.isWhitespace(text.charAt(at)))) {
            comment = text.charAt(at) != '\n' && (comment || text.charAt(at) == ';');
            if (text.charAt(at) == '\n') {
                line++;
            }
            at++;
        }
    }

    /** Throws {@link #wrong} unless the condition holds. */
    void require(boolean condition, String otherwise, String todo) {
        if (!condition) {
            throw wrong(otherwise, todo);
        }
    }

    /** The complaint about the place that was reached. */
    InputException wrong(String what, String todo) {
        String shown = what.length() > 200 ? what.substring(0, 200) + "..." : what;
        return new InputException(name + ": line " + line + ": " + shown + "; " + todo);
    }
}
