package io.github.relucert.milp;

import com.google.ortools.linearsolver.MPObjective;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPSolverParameters;
import com.google.ortools.linearsolver.MPSolverParameters.IncrementalityValues;
import com.google.ortools.linearsolver.MPSolverParameters.IntegerParam;
import com.google.ortools.linearsolver.MPSolverParameters.PresolveValues;
import com.google.ortools.linearsolver.MPVariable;

/**
 * A linear program without binaries in GLOP, minimised for one objective after another; each solve starts from the last basis.
 * Owns native memory until it is closed.
 */
final class RelaxedProgram implements AutoCloseable {
    /** Without presolve, or the basis is lost; an objective that changes keeps the basis primal feasible. */
    private static final String PARAMETERS = "use_preprocessing:false use_dual_simplex:false";

    private final MPSolver solver;
    private final MPSolverParameters options;
    private final MPVariable[] columns;

    RelaxedProgram(Program program) {
        NativeSolvers.load();
        solver = MPSolver.createSolver("GLOP");
        String complaint = solver.loadModelFromProto(program.toModel());
        if (!complaint.isEmpty() || !solver.setSolverSpecificParametersAsString(PARAMETERS)) {
            solver.delete();
            throw new IllegalStateException("GLOP refuses a program or a parameter: " + complaint);
        }
        options = new MPSolverParameters();
        options.setIntegerParam(IntegerParam.PRESOLVE, PresolveValues.PRESOLVE_OFF.swigValue());
        options.setIntegerParam(IntegerParam.INCREMENTALITY, IncrementalityValues.INCREMENTALITY_ON.swigValue());
        columns = solver.variables();
    }

    /** What came of a minimisation. */
    sealed interface Minimum {
        /** The least value. */
        record At(double value) implements Minimum {}

        /** Nothing satisfies the rows. */
        record Nowhere() implements Minimum {}

        /** No answer: a limit, or numerical trouble. */
        record Unknown() implements Minimum {}
    }

    /** Minimises a form. */
    Minimum minimise(Form form, StopSignal stop) {
        MPObjective objective = solver.objective();
        objective.clear();
        for (int k = 0; k < form.size(); k++) {
            objective.setCoefficient(columns[form.columns()[k]], form.coefficients()[k]);
        }
        objective.setMinimization();
        solver.setTimeLimit(stop.millisecondsLeft());
        return switch (solver.solve(options)) {
            case OPTIMAL -> new Minimum.At(objective.value() + form.constant());
            case INFEASIBLE -> new Minimum.Nowhere();
            case FEASIBLE, UNBOUNDED, ABNORMAL, MODEL_INVALID, NOT_SOLVED -> new Minimum.Unknown();
        };
    }

    /** The value of a column at the last optimum. */
    double value(int column) {
        return columns[column].solutionValue();
    }

    @Override
    public void close() {
        options.delete();
        solver.delete();
    }
}
