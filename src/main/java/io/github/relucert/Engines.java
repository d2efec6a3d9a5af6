package io.github.relucert;

import io.github.relucert.engine.Engine;
import io.github.relucert.engine.Replay;
import io.github.relucert.milp.MilpEngine;
import io.github.relucert.search.SearchEngine;

/** The engines there are. All answer the same questions, hold no state and serve several threads at once. */
public final class Engines {
    private Engines() {}

    /** The one to take unless there is a reason for another; its answers are proved. */
    public static Engine automatic() {
        return search();
    }

    /** Branch and bound that proves what it finds. */
    public static Engine search() {
        return new SearchEngine();
    }

    /** Mixed-integer programs; lower ends are the solver's claims. */
    public static Engine milp() {
        return new MilpEngine();
    }

    /** Mixed-integer programs for the witness, {@link #search()} for the proof of the lower end. */
    public static Engine milpProved() {
        return new Replay(milp(), search());
    }
}
