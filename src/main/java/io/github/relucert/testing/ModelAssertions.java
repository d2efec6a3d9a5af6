package io.github.relucert.testing;

/** Where assertions about a model begin. */
public final class ModelAssertions {
    private ModelAssertions() {}

    /** Begins an assertion. It rests on proofs and exact computation unless {@link ModelAssert#acceptingClaims} is called. */
    public static ModelAssert assertThat(ModelUnderTest model) {
        return new ModelAssert(model, Terms.standard());
    }
}
