package io.github.relucert.theorem.statement;

/** The works that the statements are taken from. */
public enum Paper {
    DEFINITIONS("definitions", "Definitions that the statements share"),
    ROBUST_GENERALIZATION(
            "robust-generalization",
            "Li, Jin, Zhong, Hopcroft, Wang: Why Robust Generalization in Deep Learning is Difficult (NeurIPS 2022)"),
    FEATURE_AVERAGING(
            "feature-averaging",
            "Li, Pan, Lyu, Li: Feature Averaging: An Implicit Bias of Gradient Descent Leading to Non-Robustness (ICLR 2025)"),
    SINGLE_STEP(
            "single-step",
            "Bubeck, Cherapanamjeri, Gidel, Tachet des Combes: A single gradient step finds adversarial examples on random "
                    + "two-layers neural networks (NeurIPS 2021)"),
    UNIVERSAL_PERTURBATION(
            "universal-perturbation",
            "Vardi, Yehudai, Shamir: Gradient Methods Provably Converge to Non-Robust Networks (NeurIPS 2022)"),
    SAMPLE_COMPLEXITY(
            "sample-complexity",
            "Schmidt, Santurkar, Tsipras, Talwar, Madry: Adversarially Robust Generalization Requires More Data (NeurIPS 2018)"),
    WIDTH_DEPTH_INITIALIZATION(
            "width-depth-initialization",
            "Zhu, Liu, Chrysos, Cevher: Robustness in deep learning: The good (width), the bad (depth), and the ugly "
                    + "(initialization) (NeurIPS 2022)");

    private final String id;
    private final String citation;

    Paper(String id, String citation) {
        this.id = id;
        this.citation = citation;
    }

    /** The name used on the command line. */
    public String id() {
        return id;
    }

    /** Authors, title, venue. */
    public String citation() {
        return citation;
    }
}
