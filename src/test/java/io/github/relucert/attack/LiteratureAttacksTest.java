package io.github.relucert.attack;

import io.github.relucert.contract.AttackContract;
import org.junit.jupiter.api.Nested;

/** Every attack that needs nothing but a row keeps the contract. */
class LiteratureAttacksTest {
    @Nested
    class OfFgsm extends AttackContract {
        @Override
        protected Attack attack() {
            return new Fgsm();
        }
    }

    @Nested
    class OfIteratedFgsm extends AttackContract {
        @Override
        protected Attack attack() {
            return new IteratedFgsm();
        }
    }

    @Nested
    class OfPgd extends AttackContract {
        @Override
        protected Attack attack() {
            return new Pgd(2);
        }
    }

    @Nested
    class OfRayAttack extends AttackContract {
        @Override
        protected Attack attack() {
            return new RayAttack();
        }
    }

    @Nested
    class OfDeepFool extends AttackContract {
        @Override
        protected Attack attack() {
            return new DeepFool();
        }
    }

    @Nested
    class OfCarliniWagner extends AttackContract {
        @Override
        protected Attack attack() {
            return new CarliniWagner();
        }
    }

    @Nested
    class OfDdn extends AttackContract {
        @Override
        protected Attack attack() {
            return new Ddn();
        }
    }

    @Nested
    class OfFab extends AttackContract {
        @Override
        protected Attack attack() {
            return new Fab(Fab.Aim.NEAREST);
        }
    }

    @Nested
    class OfTargetedFab extends AttackContract {
        @Override
        protected Attack attack() {
            return new Fab(Fab.Aim.TARGETED);
        }
    }

    @Nested
    class OfApgdOnCrossEntropy extends AttackContract {
        @Override
        protected Attack attack() {
            return new Apgd(Apgd.Criterion.CROSS_ENTROPY);
        }
    }

    @Nested
    class OfApgdOnLogitsRatio extends AttackContract {
        @Override
        protected Attack attack() {
            return new Apgd(Apgd.Criterion.LOGITS_RATIO);
        }
    }

    @Nested
    class OfApgdTargeted extends AttackContract {
        @Override
        protected Attack attack() {
            return new ApgdTargeted();
        }
    }

    @Nested
    class OfSquare extends AttackContract {
        @Override
        protected Attack attack() {
            return new Square();
        }
    }

    @Nested
    class OfBoundaryAttack extends AttackContract {
        @Override
        protected Attack attack() {
            return new BoundaryAttack();
        }
    }
}
