package io.github.relucert.milp;

import com.google.ortools.linearsolver.MPConstraintProto;
import com.google.ortools.linearsolver.MPModelProto;
import com.google.ortools.linearsolver.MPVariableProto;

/** A program that is being written down: columns, linear rows, one linear objective to be minimised. */
final class Program {
    private final MPModelProto.Builder model = MPModelProto.newBuilder();

    /** A new continuous column between two sides. */
    int column(double lower, double upper) {
        return column(lower, upper, false);
    }

    /** A new column that is 0 or 1. */
    int binary() {
        return column(0, 1, true);
    }

    private int column(double lower, double upper, boolean integer) {
        model.addVariable(MPVariableProto.newBuilder()
                .setLowerBound(lower)
                .setUpperBound(upper)
                .setIsInteger(integer));
        return model.getVariableCount() - 1;
    }

    /** Lower side of a column. */
    double lower(int column) {
        return model.getVariableOrBuilder(column).getLowerBound();
    }

    /** Upper side of a column. */
    double upper(int column) {
        return model.getVariableOrBuilder(column).getUpperBound();
    }

    /** The least value of a form that the columns' sides allow, rows left aside. */
    double least(Form form) {
        double sum = form.constant();
        for (int k = 0; k < form.size(); k++) {
            double coefficient = form.coefficients()[k];
            int column = form.columns()[k];
            sum += coefficient * (coefficient > 0 ? lower(column) : upper(column));
        }
        return sum;
    }

    /** Requires {@code form <= 0}. */
    void requireAtMostZero(Form form) {
        addRow(Double.NEGATIVE_INFINITY, -form.constant(), form);
    }

    /** Requires {@code form = 0}. */
    void requireZero(Form form) {
        addRow(-form.constant(), -form.constant(), form);
    }

    private void addRow(double lower, double upper, Form form) {
        MPConstraintProto.Builder row =
                MPConstraintProto.newBuilder().setLowerBound(lower).setUpperBound(upper);
        for (int k = 0; k < form.size(); k++) {
            row.addVarIndex(form.columns()[k]);
            row.addCoefficient(form.coefficients()[k]);
        }
        model.addConstraint(row);
    }

    /** Minimise this form; called once. */
    void minimise(Form form) {
        for (int k = 0; k < form.size(); k++) {
            model.getVariableBuilder(form.columns()[k]).setObjectiveCoefficient(form.coefficients()[k]);
        }
        model.setObjectiveOffset(form.constant());
    }

    /** The program as the solvers read it. */
    MPModelProto toModel() {
        return model.build();
    }
}
